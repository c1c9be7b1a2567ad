"""The local dates of a contest and the ends that its regime draws from them (DOMAIN §2.4 to §2.8, §6.5)."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

from domain import clock
from domain.calendars import JUDICIAL, Calendar, calendar
from domain.contest_rules import ContestRules, Side


@dataclass
class Dates:
    """When delays started to run, what stopped them, days closed since, and whose delay it was."""

    served: date | None = None
    reviewed_from: date | None = None
    reserved: date | None = None
    judged: date | None = None
    known: date | None = None
    pay_by: date | None = None  # moved by the collector, or by an agreement's default
    ended: date | None = None  # when the matter came to its end
    close_from: date | None = None
    moved_at: datetime | None = None  # the instant at which a passing state was entered
    stops: tuple[clock.Suspension, ...] = ()
    closed: tuple[tuple[date, str], ...] = ()  # days that count as non-juridical since the service, and why
    late: list["Charged"] = field(default_factory=list["Charged"])
    fired: tuple[tuple[str, datetime], ...] = ()  # alarms that rang, by name and deadline: none rings twice


@dataclass(frozen=True)
class Charged:
    """A stretch of time between two hearing dates, and the side that it is charged to."""

    side: Side
    start: date
    end: date

    @property
    def days(self) -> int:
        """Calendar days."""
        return max(0, (self.end - self.start).days)


@lru_cache(maxsize=256)
def _calendar(name: str, closed: tuple[date, ...], added: tuple[tuple[date, str], ...]) -> Calendar:
    proclaimed = [day for day, why in added if why == "proclaimed"]
    others = [day for day, why in added if why != "proclaimed"]
    return calendar(name, closed=(*closed, *others), proclaimed=proclaimed)


def calendar_of(rules: ContestRules, dates: Dates) -> Calendar:
    """The calendar that the case carries, with the days that were closed since."""
    return _calendar(rules.calendar, rules.closed_days, dates.closed)


def after(rules: ContestRules, dates: Dates, start: date, delay: str) -> clock.Due | clock.Stopped:
    """The end of a delay under the case's own calendar; a day closed late never shortens it."""
    stops = tuple(stop for stop in dates.stops if stop.resumed_on is None or stop.resumed_on > start)
    found = clock.due(start, delay, calendar_of(rules, dates), stops)
    if isinstance(found, clock.Due) and dates.closed:
        old = clock.due(start, delay, _calendar(rules.calendar, rules.closed_days, ()), stops)
        return old if isinstance(old, clock.Due) and old.on > found.on else found
    return found


def plea_due(rules: ContestRules, dates: Dates) -> clock.Due | clock.Stopped | None:
    """The last day to plead; None while the statement is not served."""
    return after(rules, dates, dates.served, rules.delays.plea) if dates.served else None


def pay_due(rules: ContestRules, dates: Dates) -> clock.Due | clock.Stopped:
    """The last day to pay after judgment, as the law gives it."""
    assert dates.judged is not None
    return after(rules, dates, dates.judged, rules.delays.pay_after_judgment)


def pay_by(rules: ContestRules, dates: Dates) -> date | None:
    """The last day to pay, as moved; None while delays are stopped."""
    return dates.pay_by or pay_due(rules, dates).on


def appeal_due(rules: ContestRules, dates: Dates) -> clock.Due | clock.Stopped:
    """The last day to appeal, from the judgment rendered or deemed (art. 271)."""
    assert dates.judged is not None
    return after(rules, dates, dates.judged, rules.delays.appeal)


def revocation_due(rules: ContestRules, dates: Dates, known_on: date) -> clock.Due | clock.Stopped:
    """The last day to ask for revocation, from the knowledge of the judgment (art. 252)."""
    return after(rules, dates, known_on, rules.delays.revocation)


def whole_days_before(day: date, count: int) -> date:
    """So many calendar days before a day."""
    return day - timedelta(days=count)


@dataclass(frozen=True)
class Age:
    """How long a case has been going on, in calendar days, whose delay it was, and when it becomes too long."""

    days: int
    defence: int
    prosecution: int
    court: int
    ceiling_on: date

    @property
    def net(self) -> int:
        """What counts against the prosecution: all but the defence's own delay."""
        return self.days - self.defence


def ceiling_on(served: date, ceiling: str, defence_days: int) -> date:
    """The day on which a case becomes too long, the defence's own delay not counted."""
    return clock.due(served, ceiling, calendar(JUDICIAL)).nominal + timedelta(days=defence_days)


def age(rules: ContestRules, dates: Dates, today: date) -> Age | None:
    """The case's age on a day, against the ceiling of unreasonable delay (DOMAIN §7.5); None before service."""
    if dates.served is None:
        return None
    by = {side: sum(one.days for one in dates.late if one.side == side) for side in ("defence", "prosecution", "court")}
    end = dates.judged or today
    too_long = ceiling_on(dates.served, rules.delays.ceiling, by["defence"])
    return Age((end - dates.served).days, **by, ceiling_on=too_long)
