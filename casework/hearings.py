"""The court's calendar: sittings opened, slots held for a quarter of an hour, booked, given back; the public roll.

A slot is never looked at before it is taken: the tables' constraints say who was first (RELIABILITY §2.1, 9).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from casework.acting import act_id_of
from casework.doors import Doors, entering, unattended
from db import cases, closures, hearings, people
from db.cases import CaseRow
from db.hearings import Held, RollLine, Sitting, SlotRow, Wanted
from domain import policy
from domain.calendars import JUDICIAL, Calendar, calendar
from domain.case_ids import keyed_id, well_formed
from domain.clock import expires_at, local_date, local_midnight
from domain.contest_errors import SlotNotBookable, SlotTaken
from domain.contest_rules import COURT, Mode
from domain.errors import Forbidden, IdempotencyKeyReused, Invalid, NotFound
from domain.people import Actor, Role
from domain.placement import OpenSlot, SittingLanguage

HOLD: Final = timedelta(minutes=15)
SHORTEST, LONGEST = 5, 480  # minutes of a slot
CLOSURES_AHEAD: Final = timedelta(days=1100)
LOOK_AHEAD: Final = timedelta(days=92)  # unless another last day is asked for


@dataclass(frozen=True)
class Plan:
    """A sitting to open: instants in UTC, minutes of each slot; what is left at the end makes no slot."""

    judge: str
    room: str
    mode: Mode
    language: SittingLanguage
    starts_at: datetime
    ends_at: datetime
    slot_minutes: int


@dataclass(frozen=True)
class Filters:
    """Which free slots: local days, both in; empty means any."""

    first: date | None = None
    last: date | None = None
    language: str = ""
    mode: str = ""
    judge: str = ""


@dataclass(frozen=True)
class Terms:
    """How many calendar days the notice of hearing needs (0 when both sides waived it), and who interprets."""

    notice_days: int
    interpreter: str = ""


async def open_sitting(doors: Doors, actor: Actor, plan: Plan, key: str) -> tuple[Sitting, list[SlotRow]]:
    """Open a sitting with its slots, once a client's key. Raises Forbidden, Invalid, IdempotencyKeyReused."""
    allow_at_court(actor, "open_sitting")
    now, sitting_id = await doors.clock.now(), keyed_id(doors.secret, "sitting", act_id_of(doors, actor, key))
    sitting = Sitting(sitting_id, **vars(plan), created_by=actor.id, created_at=now)
    async with entering(doors, actor) as session:
        there = await hearings.find_sitting(session, sitting_id)
        if there is None:
            await _check(session, plan, now, await court_calendar(doors, session))
            await hearings.add_sitting(session, sitting, slot_rows(doors, sitting))
            there = await hearings.find_sitting(session, sitting_id)
        if there is None or replace(there, created_at=now) != sitting:
            raise IdempotencyKeyReused
        return there, await hearings.slots_of(session, sitting_id)


async def free_slots(doors: Doors, actor: Actor, filters: Filters) -> list[OpenSlot]:
    """Slots to come that nobody has, earliest first. Raises Forbidden, Invalid."""
    allow_at_court(actor, "read_sittings")
    now = await doors.clock.now()
    asked = wanted(filters, now)
    async with entering(doors, actor) as session:
        return await hearings.free(session, asked, now)


async def hold(doors: Doors, actor: Actor, case_id: str, slot_id: str, key: str, terms: Terms) -> Held:
    """Hold a slot for a case, for fifteen minutes; the same key again gets the same hold.

    Raises Forbidden, NotFound, SlotNotBookable, SlotTaken when it, its judge, its room, the party or the interpreter
    is somebody else's at that hour, IdempotencyKeyReused.
    """
    allow_at_court(actor, "hold_slot")
    now, booking_id = await doors.clock.now(), keyed_id(doors.secret, "hearing", act_id_of(doors, actor, key))
    values: dict[str, Any] = {
        "id": booking_id, "case_id": case_id, "slot_id": slot_id, "interpreter": terms.interpreter, "by": actor.id,
        "now": now, "held_until": now + HOLD,
    }  # fmt: skip
    async with entering(doors, actor) as session:
        await case_of(session, case_id)
        slot = await _slot(session, slot_id)
        held = await hearings.find(session, booking_id)
        if held is None:
            _bookable(slot, terms, now)
            await hearings.lapse(session, slot_id, now)
            held = await _taken(session, values)
    if (held.case_id, held.slot_id, held.hearing.interpreter) != (case_id, slot_id, terms.interpreter):
        raise IdempotencyKeyReused
    return _as_it_stands(held, now)


async def book(doors: Doors, actor: Actor, booking_id: str) -> Held:
    """Make a hold a hearing; booked already, it stays. Raises Forbidden, NotFound, SlotTaken when it was given up."""
    allow_at_court(actor, "hold_slot")
    async with entering(doors, actor) as session:
        await hearings.book(session, booking_id)
        held = await _booking(session, booking_id)
    if held.status != "booked":
        raise SlotTaken(why="lapsed")
    return held


async def release(doors: Doors, actor: Actor, booking_id: str) -> Held:
    """Give a held slot back; given back already, it stays so.

    Raises Forbidden, NotFound, SlotTaken for a hearing that is booked: its case gives that one back.
    """
    allow_at_court(actor, "hold_slot")
    now = await doors.clock.now()
    async with entering(doors, actor) as session:
        await hearings.release(session, booking_id, "given-back", now)
        held = await _booking(session, booking_id)
    if held.status == "booked":
        raise SlotTaken(why="booked")
    return held


async def roll(doors: Doors, day: date | None = None) -> tuple[date, list[RollLine]]:
    """The public roll of a local day; today's without one."""
    day = day or local_date(await doors.clock.now())
    async with unattended(doors) as session:
        return day, await hearings.roll(session, local_midnight(day), expires_at(day))


async def _taken(session: AsyncSession, values: dict[str, Any]) -> Held:
    """The hold that was made, or an earlier one of the same key. Raises SlotTaken."""
    await hearings.hold(session, values)
    held = await hearings.find(session, values["id"])
    if held is None:
        raise SlotTaken(why=await hearings.in_the_way(session, values))
    return held


async def court_calendar(doors: Doors, session: AsyncSession) -> Calendar:
    """The days on which the court does not sit, with those that were proclaimed or closed until now."""
    today = local_date(await doors.clock.now())
    closed = await closures.days(session, JUDICIAL, today, today + CLOSURES_AHEAD)
    return calendar(JUDICIAL, closed=closed, proclaimed=doors.catalogue.office.proclaimed)


async def _check(session: AsyncSession, plan: Plan, now: datetime, court: Calendar) -> None:
    faults = _hours(plan, now)
    if "starts_at" not in faults and court.closed_on(local_date(plan.starts_at)):
        faults["starts_at"] = "court-closed"
    if not plan.room.strip() or "\0" in plan.room:
        faults["room"] = "invalid-text" if plan.room.strip() else "required"
    judge = None if "\0" in plan.judge else await people.by_id(session, plan.judge)
    if judge is None or judge.closed or not sits(judge.actor):
        faults["judge"] = "not-a-judge"
    if faults:
        raise Invalid(faults)


def _hours(plan: Plan, now: datetime) -> dict[str, str]:
    """What is wrong with the hours of a sitting, by field."""
    faults: dict[str, str] = {}
    if plan.starts_at <= now:
        faults["starts_at"] = "in-the-past"
    if plan.ends_at <= plan.starts_at:
        faults["ends_at"] = "before-the-beginning"
    elif local_date(plan.ends_at) != local_date(plan.starts_at):
        faults["ends_at"] = "another-day"
    elif not SHORTEST <= plan.slot_minutes <= LONGEST:
        faults["slot_minutes"] = "out-of-range"
    elif plan.starts_at + timedelta(minutes=plan.slot_minutes) > plan.ends_at:
        faults["slot_minutes"] = "too-large"
    return faults


def slot_rows(doors: Doors, sitting: Sitting) -> list[SlotRow]:
    """The slots that a sitting is cut into."""
    length, start, made = timedelta(minutes=sitting.slot_minutes), sitting.starts_at, list[SlotRow]()
    while start + length <= sitting.ends_at:
        made.append(SlotRow(keyed_id(doors.secret, "slot", sitting.id, str(len(made))), start, start + length))
        start += length
    return made


def wanted(filters: Filters, now: datetime) -> Wanted:
    """The filters as instants. Raises Invalid for a last day before the first."""
    first = max(filters.first or local_date(now), local_date(now))
    last = filters.last or first + LOOK_AHEAD
    if filters.last and filters.first and filters.last < filters.first:
        raise Invalid({"until": "before-the-beginning"})
    since = max(local_midnight(first), now + timedelta(microseconds=1))
    return Wanted(since, expires_at(last), filters.language, filters.mode, filters.judge)


def _bookable(slot: SlotRow, terms: Terms, now: datetime) -> None:
    if slot.starts_at <= now:
        raise SlotNotBookable({"slot": "in-the-past"})
    if local_date(slot.starts_at) < local_date(now) + timedelta(days=terms.notice_days):
        raise SlotNotBookable({"slot": "slot-too-soon"}, notice=terms.notice_days)


def _as_it_stands(held: Held, now: datetime) -> Held:
    lapsed = held.status == "held" and held.held_until is not None and held.held_until <= now
    return replace(held, status="released") if lapsed else held


async def case_of(session: AsyncSession, case_id: str) -> CaseRow:
    """A case that the person may see. Raises NotFound."""
    found = await cases.find(session, case_id) if well_formed(case_id) else None
    if found is None:
        raise NotFound
    return found


async def _slot(session: AsyncSession, slot_id: str) -> SlotRow:
    found = await hearings.find_slot(session, slot_id) if well_formed(slot_id) else None
    if found is None:
        raise NotFound
    return found


async def _booking(session: AsyncSession, booking_id: str) -> Held:
    found = await hearings.find(session, booking_id) if well_formed(booking_id) else None
    if found is None:
        raise NotFound
    return found


def allow_at_court(actor: Actor, action: str) -> None:
    """The calendar is the court's: its own people alone."""
    if not policy.may_at_desk(actor, action) or COURT not in actor.boroughs:
        raise Forbidden(act=action)


def sits(actor: Actor) -> bool:
    """Whether somebody is a judge of the court."""
    return actor.role is Role.ADJUDICATOR and COURT in actor.boroughs
