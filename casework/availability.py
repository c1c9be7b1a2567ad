"""When judges can sit: their weekly hours, absences and added hours, kept by themselves or by the court's clerks."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casework.acting import act_id_of
from casework.availability_checks import check_exception, check_pattern
from casework.doors import Doors, entering
from casework.hearings import allow_at_court, court_calendar
from db import availability, calendar_feed, people, sittings
from db.availability import Change, Kept, What
from db.calendar_feed import FedHearing, Window
from db.people import Account
from domain.availability import Away, Exceptional, Given, Pattern, at, in_recess, spans
from domain.calendars import Calendar, Closed
from domain.case_ids import keyed_id, well_formed
from domain.clock import expires_at, local_date, local_midnight
from domain.contest_errors import AvailabilityChanged
from domain.contest_rules import COURT
from domain.errors import Forbidden, IdempotencyKeyReused, Invalid, NotFound
from domain.people import Actor, Role
from domain.placement import Span

ACTION: Final = "keep_availability"


@dataclass(frozen=True)
class Read:
    """Which row somebody means, at the revision at which they read it."""

    id: str
    revision: int


@dataclass(frozen=True)
class Standing:
    """What stands for a judge, and the hearings that are set in each absence, by its id: they have to be moved."""

    patterns: list[Kept[Pattern]]
    exceptions: list[Kept[Exceptional]]
    to_move: dict[str, list[FedHearing]]
    court: Calendar  # the days on which the court does not sit


@dataclass(frozen=True)
class Day:
    """One day of a month: why it is closed, whether nobody must sit, the absences, what the availability gives."""

    day: date
    closed: Closed | None
    recess: bool
    away: list[Away]
    given: list[Given]


async def judges(doors: Doors, actor: Actor) -> list[Account]:
    """Whose hours somebody keeps: a judge their own, a clerk of the court everybody's, by name. Raises Forbidden."""
    allow_at_court(actor, ACTION)
    async with entering(doors, actor) as session:
        found = await people.of_role(session, Role.ADJUDICATOR, COURT)
    return [one for one in found if actor.role is not Role.ADJUDICATOR or one.actor.id == actor.id]


async def of_judge(doors: Doors, actor: Actor, judge: str) -> Standing:
    """What stands for a judge from today on. Raises Forbidden."""
    _allow(actor, judge)
    today = local_date(await doors.clock.now())
    async with entering(doors, actor) as session:
        weekly = await availability.patterns(session, judge, today)
        exceptions = await availability.exceptions(session, judge, today)
        aways = [one.what for one in exceptions if isinstance(one.what, Away)]
        to_move = {one.id: await _to_move(session, one, today) for one in aways}
        court = await court_calendar(doors, session)
    return Standing(weekly, exceptions, {name: found for name, found in to_move.items() if found}, court)


def month(standing: Standing, first: date) -> list[Day]:
    """Every day of the month that begins with `first`, and what it gives."""
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    court, exceptions = standing.court, [one.what for one in standing.exceptions]
    found = spans([one.what for one in standing.patterns], exceptions, first, last, court.closed_on)
    days = [first + timedelta(days=rank) for rank in range(last.day)]
    return [
        Day(day, court.closed_on(day), in_recess(day),
            [one for one in exceptions if isinstance(one, Away) and one.falls_on(day)],
            [one for one in found if local_date(one.span.starts_at) == day])
        for day in days
    ]  # fmt: skip


async def add_pattern(doors: Doors, actor: Actor, pattern: Pattern, key: str) -> None:
    """Keep weekly hours, once a client's key. Raises Forbidden, Invalid, IdempotencyKeyReused."""
    _allow(actor, pattern.judge)
    now = await doors.clock.now()
    kept = replace(pattern, id=keyed_id(doors.secret, "pattern", act_id_of(doors, actor, key)))
    async with entering(doors, actor) as session:
        there = await availability.find_pattern(session, kept.id)
        if there is None:
            await check_pattern(session, kept, local_date(now))
            await availability.add_pattern(session, kept, actor.id, now)
    _same(there, kept)


async def end_pattern(doors: Doors, actor: Actor, read: Read, last: date) -> None:
    """Give weekly hours their last day. Raises Forbidden, NotFound, Invalid, AvailabilityChanged for a stale form."""
    now = await doors.clock.now()
    async with entering(doors, actor) as session:
        found = await _find(session, actor, availability.find_pattern, read.id)
        if not found.what.valid_from <= last <= (found.what.valid_until or date.max):
            raise Invalid({"last_day": "before-the-beginning" if last < found.what.valid_from else "not-a-choice"})
        if not await availability.end_pattern(session, Change(read.id, read.revision, actor.id, now), last):
            raise AvailabilityChanged


async def remove_pattern(doors: Doors, actor: Actor, read: Read) -> None:
    """Take weekly hours back. Raises Forbidden, NotFound, AvailabilityChanged: a stale form, or sittings came of it."""
    await _take_back(doors, actor, read, availability.find_pattern, availability.remove_pattern)


async def add_exception(doors: Doors, actor: Actor, exception: Exceptional, key: str) -> None:
    """Keep an absence or added hours, once a client's key; hearings that an absence meets stay set until they are
    moved. Raises Forbidden, Invalid, IdempotencyKeyReused."""
    _allow(actor, exception.judge)
    now = await doors.clock.now()
    kept = replace(exception, id=keyed_id(doors.secret, "exception", act_id_of(doors, actor, key)))
    async with entering(doors, actor) as session:
        there = await availability.find_exception(session, kept.id)
        if there is None:
            await check_exception(session, kept, local_date(now), await court_calendar(doors, session))
            await availability.add_exception(session, kept, actor.id, now)
    _same(there, kept)


async def remove_exception(doors: Doors, actor: Actor, read: Read) -> None:
    """Take an absence or added hours back. Raises Forbidden, NotFound, AvailabilityChanged."""
    await _take_back(doors, actor, read, availability.find_exception, availability.remove_exception)


async def _to_move(session: AsyncSession, away: Away, today: date) -> list[FedHearing]:
    """The hearings that are set while a judge is away."""
    since = local_midnight(max(away.first, today))
    found = await calendar_feed.hearings(session, Window(since, expires_at(away.last), away.judge))
    return [
        one for one in found
        if away.hours is None or at(local_date(one.starts_at), away.hours).meets(Span(one.starts_at, one.ends_at))
    ]  # fmt: skip


async def _take_back(
    doors: Doors,
    actor: Actor,
    read: Read,
    find: Callable[[AsyncSession, str], Awaitable[Kept[What] | None]],
    remove: Callable[[AsyncSession, Change], Awaitable[bool]],
) -> None:
    """One's own, or anybody's for a clerk of the court. Raises Forbidden, NotFound, AvailabilityChanged."""
    now = await doors.clock.now()
    async with entering(doors, actor) as session:
        await sittings.one_act_at_a_time(session)
        found = await _find(session, actor, find, read.id)
        if not await remove(session, Change(read.id, read.revision, actor.id, now)):
            raise AvailabilityChanged(why="used" if found.used else "moved")


async def _find(
    session: AsyncSession,
    actor: Actor,
    find: Callable[[AsyncSession, str], Awaitable[Kept[What] | None]],
    wanted: str,
) -> Kept[What]:
    """One's own, or anybody's for a clerk of the court. Raises Forbidden, NotFound."""
    allow_at_court(actor, ACTION)
    found = await find(session, wanted) if well_formed(wanted) else None
    if found is None or (actor.role is Role.ADJUDICATOR and found.what.judge != actor.id):
        raise NotFound
    return found


def _same(there: Kept[What] | None, kept: What) -> None:
    """A key names one thing. Raises IdempotencyKeyReused."""
    if there is not None and there.what != kept:
        raise IdempotencyKeyReused


def _allow(actor: Actor, judge: str) -> None:
    allow_at_court(actor, ACTION)
    if actor.role is Role.ADJUDICATOR and judge != actor.id:
        raise Forbidden(act=ACTION)
