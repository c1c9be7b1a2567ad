"""A service proposed, checked, tried and published by the administrator: two steps, and nothing is written before."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import UploadFile
from starlette.responses import Response

from casework import city_services, proposals
from casework.proposals import LONGEST, DryRun, Proposal, Written
from casework.sentences import Sentence, say
from catalogue.faults import CatalogueFaults, Fault
from domain.errors import CaseError, Invalid, NotFound, TextTooLong
from domain.publication_errors import PublicationOvertaken
from web import desk_trial
from web.publication_words import CHANGES, KEYS
from web.refusals import status_of
from web.visit import Visit

PROPOSE: Final = "/bureau/ville/services/proposer"

Refused = Callable[[Sentence | None, int, Sequence[Fault]], Awaitable[Response]]


@dataclass(frozen=True)
class Asked:
    """A proposal as a form carries it. `refused` shows again the page that it came from, with what is wrong."""

    proposal: Proposal
    fields: list[tuple[str, str]]
    back: tuple[str, str]  # path and words
    refused: Refused
    editable: bool = False


async def ask(visit: Visit) -> Response:
    """The form that takes a service's file."""
    visit.require("publish_services")
    return _form(visit, "", None, 200, ())


async def answer(visit: Visit) -> Response:
    """Check the file, show what publishing would change, try it, or publish it, as the button says."""
    visit.require("publish_services")
    return await take_file(visit, "")


async def take_file(visit: Visit, code: str) -> Response:
    """The same for the page of one service, whose file alone is taken there."""
    try:
        content = await _content(visit)
    except CatalogueFaults as unsound:
        return _form(visit, "", None, 422, unsound.faults)
    except CaseError as refusal:
        return _form(visit, visit.form.one("content"), say(refusal, visit.lang), status_of(refusal), ())

    async def refused(sentence: Sentence | None, status: int, faults: Sequence[Fault]) -> Response:
        return _form(visit, content, sentence, status, faults)

    if visit.form.one("action") == "edit":
        return await refused(None, 200, ())
    back = ("/bureau/ville/services", visit.say("Services de la ville", "Services of the city"))
    asked = Asked(Written(content, code), [("content", content)], back, refused, editable=True)
    return await step(visit, asked)


async def step(visit: Visit, asked: Asked) -> Response:
    """Publish where the form confirms what it showed; else show what publishing would change."""
    expects = visit.form.number("expects")
    try:
        if visit.form.one("action") == "publish" and expects is not None:
            return await _publish(visit, asked, expects)
        return await _dry_run(visit, asked, None, 0)
    except CatalogueFaults as unsound:
        return await asked.refused(None, 422, unsound.faults)
    except NotFound:
        raise
    except CaseError as refusal:
        return await asked.refused(say(refusal, visit.lang), status_of(refusal), ())


async def _publish(visit: Visit, asked: Asked, expects: int) -> Response:
    try:
        code, done = await proposals.publish(visit.doors, visit.actor, asked.proposal, expects)
    except PublicationOvertaken as refusal:
        return await _dry_run(visit, asked, refusal, expects)
    return visit.go(f"/bureau/ville/services/{code}?publiee={done.number}")


async def _dry_run(visit: Visit, asked: Asked, overtaken: PublicationOvertaken | None, expects: int) -> Response:
    dry = await proposals.dry_run(visit.doors, visit.actor, asked.proposal)
    others, names = await city_services.since(visit.doors, visit.actor, expects) if overtaken else ([], {})
    trial = await desk_trial.tried(visit, dry) if dry.proposed else None
    sentence = say(overtaken, visit.lang) if overtaken else trial.sentence if trial else None
    status = 409 if overtaken else 422 if sentence else 200
    return visit.page(
        "bureau/dry_run.html", status, dry=dry, asked=asked, trial=trial, sentence=sentence, others=others,
        names=names, title=_title(visit, dry), changes=CHANGES, keys=KEYS,
        labels=trial.labels if trial else {},
    )  # fmt: skip


def _title(visit: Visit, dry: DryRun) -> str:
    service = dry.proposed or dry.standing
    return service.title.say(visit.lang) if service else ""


async def _content(visit: Visit) -> str:
    """The file that was chosen, or the text of the form. Raises CatalogueFaults, Invalid or TextTooLong."""
    files = visit.form.given("file")
    content = await _text_of(files[-1]) if files else visit.form.one("content")
    if not content.strip():
        raise Invalid({"content": "required"})
    if len(content.encode("utf-8", "replace")) > LONGEST:
        raise TextTooLong({"content": "too-long"})
    return content.replace("\r\n", "\n")


async def _text_of(file: UploadFile) -> str:
    raw = await file.read(LONGEST + 1)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        if len(raw) > LONGEST:
            raise TextTooLong({"content": "too-long"}) from error
        raise CatalogueFaults((Fault((file.filename or "")[:100], line, "is not UTF-8"),)) from error


def _form(visit: Visit, content: str, sentence: Sentence | None, status: int, faults: Sequence[Fault]) -> Response:
    if faults:
        sentence = faulty(visit, faults)
    return visit.page("bureau/proposal.html", status, content=content, sentence=sentence, faults=faults,
                      longest=LONGEST // 1000, labels={"content": visit.say("Fichier", "File")})  # fmt: skip


def faulty(visit: Visit, faults: Sequence[Fault]) -> Sentence:
    """How many faults were found, above their list."""
    return Sentence(
        visit.say("Le fichier contient des fautes", "The file has faults"),
        visit.say(f"Fautes trouvées : {len(faults)}. Rien n’est publié.",
                  f"Faults found: {len(faults)}. Nothing is published."), {},
    )  # fmt: skip
