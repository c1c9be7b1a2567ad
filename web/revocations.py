"""Art. 257 at the prosecutor's desk: a judged or paid matter is found by its number, and put before a judge."""

import secrets
from dataclasses import replace
from typing import Any, Final

from starlette.responses import Response

from casework import acting, reading, revocations
from casework.acting import Accepted, Request
from casework.reading import CaseFile
from casework.sentences import Sentence, say
from domain import contest_states as states
from domain.errors import CaseError, NotFound, PreconditionFailed
from web import contest_forms as forms
from web import contest_words
from web.contest_fields import Ask
from web.refusals import status_of
from web.visit import Visit

ACT: Final = "apply_for_revocation"
PATH: Final = "/bureau/poursuite/retractations"
ASKED: Final = (
    Ask("grounds", "longtext", ("Erreur administrative constatée", "Administrative error that was seen"),
        ("Ce que vous écrivez va au juge ; la défense le lit aussi.",
         "What you write goes to the judge; the defence reads it too.")),
)  # fmt: skip


async def show(visit: Visit) -> Response:
    """The search, the matter that it found, and the applications that wait for a judge."""
    actor, typed = visit.require("prosecute"), visit.asked("numero").strip()
    if not typed:
        return await _page(visit, None, None, 200)
    try:
        return await _page(visit, await revocations.find(visit.doors, actor, typed), None, 200)
    except NotFound as refusal:
        return await _page(visit, None, _nothing_found(visit, refusal), status_of(refusal))


async def apply(visit: Visit) -> Response:
    """Apply to a judge; a refusal shows the matter as it stands now, with the grounds that were typed."""
    actor, case_id = visit.require("prosecute"), visit.form.one("case_id")
    file = await reading.case_file(visit.doors, actor, case_id)
    try:
        content = forms.read(visit, ASKED, {})
        request = Request(ACT, content, visit.form.one("key"), visit.form.number("seq"))
        done = await acting.act_on_case(visit.doors, actor, case_id, request)
    except CaseError as refusal:
        again = await reading.case_file(visit.doors, actor, file.row.id)
        status = 409 if isinstance(refusal, PreconditionFailed) else status_of(refusal)
        return await _page(visit, again, forms.worded(refusal, ASKED, visit.lang), status)
    return visit.go(f"{PATH}?demandee={'attente' if isinstance(done, Accepted) else '1'}")


async def _page(visit: Visit, file: CaseFile | None, sentence: Sentence | None, status: int) -> Response:
    faults = dict(sentence.fields) if sentence else {}
    fields = forms.shown(visit, ASKED, {}, {}, faults)
    facts: dict[str, Any] = await _about(visit, file) if file else {}
    return visit.page(
        "bureau/revocations.html", status, typed=visit.asked("numero")[: revocations.LONGEST], sentence=sentence,
        faults=faults, form=visit.form, fields=fields, labels={one.name: one.label for one in fields},
        key=secrets.token_urlsafe(16), waiting=await revocations.waiting(visit.doors, visit.actor),
        done=visit.asked("demandee"), file=file, words=contest_words, **facts,
    )  # fmt: skip


async def _about(visit: Visit, file: CaseFile) -> dict[str, Any]:
    """What was judged and paid, and why nothing can be applied for where it cannot."""
    money = await reading.money(visit.doors, visit.actor, file.row.id)
    paid = [one for one in money.payments if one.captured_at]
    why = "" if ACT in file.acts else "asked" if file.row.state == states.REVOCATION_REQ else "other"
    if why and file.row.state in states.BEFORE_JUDGMENT:
        why = "unjudged"
    return {"standing": file.standing or {}, "statement": file.answers, "paid": paid, "why": why}


def _nothing_found(visit: Visit, refusal: CaseError) -> Sentence:
    title = visit.say("Aucun dossier de la cour ne correspond", "No file of the court matches")
    detail = visit.say(
        "Vérifiez le numéro du dossier ou celui du constat, tels qu’ils figurent sur les lettres.",
        "Check the number of the file or that of the statement, as they appear on the letters.",
    )
    return replace(say(refusal, visit.lang), title=title, detail=detail, fields={"numero": title})
