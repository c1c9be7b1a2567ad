"""Days that the city closes late: a holiday proclaimed, or our doors down for an hour on the day (DOMAIN §6.5).

A new case carries the days closed until then; the open contests whose last day it was are told by
`casework/closed_day_acts.py`. Nobody's delay is ever shortened.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, TypeVar

from casework.doors import Doors, entering, unattended
from casework.staff import named
from db import closures
from db.closures import ClosureRow, Progress
from domain import calendars, policy
from domain.calendars import JUDICIAL, OFFICE, Calendar, Closed
from domain.city_errors import ChangedMeanwhile
from domain.clock import local_date
from domain.contest_rules import ContestRules
from domain.errors import Forbidden, Invalid
from domain.people import Actor
from domain.rules import PermitRules

Rules = TypeVar("Rules", PermitRules, ContestRules)
CALENDARS: Final = (JUDICIAL, OFFICE)
CAUSES: Final = ("proclaimed", "outage")
BACK: Final = timedelta(days=30)
AHEAD: Final = timedelta(days=731)
CARRIED_BACK: Final = timedelta(days=366)  # delays that began before are over
LONGEST_REASON: Final = 1_000


@dataclass(frozen=True)
class Wanted:
    """A day that an administrator wants closed, as it was typed."""

    calendar: str
    day: str
    why: str


@dataclass(frozen=True)
class Preview:
    """What closing a day would do: contests whose last day it is, and contests that are overdue since it."""

    calendar: str
    day: date
    why: str
    due: int
    overdue: int


@dataclass(frozen=True)
class Recorded:
    """A day that was closed, by whom, and how far the contests that it concerns are."""

    row: ClosureRow
    by: str
    progress: Progress


@dataclass(frozen=True)
class Year:
    """The calendars of one year: what the law closes for each, and what the city closed."""

    year: int
    holidays: dict[str, list[tuple[date, Closed]]]
    recorded: list[Recorded]


async def carrying(doors: Doors, rules: Rules) -> Rules:
    """The same rules with the days that the city closed in their calendar until now."""
    today = local_date(await doors.clock.now())
    async with unattended(doors) as session:
        found = await closures.days(session, rules.calendar, today - CARRIED_BACK, today + AHEAD)
    return replace(rules, closed_days=tuple(sorted({*rules.closed_days, *found}))) if found else rules


async def year(doors: Doors, actor: Actor, wanted: int | None) -> Year:
    """The calendars of a year, this one without a wish. Raises Forbidden."""
    _allow(actor)
    number = wanted or local_date(await doors.clock.now()).year
    async with entering(doors, actor) as session:
        rows = await closures.of_year(session, date(number, 1, 1), date(number, 12, 31))
        progress = await closures.progress(session, rows)
        names = await named(session, [row.made_by for row in rows])
    known = {one: calendars.holidays(_calendar(doors, one, ()), number) for one in CALENDARS}
    told = [
        Recorded(row, names.get(row.made_by, ""), progress.get((row.calendar, row.day), Progress())) for row in rows
    ]
    return Year(number, known, told)


async def preview(doors: Doors, actor: Actor, wanted: Wanted) -> Preview:
    """What closing a day would do; nothing is written. Raises Forbidden, Invalid."""
    _allow(actor)
    day = await _checked(doors, actor, wanted)
    async with entering(doors, actor) as session:
        due, overdue = await closures.concerned(session, day) if wanted.calendar == JUDICIAL else (0, 0)
    return Preview(wanted.calendar, day, wanted.why, due, overdue)


async def close(doors: Doors, actor: Actor, wanted: Wanted, reason: str) -> date:
    """Close a day, once; the same word of the same person again is that word. Raises Forbidden, Invalid,
    ChangedMeanwhile where somebody else closed it.
    """
    _allow(actor)
    now = await doors.clock.now()
    if (same := await _said_already(doors, actor, wanted, reason)) is not None:
        return same
    faults = {} if reason.strip() else {"reason": "required"}
    if len(reason) > LONGEST_REASON:
        faults["reason"] = "too-long"
    if "\x00" in reason:
        faults["reason"] = "invalid-text"
    if faults:
        raise Invalid(faults)
    day = await _checked(doors, actor, wanted)
    row = ClosureRow(wanted.calendar, day, wanted.why, reason.strip(), actor.id, now)
    async with entering(doors, actor) as session:
        if not await closures.add(session, row):
            raise ChangedMeanwhile
        if row.calendar == JUDICIAL:
            await closures.note(session, row.calendar, row.day, now)
    return day


async def _said_already(doors: Doors, actor: Actor, wanted: Wanted, reason: str) -> date | None:
    day = _day(wanted.day)
    if day is None or wanted.calendar not in CALENDARS:
        return None
    async with entering(doors, actor) as session:
        row = await closures.find(session, wanted.calendar, day)
    same = row is not None and (row.made_by, row.why, row.reason) == (actor.id, wanted.why, reason.strip())
    return day if same else None


async def _checked(doors: Doors, actor: Actor, wanted: Wanted) -> date:
    """The day, if it may be closed. Raises Invalid."""
    faults: dict[str, str] = {}
    if wanted.calendar not in CALENDARS:
        faults["calendrier"] = "not-a-choice" if wanted.calendar else "required"
    if wanted.why not in CAUSES:
        faults["cause"] = "not-a-choice" if wanted.why else "required"
    day = _day(wanted.day)
    if day is None:
        faults["jour"] = "not-a-date" if wanted.day else "required"
    elif fault := await _day_fault(doors, actor, wanted, day):
        faults["jour"] = fault
    if faults or day is None:
        raise Invalid(faults)
    return day


async def _day_fault(doors: Doors, actor: Actor, wanted: Wanted, day: date) -> str:
    today = local_date(await doors.clock.now())
    async with entering(doors, actor) as session:
        known = await closures.days(session, wanted.calendar, day, day) if wanted.calendar in CALENDARS else []
    refused: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("too-long-ago", lambda: day < today - BACK),
        ("too-far", lambda: day > today + AHEAD),
        ("in-the-future", lambda: wanted.why == "outage" and day > today),
        ("closed-already", lambda: _calendar(doors, wanted.calendar, known).closed_on(day) is not None),
    )
    return next((code for code, holds in refused if holds()), "")


def _calendar(doors: Doors, name: str, closed: list[date] | tuple[date, ...]) -> Calendar:
    """A calendar as the law, the catalogue and the city make it."""
    return calendars.calendar(
        name if name in CALENDARS else OFFICE, closed=closed, proclaimed=doors.catalogue.office.proclaimed
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip() if len(text.strip()) == 10 else "")
    except ValueError:
        return None


def _allow(actor: Actor) -> None:
    if not policy.may_at_desk(actor, "manage_calendars"):
        raise Forbidden(act="manage_calendars")
