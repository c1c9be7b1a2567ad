"""What is wrong with hours that somebody would keep for a judge: a fault for each field."""

from datetime import date, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casework.hearings import LONGEST, SHORTEST, sits
from db import availability, people
from domain.availability import EARLIEST, Away, Exceptional, Extra, Hours, Pattern, Setting, ever_meet
from domain.calendars import Calendar
from domain.errors import Invalid

LONGEST_ROOM: Final = 60
LONGEST_ABSENCE: Final = timedelta(days=366)
MOST_KEPT: Final = 200  # patterns of one judge that are not over, and as many exceptions


async def check_pattern(session: AsyncSession, one: Pattern, today: date) -> None:
    """Raises Invalid, also where another pattern of the judge is held otherwise then, or the room is another's."""
    faults = _hours(one.hours) | _setting(one.setting, one.hours) | await _judge(session, one.judge)
    if one.weekday not in range(5):
        faults["weekday"] = "not-a-choice"
    if one.valid_until and one.valid_until < max(one.valid_from, today):
        faults["valid_until"] = "before-the-beginning" if one.valid_until < one.valid_from else "in-the-past"
    _refuse(faults)
    others = [kept.what for kept in await availability.patterns(session, "", max(one.valid_from, today))]
    met = [other for other in others if ever_meet(one, other)]
    if any(other.judge == one.judge and other.setting != one.setting for other in met):
        faults["starts_at"] = "overlaps"
    if one.setting.room and any(other.judge != one.judge and other.setting.room == one.setting.room for other in met):
        faults["room"] = "room-taken"
    if sum(other.judge == one.judge for other in others) >= MOST_KEPT:
        faults["weekday"] = "too-many"
    _refuse(faults)


async def check_exception(session: AsyncSession, one: Exceptional, today: date, court: Calendar) -> None:
    """Raises Invalid."""
    faults = await _judge(session, one.judge)
    faults |= _extra(one, today, court) if isinstance(one, Extra) else _away(one, today)
    if len(await availability.exceptions(session, one.judge, today)) >= MOST_KEPT:
        faults["day" if isinstance(one, Extra) else "first_day"] = "too-many"
    _refuse(faults)


def _extra(one: Extra, today: date, court: Calendar) -> dict[str, str]:
    faults = _hours(one.hours) | _setting(one.setting, one.hours)
    if one.day <= today:
        faults["day"] = "in-the-past"
    elif court.closed_on(one.day):
        faults["day"] = "court-closed"
    return faults


def _away(one: Away, today: date) -> dict[str, str]:
    faults: dict[str, str] = {}
    if one.last < one.first:
        faults["last_day"] = "before-the-beginning"
    elif one.last < today:
        faults["last_day"] = "in-the-past"
    elif one.last - one.first > LONGEST_ABSENCE:
        faults["last_day"] = "out-of-range"
    if one.hours and one.hours.ends <= one.hours.starts:
        faults["ends_at"] = "before-the-beginning"
    return faults


def _hours(hours: Hours) -> dict[str, str]:
    if hours.ends <= hours.starts:
        return {"ends_at": "before-the-beginning"}
    return {"starts_at": "not-court-hours"} if hours.starts < EARLIEST else {}


def _setting(setting: Setting, hours: Hours) -> dict[str, str]:
    wrong = wrong_room(setting.room)
    faults = {"room": wrong} if wrong else {}
    lasts = (hours.ends.hour - hours.starts.hour) * 60 + hours.ends.minute - hours.starts.minute
    if not SHORTEST <= setting.slot_minutes <= LONGEST:
        faults["slot_minutes"] = "out-of-range"
    elif 0 < lasts < setting.slot_minutes:
        faults["slot_minutes"] = "too-large"
    return faults


def wrong_room(room: str) -> str:
    """What is wrong with the name of a room; nothing ("") where none is given."""
    if any(sign < " " or sign == "\x7f" for sign in room):
        return "invalid-text"
    return "too-long" if len(room) > LONGEST_ROOM else ""


async def _judge(session: AsyncSession, judge: str) -> dict[str, str]:
    found = None if "\0" in judge else await people.by_id(session, judge)
    return {} if found is not None and sits(found.actor) else {"judge": "not-a-judge"}


def _refuse(faults: dict[str, str]) -> None:
    if faults:
        raise Invalid(faults)
