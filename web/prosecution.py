"""The prosecutor's desk: one plea after the other is reviewed and decided; hearings that lack their evidence."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from starlette.responses import Response

from casework import acting, disclosing, reading, reviewing
from casework.acting import Request
from casework.disclosing import ToDisclose
from casework.reading import CaseFile
from casework.reviewing import Waiting
from casework.sentences import Sentence, say
from domain import contest_states as states
from domain.case_ids import holder_of
from domain.contest_age import age_of
from domain.errors import CaseError, Invalid, PreconditionFailed
from domain.events import Receipt
from web import contest_forms as forms
from web import contest_timeline, contest_words
from web.contest_acts import ABOUT
from web.contest_fields import FIELDS, Ask
from web.contest_forms import Shown
from web.fields import Option
from web.refusals import status_of
from web.visit import Visit
from web.words import Pair

HISTORY: Final = 6  # the latest events; the whole of it is on the file's own page
READ_TOO: Final[Pair] = ("La défense la lit aussi au dossier.", "The defence reads it on file too.")
NOTE: Final[Pair] = ("Note (facultatif)", "Note (optional)")
CONTINUE: Final = (Ask("continue_note", "longtext", NOTE, READ_TOO, required=False),)
WITHDRAW: Final = (
    *(one for one in FIELDS["withdraw_charges"] if one.name != "note"),
    Ask("reasons", "longtext", ("Explication du retrait", "Explanation of the withdrawal"), READ_TOO),
)
# Each decision as its form has it: the act, the fields, and the one of them that is the act's note.
DECISIONS: Final[Mapping[str, tuple[str, tuple[Ask, ...], str]]] = {
    "continue": ("continue_proceedings", CONTINUE, "continue_note"),
    "withdraw": ("withdraw_charges", WITHDRAW, "reasons"),
}


async def queue(visit: Visit) -> Response:
    """The pleas that wait for their review, those waiting longest first."""
    actor = visit.require("prosecute")
    try:
        found = await reviewing.waiting(visit.doors, actor, visit.asked("suite"))
        return await _queue(visit, found, None, 200)
    except Invalid as refusal:
        found = Waiting([], "", 0, await visit.today())
        return await _queue(visit, found, say(refusal, visit.lang), status_of(refusal))


async def review(visit: Visit) -> Response:
    """All that one decision needs, and the two decisions."""
    actor = visit.require("prosecute")
    file = await reviewing.to_review(visit.doors, actor, visit.part("case_id"))
    return await _file(visit, file, None, 200)


async def decide(visit: Visit) -> Response:
    """Decide, and go on to the next file; a refusal shows the file as it stands now, with all that was typed."""
    actor, case_id = visit.require("prosecute"), visit.part("case_id")
    file = await reading.case_file(visit.doors, actor, case_id)
    asked = _asked_of(visit)
    try:
        done = await acting.act_on_case(visit.doors, actor, case_id, _request(visit, file))
    except CaseError as refusal:
        again = await reading.case_file(visit.doors, actor, case_id)
        status = 409 if isinstance(refusal, PreconditionFailed) else status_of(refusal)
        return await _file(visit, again, forms.worded(refusal, asked, visit.lang), status)
    if isinstance(done, Receipt) and done.state == states.ADMIN_REVIEW:  # some counts are still to be decided
        return visit.go(f"/bureau/poursuite/{case_id}?decide={case_id}")
    following = await reviewing.following(visit.doors, actor, file)
    return visit.go(f"/bureau/poursuite{f'/{following.case_id}' if following else ''}?decide={case_id}")


async def to_disclose(visit: Visit) -> Response:
    """The hearings whose evidence is to be disclosed, soonest first."""
    actor = visit.require("prosecute")
    try:
        found = await disclosing.to_disclose(visit.doors, actor, visit.asked("suite"))
        return _to_disclose(visit, found, None, 200)
    except Invalid as refusal:
        return _to_disclose(visit, ToDisclose([], ""), say(refusal, visit.lang), status_of(refusal))


def _to_disclose(visit: Visit, found: ToDisclose, sentence: Sentence | None, status: int) -> Response:
    return visit.page("bureau/to_disclose.html", status, found=found, sentence=sentence, days=disclosing.DAYS_BEFORE,
                      modes=contest_words.HEARING_MODES, further=bool(visit.asked("suite")))  # fmt: skip


def _asked_of(visit: Visit) -> tuple[Ask, ...]:
    decision = DECISIONS.get(visit.form.one("decision"))
    return decision[1] if decision else ()


def _request(visit: Visit, file: CaseFile) -> Request:
    """The decision that the form asks for. Raises Invalid.

    A count that is no longer open is the act's to refuse: a form sent twice must be answered as the first time.
    """
    decision = DECISIONS.get(visit.form.one("decision"))
    if decision is None:
        raise Invalid({"decision": "not-a-choice"})
    act, asked, note = decision
    every = {"counts": tuple(_option(visit, one) for one in (file.standing or {}).get("counts", ()))}
    said = forms.read(visit, asked, every)
    content = {name: value for name, value in said.items() if name != note} | {"note": said.get(note, "")}
    return Request(act, content, visit.form.one("key"), visit.form.number("seq"))


async def _queue(visit: Visit, found: Waiting, sentence: Sentence | None, status: int) -> Response:
    return visit.page("bureau/review_queue.html", status, found=found, sentence=sentence, decided=await _decided(visit),
                      further=bool(visit.asked("suite")))  # fmt: skip


async def _file(visit: Visit, file: CaseFile, sentence: Sentence | None, status: int) -> Response:
    standing, faults = file.standing or {}, dict(sentence.fields) if sentence else {}
    moments = await reading.timeline(visit.doors, visit.actor, file.row.id)
    files = await reading.files(visit.doors, visit.actor, file.row.id)
    names = {one.row.id: one.name for one in files}
    pleas = [one for one in moments if one.type in ABOUT["continue_proceedings"]]
    sent_with = {document for one in pleas for document in one.facts.get("documents", ())}
    of_the_defence = [one for one in files if _is_the_defence_s(file, one.row.owner) or one.row.id in sent_with]
    following = await reviewing.following(visit.doors, visit.actor, file)
    fields = _fields(visit, file, faults)
    return visit.page(
        "bureau/review.html", status, file=file, standing=standing, statement=file.answers, sentence=sentence,
        faults=faults, form=visit.form, fields=fields, keys={one: secrets.token_urlsafe(16) for one in DECISIONS},
        labels={one.name: one.label for shown in fields.values() for one in shown},
        lost=_lost(visit, fields), words=contest_words,
        about=contest_timeline.entry(visit, pleas[-1], {}) if pleas else None, file_names=names,
        of_the_defence=of_the_defence, of_the_prosecution=[one for one in files if one not in of_the_defence],
        entries=contest_timeline.entries(visit, moments, {})[:HISTORY], following=following,
        age=age_of(standing, await visit.today()), days_left=_days_left(file, await visit.today()),
        decided=await _decided(visit),
    )  # fmt: skip


def _is_the_defence_s(file: CaseFile, account: str) -> bool:
    """Whether an account is whoever holds the case, by an account or by the number of its paper."""
    return account in (file.row.owner, holder_of(file.row.id))


def _fields(visit: Visit, file: CaseFile, faults: Mapping[str, str]) -> dict[str, list[Shown]]:
    """The fields of each decision that can still be made; every open count is chosen until somebody says otherwise."""
    found = {"counts": tuple(_option(visit, one) for one in forms.open_counts(file))}
    shown = {
        name: forms.shown(visit, asked, found, {}, faults)
        for name, (act, asked, _) in DECISIONS.items()
        if act in file.acts
    }
    if visit.form.one("decision") != "withdraw":
        whole = tuple(option.value for option in found["counts"])
        shown = {name: [_all_of(one, whole) for one in fields] for name, fields in shown.items()}
    return shown


def _all_of(one: Shown, whole: tuple[str, ...]) -> Shown:
    return replace(one, chosen=whole) if one.name == "counts" else one


def _lost(visit: Visit, fields: Mapping[str, list[Shown]]) -> list[str]:
    """What was typed for a decision that can no longer be made."""
    notes = [note for name, (_, _, note) in DECISIONS.items() if name not in fields]
    return [text for note in notes if (text := visit.form.one(note).strip())]


def _option(visit: Visit, one: Mapping[str, Any]) -> Option:
    return Option(str(one["number"]), forms.count_label(visit, one))


def _days_left(file: CaseFile, today: date) -> int | None:
    due = file.task.due_on if file.task else None
    return (due - today).days if due else None


async def _decided(visit: Visit) -> reviewing.Decided | None:
    case_id = visit.asked("decide")
    return await reviewing.decided(visit.doors, visit.actor, case_id) if case_id else None
