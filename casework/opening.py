"""Opening all sittings that the availability of judges gives in a period, in one act that does nothing twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casework.acting import act_id_of
from casework.availability_checks import wrong_room
from casework.doors import Doors, entering
from casework.hearings import allow_at_court, court_calendar, slot_rows
from db import availability, people, sittings
from db.hearings import Sitting
from domain.availability import Given, spans
from domain.case_ids import keyed_id
from domain.clock import expires_at, local_date, local_midnight
from domain.contest_errors import AvailabilityChanged
from domain.contest_rules import COURT
from domain.errors import Invalid
from domain.opening import Offer, in_room, weigh
from domain.people import Actor, Role

LONGEST_PERIOD: Final = timedelta(days=92)
FURTHEST: Final = timedelta(days=3 * 366)


@dataclass(frozen=True)
class Period:
    """Local days, both in; of one judge, or of all ("")."""

    first: date
    last: date
    judge: str = ""


@dataclass(frozen=True)
class Preview:
    """What a period gives. `seen` says in short what it gave; `roomless` are the judges whose sittings need a room."""

    offers: list[Offer]
    seen: str
    roomless: list[str]


@dataclass(frozen=True)
class Opened:
    """What came of it: how many were opened, how many were open already, and those that were not opened."""

    opened: int
    there: int
    left: list[Offer]


async def preview(doors: Doors, actor: Actor, period: Period) -> Preview:
    """What would be opened; nothing is. Raises Forbidden, Invalid."""
    allow_at_court(actor, "open_sitting")
    async with entering(doors, actor) as session:
        return await _preview(doors, session, period, {})


async def open_all(
    doors: Doors, actor: Actor, period: Period, chosen: tuple[str, Mapping[str, str]], key: str
) -> Opened:  # fmt: skip
    """Open what a period gives. `chosen`: the preview that was `seen`, and a room for each judge who has none.

    Who collides with a sitting that is open is left, the others are opened; the same key again, or the same judge and
    hours, opens nothing twice. Raises Forbidden, Invalid, AvailabilityChanged where the preview is not what it was.
    """
    allow_at_court(actor, "open_sitting")
    act_id_of(doors, actor, key)
    seen, rooms = chosen[0], {judge: room.strip() for judge, room in chosen[1].items()}
    now = await doors.clock.now()
    async with entering(doors, actor) as session:
        await sittings.one_act_at_a_time(session)
        found = await _preview(doors, session, period, rooms)
        if found.seen != seen:
            raise AvailabilityChanged
        _check_rooms(found.roomless, rooms)
        fresh = [one.given for one in found.offers if one.state == "new"]
        made = [_sitting(doors, actor, one, now) for one in fresh]
        await sittings.add(session, [(one, slot_rows(doors, one)) for one in made])
        await availability.note_used(session, {source for one in fresh for source in one.sources}, now)
    there = sum(one.state == "there" for one in found.offers)
    return Opened(len(made), there, [one for one in found.offers if one.state not in ("new", "there")])


async def _preview(doors: Doors, session: AsyncSession, period: Period, rooms: Mapping[str, str]) -> Preview:
    _check_period(period, local_date(await doors.clock.now()))
    given = await _given(doors, session, period)
    there = await sittings.open_between(session, local_midnight(period.first), expires_at(period.last))
    offers = weigh([in_room(one, rooms.get(one.judge, "")) for one in given], there)
    lacking = {one.given.judge for one, plain in zip(offers, given, strict=True)
               if one.state in ("new", "room") and not plain.setting.room}  # fmt: skip
    return Preview(offers, _seen(doors, given), sorted(lacking))


async def _given(doors: Doors, session: AsyncSession, period: Period) -> list[Given]:
    """What the hours of those who are judges still give in a period."""
    serving = {one.actor.id for one in await people.of_role(session, Role.ADJUDICATOR, COURT)}
    weekly = [one.what for one in await availability.patterns(session, period.judge, period.first)]
    exceptions = [one.what for one in await availability.exceptions(session, period.judge, period.first)]
    court = await court_calendar(doors, session)
    found = spans(weekly, exceptions, period.first, period.last, court.closed_on)
    return [one for one in found if one.judge in serving]


def _check_period(period: Period, today: date) -> None:
    faults: dict[str, str] = {}
    if not today < period.first <= today + FURTHEST:
        faults["du"] = "in-the-past" if period.first <= today else "out-of-range"
    if period.last < period.first:
        faults["au"] = "before-the-beginning"
    elif period.last - period.first > LONGEST_PERIOD:
        faults["au"] = "period-too-long"
    if faults:
        raise Invalid(faults)


def _check_rooms(roomless: Iterable[str], rooms: Mapping[str, str]) -> None:
    """Raises Invalid; the field of a judge's room is named for the judge."""
    wrong = {judge: wrong_room(rooms.get(judge, "")) or ("" if rooms.get(judge) else "required") for judge in roomless}
    faults = {f"room-{judge}": fault for judge, fault in wrong.items() if fault}
    if faults:
        raise Invalid(faults)


def _sitting(doors: Doors, actor: Actor, one: Given, now: datetime) -> Sitting:
    """Its id is made of the judge and the hours: nobody opens it a second time."""
    hours = one.span.starts_at.isoformat(), one.span.ends_at.isoformat()
    sitting_id = keyed_id(doors.secret, "sitting", "availability", one.judge, *hours)
    return Sitting(
        sitting_id, one.judge, starts_at=one.span.starts_at, ends_at=one.span.ends_at, created_by=actor.id,
        created_at=now, **vars(one.setting),
    )  # fmt: skip


def _seen(doors: Doors, given: Sequence[Given]) -> str:
    """What a preview showed, in short."""
    return keyed_id(doors.secret, "preview", *(f"{one.judge} {one.span} {one.setting}" for one in given))
