"""The legal clock: when a delay ends, what stops it, and the instants of a local day (DOMAIN §6.5)."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Final, overload
from zoneinfo import ZoneInfo

from domain import counting
from domain.calendars import Calendar
from domain.deadlines import Due, Stopped, Suspension
from domain.delays import Delay, parse_delay
from domain.errors import AmbiguousTime, Invalid

FIRST_YEAR: Final = 1900
LOCAL: Final = ZoneInfo("America/Toronto")

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(_DATE.pattern + r"[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?")


@overload
def due(start: date, delay: str, calendar: Calendar) -> Due: ...
@overload
def due(start: date, delay: str, calendar: Calendar, suspensions: Sequence[Suspension]) -> Due | Stopped: ...
def due(start: date, delay: str, calendar: Calendar, suspensions: Sequence[Suspension] = ()) -> Due | Stopped:
    """The last day of a delay that runs from `start`, itself not counted; Stopped while a suspension is open.

    Calendar days follow C-25.1 art. 17, months C.C.P. art. 83: an end on a closed day moves to the next open
    one. Business days count only the calendar's open days. A suspension keeps the days up to and including its
    stop, and the rest counts from its resumption, itself not counted; one that starts once all has run is void.
    """
    length = parse_delay(delay)
    return _count(_date(start), length, calendar, counting.merged(start, suspensions))


def latest_act(before: date, clear_days: int, calendar: Calendar) -> Due:
    """The latest day for an act that must leave so many clear days before a date: earlier if it is closed."""
    if clear_days < 0:
        raise Invalid({"clear_days": "negative"})
    try:
        nominal = _date(before) - (clear_days + 1) * counting.DAY
        on, skipped = counting.open_day(nominal, calendar, -counting.DAY)
    except OverflowError:
        raise Invalid({"clear_days": "out-of-range"}) from None
    return Due("clear_days", before, clear_days, calendar.id, (), nominal, on, skipped)


def recompute(old: Due, calendar: Calendar) -> Due:
    """The deadline under a calendar that changed late, never earlier than the one already given (DESIGN §8)."""
    if old.kind == "clear_days":
        return old  # a day more can only bring the latest act forward
    new = _count(old.start, Delay(old.kind, old.count), calendar, old.suspensions)
    return new if isinstance(new, Due) and new.on > old.on else old


def remaining(start: date, delay: str, calendar: Calendar, on: date, suspensions: Sequence[Suspension] = ()) -> int:
    """What is left at the end of that day: business days for a `B` delay, calendar days for the others."""
    left = due(start, delay, calendar, (*suspensions, Suspension(on)))
    return left.remaining if isinstance(left, Stopped) else 0


def local_midnight(day: date) -> datetime:
    """The instant (UTC) at which a local day begins."""
    return _instant(datetime.combine(_date(day), time(), LOCAL))


def expires_at(day: date) -> datetime:
    """The instant (UTC) of 24:00 on that local day, when a deadline on it ends."""
    if day == date.max:
        raise Invalid({"date": "out-of-range"})
    return local_midnight(day + counting.DAY)


def local_date(instant: datetime) -> date:
    """The local day of an instant, which must carry its offset."""
    if instant.tzinfo is None:
        raise Invalid({"time": "offset-missing"}, time=str(instant))
    return instant.astimezone(LOCAL).date()


def parse_date(text: str, field: str = "date") -> date:
    """Read `2026-11-25`; Invalid names `field` for another form, a day that does not exist, a year before 1900."""
    try:
        return _date(date.fromisoformat(text if _DATE.fullmatch(text) else ""))
    except (ValueError, Invalid):
        raise Invalid({field: "invalid-date"}, date=text) from None


def parse_local(text: str, field: str = "time") -> datetime:
    """Read a local time, with or without its offset, as an instant (UTC); AmbiguousTime when it names none or two."""
    try:
        moment = datetime.fromisoformat(text if _TIME.fullmatch(text) else "")
        _date(moment.date())
    except (ValueError, Invalid):
        raise Invalid({field: "invalid-time"}, time=text) from None
    return _instant(moment if moment.tzinfo else _certain(moment, field))


def _certain(naive: datetime, field: str) -> datetime:
    first, second = (naive.replace(tzinfo=LOCAL, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first
    gap = first.astimezone(UTC).astimezone(LOCAL).replace(tzinfo=None) != naive
    raise AmbiguousTime({field: "ambiguous-time"}, time=naive.isoformat(), why="gap" if gap else "twice")


def _count(start: date, length: Delay, calendar: Calendar, pauses: Sequence[Suspension]) -> Due | Stopped:
    try:
        return counting.count(start, length, calendar, pauses)
    except OverflowError:
        raise Invalid({"delay": "out-of-range"}, unit=length.unit, count=length.count) from None


def _date(day: date) -> date:
    if isinstance(day, datetime) or day.year < FIRST_YEAR:
        raise Invalid({"date": "invalid-date"}, date=str(day))
    return day


def _instant(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise Invalid({"time": "out-of-range"}, time=str(moment)) from None
