"""A page for each act on a contest: it carries the copy that was read and a key; a refusal loses nothing typed."""

import secrets
from dataclasses import replace
from typing import Any, Final

from starlette.responses import Response

from casework import acting, reading, setting_dates
from casework.acting import Accepted, Request
from casework.reading import CaseFile
from casework.sentences import Sentence, say
from domain import policy
from domain.errors import CaseError, Forbidden, IllegalTransition, Invalid
from domain.events import Receipt
from web import contest_exhibits as exhibits
from web import contest_forms as forms
from web import contest_paying, contest_plea, contest_slots, contest_steps, contest_timeline, plain_acts
from web.amounts import cents_of
from web.contest_fields import FIELDS, NOBODY, Ask
from web.contest_words import VERDICTS
from web.fields import Option
from web.refusals import status_of
from web.uploads import FileRefused
from web.visit import Visit

JUDGING: Final = ("judge", "record_oral_judgment", "judge_on_record")
FILES: Final[dict[str, str]] = {"plead": "documents", "attach_document": "file"}
PAGES: Final[dict[str, str]] = {
    "plead": "contest/plead.html", "offer_payment": "contest/pay.html",
    **dict.fromkeys(JUDGING, "contest/judge.html"), **dict.fromkeys(exhibits.ACTS, "contest/exhibits.html"),
}  # fmt: skip
# What is to be decided: the latest such event is read again above the form.
ABOUT: Final[dict[str, tuple[str, ...]]] = {
    "decide_late_plea": ("LatePleaReceived",),
    "continue_proceedings": ("PleaEntered", "LatePleaAccepted"),
    "withdraw_charges": ("PleaEntered", "LatePleaAccepted"),
    "schedule": ("PleaEntered", "LatePleaAccepted"),
    "decide_application": ("ApplicationMade",),
    "decide_mode": ("ModeAsked",),
    "decide_postponement": ("PostponementAsked",),
    "confirm_judgment": ("OralJudgmentRecorded",),
    "correct_judgment": ("JudgmentRendered",),
    "decide_revocation": ("RevocationAsked", "RevocationApplied"),
    "decide_appeal": ("AppealRecorded",),
}


def has_page(act: str) -> bool:
    """Whether an act of a contest has a form."""
    return act in FIELDS or act in PAGES


async def show(visit: Visit, file: CaseFile) -> Response:
    """The form of an act that the reader may do now."""
    act = visit.part("act")
    if not policy.may(visit.actor, act, owner=file.row.owner, borough=file.row.borough):
        raise Forbidden(act=act)
    if act not in file.acts:
        raise IllegalTransition(state=file.row.state, act=act)
    return await _page(visit, file, None, 200)


async def do(visit: Visit, file: CaseFile) -> Response:
    """Do the act; when it is refused, show why, the file as it stands now, and what was typed."""
    if visit.part("act") in exhibits.ACTS:
        visit, refused = await exhibits.keep(visit, file.row.id)
        if refused or visit.form.one("action") == "add":
            return await _received(visit, file, refused)
    return await _do(visit, file)


async def _do(visit: Visit, file: CaseFile) -> Response:
    act, case_id, content = visit.part("act"), file.row.id, dict[str, Any]()
    try:
        if act in FILES:
            visit = await forms.keep_files(visit, case_id, FILES[act])
        content |= await _content(visit, file, act)
        if act == "attach_document":
            return visit.go(f"/dossier/{case_id}?fait={act}")
        done = await _done(visit, file, act, content)
    except FileRefused as one:
        return await _received(visit, file, one)
    except CaseError as refusal:
        sentence = forms.worded(refusal, _asked(visit, file, act), visit.lang)
        return await _page(visit, await _again(visit, case_id), sentence, status_of(refusal))
    if isinstance(done, Accepted):
        return visit.go(f"/dossier/{case_id}?attente={done.act_id}")
    return visit.go(f"/dossier/{case_id}?fait={act}")


async def _done(visit: Visit, file: CaseFile, act: str, content: dict[str, Any]) -> Receipt | Accepted:
    slot = contest_slots.chosen(file, act, content)
    request = Request(act, content, visit.form.one("key"), visit.form.number("seq"))
    if slot is None:
        return await acting.act_on_case(visit.doors, visit.actor, file.row.id, request)
    return await setting_dates.act_with_slot(visit.doors, visit.actor, file.row.id, request, slot)


async def _received(visit: Visit, file: CaseFile, refused: FileRefused | None) -> Response:
    """The form with the files that were kept; above them the one that was refused, if one was."""
    if refused is None:
        return await _page(visit, file, None, 200)
    sentence = say(refused.refusal, visit.lang)
    return await _page(visit, file, replace(sentence, fields={refused.field: sentence.detail}),
                       status_of(refused.refusal))  # fmt: skip


async def _content(visit: Visit, file: CaseFile, act: str) -> dict[str, Any]:
    """What the form says, as the act's own fields. Raises Invalid."""
    if act == "plead":
        return contest_plea.content(visit, file)
    if act == "offer_payment":
        return contest_paying.content(visit, file)
    if act in JUDGING:
        return _judgment(visit, file, act)
    if act in exhibits.ACTS:
        return exhibits.content(visit)
    content = forms.read(visit, _asked(visit, file, act), await _found(visit, file, act))
    if act == "take_payment":
        content |= await plain_acts.what_is_due(visit, file)
    if act == "open_session":
        content["present"] = _present(content["present"])
    if act == "attach_document" and not visit.form.all("file"):
        raise Invalid({"file": "required"})
    return content


def _present(said: list[str]) -> list[str]:
    """Who is there; that nobody is must be said. Raises Invalid."""
    if NOBODY in said and len(said) > 1:
        raise Invalid({"present": "not-a-choice"})
    return [one for one in said if one != NOBODY]


def _judgment(visit: Visit, file: CaseFile, act: str) -> dict[str, Any]:
    """A verdict on every count that is to be judged, with its fine where another is set."""
    faults: dict[str, str] = {}
    verdicts: list[dict[str, Any]] = []
    for one in to_judge(file):
        name, typed = f"verdicts.{one['number']}", visit.form.one(f"fine.{one['number']}").strip()
        verdict, cents = visit.form.one(name), cents_of(typed) if typed else None
        if verdict not in VERDICTS:
            faults[name] = "required"
        if typed and cents is None:
            faults[f"fine.{one['number']}"] = "invalid-amount"
        verdicts.append({"count": one["number"], "verdict": verdict, "fine": cents})
    try:
        said = forms.read(visit, _asked(visit, file, act), forms.from_the_case(visit, file, act))
    except Invalid as refusal:
        faults |= refusal.errors
        said = {}
    if faults:
        raise Invalid(faults)
    return said | {"verdicts": verdicts}


def to_judge(file: CaseFile) -> list[dict[str, Any]]:
    """The counts that a judgment is about: those that nobody pleaded guilty to."""
    return [one for one in forms.open_counts(file) if one["plea"] != "guilty"]


def _asked(visit: Visit, file: CaseFile, act: str) -> tuple[Ask, ...]:
    if act == "plead":
        return contest_plea.asked(visit, file)
    asked = FIELDS.get(act, ())
    if act == "decide_mode" and not _mode_asked(file):  # nothing to grant or refuse
        imposed = tuple(choice for choice in asked[0].choices if choice[0] == "imposed")
        return (replace(asked[0], choices=imposed), *asked[1:])
    return asked


async def _found(visit: Visit, file: CaseFile, act: str) -> dict[str, tuple[Option, ...]]:
    """Choices that only the case knows, its payments among them."""
    if act == "order_refund":
        return {"payment_id": await plain_acts.payments_made(visit, file)}
    if act == "correct_entry":
        return {"entry": await plain_acts.own_entries(visit, file)}
    return forms.from_the_case(visit, file, act)


def _mode_asked(file: CaseFile) -> bool:
    return bool((file.standing or {})["needs"]["mode_asked"])


async def _again(visit: Visit, case_id: str) -> CaseFile:
    return await reading.case_file(visit.doors, visit.actor, case_id)


async def _page(visit: Visit, file: CaseFile, sentence: Sentence | None, status: int) -> Response:
    act, faults = visit.part("act"), dict(sentence.fields) if sentence else {}
    asked = _asked(visit, file, act)
    found = await _found(visit, file, act)
    typed = contest_plea.typed_before(file) if act == "plead" else forms.typed_before(visit, file, act)
    if act in contest_slots.ACTS:
        found["slot"] = await contest_slots.free(visit, file, act)
    fields = forms.shown(visit, asked, found, typed, faults)
    return visit.page(
        PAGES.get(act, "contest/act.html"), status, act=act, file=file, sentence=sentence, faults=faults,
        form=visit.form, key=secrets.token_urlsafe(16), fields=fields, by_name={one.name: one for one in fields},
        labels=_labels(visit, file, fields), name=contest_steps.name(visit, act, file.row.state),
        counts=forms.open_counts(file), to_judge=to_judge(file), standing=file.standing, plea=contest_plea,
        paying=contest_paying, given=exhibits.given(visit), first_day=await _first_day(visit, act),
        **await _about(visit, file, act),
    )  # fmt: skip


def _labels(visit: Visit, file: CaseFile, fields: list[forms.Shown]) -> dict[str, str]:
    """What the fields are called in the list of what is wrong."""
    known = {one.name: one.label for one in fields}
    known |= {one.field: visit.say(*exhibits.TITLE) for one in exhibits.given(visit)}
    for one in forms.open_counts(file):
        known |= dict.fromkeys(
            (f"{part}.{one['number']}" for part in ("pleas", "verdicts", "fine")), forms.count_label(visit, one)
        )
    return known


async def _first_day(visit: Visit, act: str) -> str:
    return (await contest_slots.first_day(visit, act)).isoformat() if act in contest_slots.ACTS else ""


async def _about(visit: Visit, file: CaseFile, act: str) -> dict[str, Any]:
    """What the person decides upon, and the documents that they may open."""
    files = await reading.files(visit.doors, visit.actor, file.row.id)
    names = {one.row.id: one.name for one in files}
    told: dict[str, Any] = {"files": files, "file_names": names, "about": None}
    if act in ABOUT and (act != "decide_mode" or _mode_asked(file)):
        moments = await reading.timeline(visit.doors, visit.actor, file.row.id)
        concerned = [one for one in moments if one.type in ABOUT[act]]
        told["about"] = contest_timeline.entry(visit, concerned[-1], names) if concerned else None
    return told
