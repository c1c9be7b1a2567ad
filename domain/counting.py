"""Counting delays day by day on a calendar, around the stops of the clock (DOMAIN §6.5)."""

import calendar as gregorian
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from domain.calendars import Calendar
from domain.deadlines import Due, Skipped, Stopped, Suspension
from domain.delays import Delay

DAY: Final = timedelta(days=1)


def count(start: date, length: Delay, calendar: Calendar, pauses: Sequence[Suspension]) -> Due | Stopped:
    """Count a delay from `start`, around suspensions already merged."""
    if length.unit == "business" and length.count:
        return _open_days(start, length, calendar, pauses)
    return _running_days(start, length, calendar, pauses)


def merged(start: date, suspensions: Sequence[Suspension]) -> tuple[Suspension, ...]:
    """Suspensions in order, from the start on, without overlap and without those that stop no day."""
    kept: list[Suspension] = []
    for pause in sorted(suspensions, key=lambda pause: pause.stopped_on):
        stopped_on = max(start, pause.stopped_on)
        if pause.resumed_on is not None and pause.resumed_on <= stopped_on:
            continue
        last = kept.pop() if kept and _meet(kept[-1], stopped_on) else Suspension(stopped_on, stopped_on)
        kept.append(Suspension(last.stopped_on, _later(last.resumed_on, pause.resumed_on)))
    return tuple(kept)


def open_day(day: date, calendar: Calendar, step: timedelta) -> tuple[date, tuple[Skipped, ...]]:
    """The first open day from `day` on, one step at a time, and the closed days on the way, in order of date."""
    skipped: list[Skipped] = []
    while closed := calendar.closed_on(day):
        skipped.append(Skipped(day, closed))
        day += step
    return day, tuple(skipped if step == DAY else reversed(skipped))


def _running_days(start: date, length: Delay, calendar: Calendar, pauses: Sequence[Suspension]) -> Due | Stopped:
    end = _after(start, length)
    for rank, pause in enumerate(pauses):
        if pause.stopped_on >= end:
            pauses = pauses[:rank]
            break
        if pause.resumed_on is None:
            return _stopped(start, length, calendar, pauses, (end - pause.stopped_on).days)
        end += pause.resumed_on - pause.stopped_on
    on, skipped = open_day(end, calendar, DAY)
    return Due(length.unit, start, length.count, calendar.id, tuple(pauses), end, on, skipped)


def _open_days(start: date, length: Delay, calendar: Calendar, pauses: Sequence[Suspension]) -> Due | Stopped:
    left = length.count
    skipped: list[Skipped] = []
    for day in _days_that_run(start, pauses):
        if closed := calendar.closed_on(day):
            skipped.append(Skipped(day, closed))
            continue
        left -= 1
        if not left:
            moved = tuple(pause for pause in pauses if pause.stopped_on < day)
            return Due("business", start, length.count, calendar.id, moved, day, day, tuple(skipped))
    return _stopped(start, length, calendar, pauses, left)


def _days_that_run(start: date, pauses: Sequence[Suspension]) -> Iterator[date]:
    day = start
    for pause in pauses:
        while day < pause.stopped_on:
            day += DAY
            yield day
        if pause.resumed_on is None:
            return
        day = pause.resumed_on
    while True:
        day += DAY
        yield day


def _stopped(start: date, length: Delay, calendar: Calendar, pauses: Sequence[Suspension], left: int) -> Stopped:
    *past, present = pauses
    return Stopped(length.unit, start, length.count, calendar.id, tuple(past), present.stopped_on, left)


def _after(start: date, length: Delay) -> date:
    if length.unit != "months":
        return start + length.count * DAY
    years, month = divmod(start.month - 1 + length.count, 12)
    year, month = start.year + years, month + 1
    if year > date.max.year:
        raise OverflowError
    return date(year, month, min(start.day, gregorian.monthrange(year, month)[1]))


def _meet(earlier: Suspension, stopped_on: date) -> bool:
    return earlier.resumed_on is None or stopped_on <= earlier.resumed_on


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)
