"""The court's days at its desk: hearings and what they lack, sittings, the cases that wait for a date."""

import secrets
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from starlette.responses import Response

from casework import court_days, hearings, placing, setting_dates
from casework.hearings import Plan
from casework.sentences import Sentence, say
from casework.setting_dates import Chosen
from domain.clock import parse_local
from domain.errors import CaseError, Invalid
from web.contest_words import HEARING_MODES, LACKING, SITTING_LANGUAGES, UNPLACED
from web.hearing_words import PROVIDERS
from web.refusals import status_of
from web.visit import Visit

LENGTHS: Final = ("10", "15", "20", "30", "45", "60", "90")  # minutes of a slot
LONGEST_SEQ: Final = 10  # digits
FIELDS: Final = ("judge", "room", "mode", "language", "day", "starts_at", "ends_at", "slot_minutes")


async def hearings_of_the_day(visit: Visit) -> Response:
    """The hearings of a day, by hour, each with what is not ready."""
    actor = visit.require("read_sittings")
    found = await court_days.hearings_of(visit.doors, actor, a_day(visit.asked("jour")))
    return visit.page("bureau/hearings.html", day=found.day, hearings=found.hearings, modes=HEARING_MODES,
                      video=found.video, providers=PROVIDERS,
                      lacking=LACKING, before=found.day - timedelta(days=1), after=found.day + timedelta(days=1),
                      unready=sum(1 for one in found.hearings if one.missing))  # fmt: skip


async def to_place(visit: Visit) -> Response:
    """The cases that wait for a date, those that wait longest first, each with the slot that it could have."""
    return await _to_place(visit, None, 200)


async def publish(visit: Visit) -> Response:
    """Set the dates that were chosen; who was refused is named above the list as it stands now."""
    actor, typed = visit.require("hold_slot"), visit.form.all("set")
    try:
        chosen = [_chosen(one) for one in typed]
        done = await setting_dates.publish(visit.doors, actor, chosen, visit.form.one("key"))
    except CaseError as refusal:
        return await _to_place(visit, say(refusal, visit.lang), status_of(refusal))
    if not done.refused:
        return visit.go(f"/bureau/audiences/a-fixer?fixees={len(done.set)}")
    told = [(one.reference or one.case_id, say(one.refusal, visit.lang).title) for one in done.refused]
    refused = ", ".join(f"{reference} ({title})" for reference, title in told)
    detail = visit.say(
        f"Dates fixées : {len(done.set)}. Refusées : {refused}. La liste ci-dessous est à jour.",
        f"Dates set: {len(done.set)}. Refused: {refused}. The list below is up to date.",
    )
    sentence = Sentence(visit.say("Des dates n’ont pas été fixées", "Some dates were not set"), detail, {})
    return await _to_place(visit, sentence, 409)


async def _to_place(visit: Visit, sentence: Sentence | None, status: int) -> Response:
    actor = visit.require("hold_slot")
    found = await placing.proposals(visit.doors, actor, visit.asked("suite"))
    placed = {one.case_id: one for one in found.placed}
    return visit.page("bureau/to_place.html", status, page=found.page, placed=placed, seqs=found.seqs,
                      unplaced=UNPLACED, modes=HEARING_MODES, further=bool(visit.asked("suite")), sentence=sentence,
                      set=visit.asked("fixees")[:3], key=secrets.token_urlsafe(16),
                      some=any(one.slot for one in found.placed))  # fmt: skip


def _chosen(text: str) -> Chosen:
    """A line of the list. Raises Invalid."""
    case_id, slot_id, seq = (*text.split("/"), "", "", "")[:3]
    if not (case_id and slot_id and seq.isdecimal() and len(seq) < LONGEST_SEQ):
        raise Invalid({"set": "not-a-choice"})
    return Chosen(case_id, slot_id, int(seq))


async def sittings(visit: Visit) -> Response:
    """The sittings to come, and the form that opens one."""
    visit.require("read_sittings")
    return await _sittings(visit, None, 200)


async def open_sitting(visit: Visit) -> Response:
    """Open a sitting; what was wrong is said beside each field, and nothing typed is lost."""
    actor = visit.require("open_sitting")
    try:
        sitting, _ = await hearings.open_sitting(visit.doors, actor, _plan(visit), visit.form.one("key"))
    except CaseError as refusal:
        sentence = say(refusal, visit.lang)
        if isinstance(refusal, Invalid) and refusal.errors.get("starts_at") == "court-closed":  # the day's fault here
            told = dict(sentence.fields)
            sentence = replace(sentence, fields={"day": told.pop("starts_at")} | told)
        return await _sittings(visit, sentence, status_of(refusal))
    return visit.go(f"/bureau/seances?ouverte={sitting.id}")


def a_day(text: str) -> date | None:
    """The day of an address; None for what is none."""
    try:
        day = date.fromisoformat(text if len(text) == 10 else "")
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2200 else None


def _plan(visit: Visit) -> Plan:
    """The sitting that the form describes. Raises Invalid."""
    typed = {name: visit.form.one(name).strip() for name in FIELDS}
    faults = {name: "required" for name, text in typed.items() if not text}
    faults |= {name: "not-a-choice" for name, all_of in _offered().items() if typed[name] not in ("", *all_of)}
    day = a_day(typed["day"])
    if typed["day"] and day is None:
        faults["day"] = "not-a-date"
    if faults:
        raise Invalid(faults)
    starts_at = parse_local(f"{typed['day']}T{typed['starts_at']}", "starts_at")
    ends_at = parse_local(f"{typed['day']}T{typed['ends_at']}", "ends_at")
    mode: Any = typed["mode"]
    language: Any = typed["language"]
    return Plan(typed["judge"], typed["room"], mode, language, starts_at, ends_at, int(typed["slot_minutes"]))


def _offered() -> dict[str, tuple[str, ...]]:
    return {"mode": tuple(HEARING_MODES), "language": tuple(SITTING_LANGUAGES), "slot_minutes": LENGTHS}


async def _sittings(visit: Visit, sentence: Sentence | None, status: int) -> Response:
    found = await court_days.sittings_from(visit.doors, visit.actor, a_day(visit.asked("des")))
    judges = await court_days.judges(visit.doors, visit.actor) if visit.may("open_sitting") else []
    say_it = visit.say
    labels = {
        "judge": say_it("Juge", "Judge"), "room": say_it("Salle", "Room"), "mode": say_it("Mode", "Mode"),
        "language": say_it("Langue", "Language"), "day": say_it("Jour", "Day"),
        "starts_at": say_it("Début", "Beginning"), "ends_at": say_it("Fin", "End"),
        "slot_minutes": say_it("Durée de chaque plage", "Length of each slot"),
    }  # fmt: skip
    return visit.page("bureau/sittings.html", status, sittings=found, judges=judges, form=visit.form, labels=labels,
                      sentence=sentence, faults=sentence.fields if sentence else {}, key=secrets.token_urlsafe(16),
                      modes=HEARING_MODES, languages=SITTING_LANGUAGES, lengths=LENGTHS, opened=visit.asked("ouverte"),
                      names={one.actor.id: one.name for one in judges}, today=await visit.today())  # fmt: skip
