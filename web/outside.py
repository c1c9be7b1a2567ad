"""Pages for people without an account: a reviewer outside the city, and anyone who reads a public notice."""

import secrets
from typing import Final

from starlette.responses import Response

from casework import notices, opinions, reading
from casework.file_names import disposition
from casework.opinions import Outcome
from casework.reading import CaseFile
from casework.sentences import say
from domain import permit_states, policy
from domain.errors import CaseError, Forbidden, IllegalTransition, Invalid
from web import plain_acts
from web.act_fields import FIELDS
from web.plain_acts import fields_of
from web.refusals import status_of
from web.services import borough_named
from web.visit import Visit, private

OUTCOMES: Final[dict[str, Outcome]] = {
    "favourable": "favourable",
    "favourable_with_conditions": "favourable_with_conditions",
    "unfavourable": "unfavourable",
}


async def ask(visit: Visit) -> Response:
    """The clerk chooses the discipline and the documents that its body will see."""
    file = await _to_be_heard(visit)
    files = await reading.files(visit.doors, visit.actor, file.row.id)
    return visit.page("links/ask.html", file=file, files=files, made=None, names=plain_acts.disciplines(visit, file))


async def make(visit: Visit) -> Response:
    """The link, shown this once."""
    file = await _to_be_heard(visit)
    files = await reading.files(visit.doors, visit.actor, file.row.id)
    names = plain_acts.disciplines(visit, file)
    chosen = [one for one in visit.form.all("documents") if one]
    try:
        made = await opinions.ask_outside(visit.doors, visit.actor, file.row.id, visit.form.one("discipline"), chosen)
    except CaseError as refusal:
        sentence = say(refusal, visit.lang)
        return visit.page("links/ask.html", status_of(refusal), file=file, files=files, made=None, names=names,
                          sentence=sentence, faults=sentence.fields)  # fmt: skip
    url = f"{visit.doors.base_url}{visit.path(f'/avis/{made.token}')}"
    return private(visit.page("links/ask.html", file=file, files=files, made=made, url=url, names=names))


async def opinion(visit: Visit) -> Response:
    """What is asked; looking consumes nothing."""
    return await _opinion(visit, None, 200)


async def give(visit: Visit) -> Response:
    """The one opinion. Raises LinkInvalid, LinkUsed."""
    token, outcome = visit.part("token"), OUTCOMES.get(visit.form.one("outcome"))
    if outcome is None:
        return await _opinion(visit, Invalid({"outcome": "required"}), 422)
    await opinions.give(visit.doors, token, outcome, visit.form.one("note").strip())
    return private(visit.page("links/given.html"))


async def attached(visit: Visit) -> Response:
    """One attached document, to be saved."""
    row, content = await opinions.document(visit.doors, visit.part("token"), visit.part("document_id"))
    headers = {"content-disposition": disposition(f"{row.kind}-{row.id[:8]}")}
    return private(Response(content, media_type=row.media_type, headers=headers))


async def notice(visit: Visit) -> Response:
    """A public notice and how to comment on it."""
    found = await notices.public_notice(visit.doors, visit.part("case_id"))
    return _notice(visit, found, None, 200)


async def comment(visit: Visit) -> Response:
    """A comment, kept for the council."""
    found = await notices.public_notice(visit.doors, visit.part("case_id"))
    form = visit.form
    try:
        await notices.comment(visit.doors, found.case_id, form.one("name"), form.one("text"), form.one("key"))
    except CaseError as refusal:
        return _notice(visit, found, refusal, status_of(refusal))
    return visit.page("links/notice.html", notice=found, service=visit.doors.catalogue.services.get(found.service),
                      borough=borough_named(visit, found.borough), received=True)  # fmt: skip


async def _to_be_heard(visit: Visit) -> CaseFile:
    """The file of a case that the visitor may have studied outside. Raises NotFound, Forbidden, IllegalTransition."""
    file = await reading.case_file(visit.doors, visit.actor, visit.part("case_id"))
    if not policy.may(visit.actor, "give_opinion", owner=file.row.owner, borough=file.row.borough):
        raise Forbidden(act="give_opinion")
    if not permit_states.open_to("give_opinion", file.row.state):
        raise IllegalTransition(state=file.row.state, act="give_opinion")
    return file


async def _opinion(visit: Visit, refusal: CaseError | None, status: int) -> Response:
    asked = await opinions.look(visit.doors, visit.part("token"))
    sentence = say(refusal, visit.lang) if refusal else None
    service = visit.doors.catalogue.services.get(asked.service)
    labels = {one.code: one.label.say(visit.lang) for one in service.opinions} if service else {}
    asked_fields = [one for one in FIELDS["give_opinion"] if one.name != "discipline"]
    return private(
        visit.page(
            "links/opinion.html", status, asked=asked, service=service, borough=borough_named(visit, asked.borough),
            discipline=labels.get(asked.discipline, asked.discipline), sentence=sentence,
            fields=fields_of(visit, asked_fields, sentence.fields if sentence else {}),
        )
    )  # fmt: skip


def _notice(visit: Visit, found: notices.PublicNotice, refusal: CaseError | None, status: int) -> Response:
    sentence = say(refusal, visit.lang) if refusal else None
    return visit.page(
        "links/notice.html", status, notice=found, service=visit.doors.catalogue.services.get(found.service),
        borough=borough_named(visit, found.borough), received=False, key=secrets.token_urlsafe(16), sentence=sentence,
        form=visit.form, faults=sentence.fields if sentence else {},
    )  # fmt: skip
