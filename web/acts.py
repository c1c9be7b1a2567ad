"""A page for each act: it carries the copy that was read and a key; a refusal loses nothing typed."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, Final

from starlette.responses import Response

from casework import acting, reading
from casework.acting import Accepted, Request
from casework.previewing import PREVIEWED
from casework.reading import CaseFile
from casework.sentences import Sentence, say
from domain import permit_states, policy
from domain.case_ids import CONTEST
from domain.errors import CaseError, Forbidden, IllegalTransition, NotFound
from domain.letter import Language
from web import act_forms, contest_acts, letter_forms, plain_acts, previews
from web.act_fields import FIELDS
from web.fields import summary
from web.refusals import status_of
from web.uploads import FileRefused
from web.visit import Visit

OF_THE_PERSON: Final = ("answer_information", "withdraw", "attach_document", "replace_document", "declare_start",
                        "declare_completion", "renew", "comment_on_revocation")  # fmt: skip

LETTERS: Final = ("withdraw_letter", "correct_letter")

Read = Callable[[Visit, CaseFile], Awaitable[dict[str, Any]]]

ACTS: Final[dict[str, Read]] = {
    "declare_complete": act_forms.nothing,
    "ask_information": act_forms.items,
    "answer_information": act_forms.answers,
    "conclude_review": act_forms.opinions,
    "approve": act_forms.conditions,
    "refuse": act_forms.refusal,
    "withdraw": act_forms.reason,
    "withdraw_letter": letter_forms.withdrawal,
    "correct_letter": letter_forms.correction,
    **{act: plain_acts.reader(act) for act in FIELDS},
}


async def show(visit: Visit) -> Response:
    """The form of an act that the reader may do now."""
    file, act = await _file(visit), visit.part("act")
    if of_a_contest(file, act):
        return await contest_acts.show(visit, file)
    _allow(visit, file, act)
    return await _page(visit, file, None, {}, 200)


async def do(visit: Visit) -> Response:
    """Do the act; when it is refused, show why, the file as it stands now, and what was typed."""
    file, act = await _file(visit), visit.part("act")
    if visit.form.one("action") == "preview":
        return await _preview(visit, file)
    if of_a_contest(file, act):
        return await contest_acts.do(visit, file)
    if visit.form.one("action") == "more":
        return await _page(visit, file, None, {}, 200)
    case_id = file.row.id
    try:
        if act == "attach_document":
            await act_forms.attach(visit, case_id)
            return visit.go(f"/dossier/{case_id}?fait={act}")
        content = await ACTS[act](visit, file)
        request = Request(act, content, visit.form.one("key"), visit.form.number("seq"))
        done = await acting.act_on_case(visit.doors, visit.actor, case_id, request)
    except FileRefused as refused:
        sentence = say(refused.refusal, visit.lang)
        pointed = replace(sentence, fields={refused.field: sentence.detail})
        return await _page(visit, file, pointed, pointed.fields, status_of(refused.refusal))
    except CaseError as refusal:
        return await _refused(visit, refusal)
    if isinstance(done, Accepted):
        return visit.go(f"/dossier/{case_id}?attente={done.act_id}")
    return visit.go(f"/dossier/{case_id}?fait={act}")


async def _preview(visit: Visit, file: CaseFile) -> Response:
    """The letters that the form would send, above the form as it stands. Raises NotFound where none are shown."""
    act = visit.part("act")
    if act not in PREVIEWED or of_a_contest(file, act):
        raise NotFound
    try:
        proofs = await previews.of(visit, file, ACTS[act])
    except CaseError as refusal:
        return await _refused(visit, refusal)
    return await _page(visit, file, None, {}, 200, proofs)


async def _refused(visit: Visit, refusal: CaseError) -> Response:
    """Why not, in the terms of the form, with the file as it stands now and what was typed."""
    sentence = act_forms.worded(refusal, visit.lang)
    return await _page(visit, await _file(visit), sentence, sentence.fields, status_of(refusal))


def of_a_contest(file: CaseFile, act: str) -> bool:
    """Whether the act's form is the court's; letters are withdrawn and corrected alike everywhere."""
    return file.row.procedure == CONTEST and act not in LETTERS


async def _file(visit: Visit) -> CaseFile:
    """The file of the case. Raises NotFound for an act that has no page."""
    act = visit.part("act")
    file = await reading.case_file(visit.doors, visit.actor, visit.part("case_id"))
    known = contest_acts.has_page(act) if of_a_contest(file, act) else act in ACTS or act == "attach_document"
    if not known:
        raise NotFound
    return file


def _allow(visit: Visit, file: CaseFile, act: str) -> None:
    if not policy.may(visit.actor, act, owner=file.row.owner, borough=file.row.borough):
        raise Forbidden(act=act)
    if (file.row.procedure == CONTEST or act == "correct_entry") and act not in file.acts:
        raise IllegalTransition(state=file.row.state, act=act)
    if file.row.procedure != CONTEST and not _open(file, act):
        raise IllegalTransition(state=file.row.state, act=act)


def _open(file: CaseFile, act: str) -> bool:
    return not file.row.ended and permit_states.open_to(act, file.row.state)


async def _page(
    visit: Visit, file: CaseFile, sentence: Sentence | None, faults: dict[str, str], status: int,
    proofs: previews.Proofs | None = None,
) -> Response:  # fmt: skip
    service = file.service
    language: Language = "en" if file.row.language == "en" else "fr"
    return visit.page(
        "acts/fields.html" if visit.part("act") in FIELDS else f"acts/{visit.part('act')}.html",
        status,
        act=visit.part("act"),
        file=file,
        service=service,
        rows=summary(service, file.answers, visit.lang),
        form=visit.form,
        key=secrets.token_urlsafe(16),
        letters_in=language,
        mine_acts=OF_THE_PERSON,
        documents=service.documents_in(file.row.borough) if service else (),
        fields=await plain_acts.fields(visit, file, visit.part("act"), faults),
        item_rows=act_forms.item_rows(visit.form),
        ready=act_forms.ready(visit, file) if visit.part("act") == "ask_information" else (),
        disciplines=act_forms.disciplines(service, file, faults),
        labels=act_forms.labels(file, service, visit.lang),
        faults=faults,
        sentence=sentence,
        previewed=visit.part("act") in PREVIEWED,
        proofs=proofs,
    )
