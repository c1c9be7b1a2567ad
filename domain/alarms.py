"""Alarms of a case: absolute instants computed once, when a state is entered (DESIGN §4)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain import clock


@dataclass(frozen=True)
class Alarm:
    """`at` is when it fires (UTC); `deadline` the instant that the law speaks of; a lapse ends a right."""

    name: str
    at: datetime
    deadline: datetime
    lapses: bool


def morning(name: str, day: date) -> Alarm:
    """At eight, local time: a reminder."""
    return instant(name, clock.parse_local(f"{day}T08:00"))


def at_the_end_of(name: str, day: date) -> Alarm:
    """At midnight after a local day, without grace: a date passes, no right ends."""
    return instant(name, clock.expires_at(day))


def instant(name: str, at: datetime) -> Alarm:
    """At an instant; no right ends."""
    return Alarm(name, at, at, lapses=False)


def lapse(name: str, last_day: date, grace_minutes: int) -> Alarm:
    """A right ends with a local day; the alarm waits a grace longer, and looks for acts received in time."""
    deadline = clock.expires_at(last_day)
    return Alarm(name, deadline + timedelta(minutes=grace_minutes), deadline, lapses=True)


def days_before(counts: tuple[int, ...], start: date, end: date) -> list[tuple[int, date]]:
    """So many calendar days before an end, those that fall after the start."""
    days = ((count, end - timedelta(days=count)) for count in counts)
    return [(count, day) for count, day in days if day > start]
