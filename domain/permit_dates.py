"""The local dates of a permit case, and the ends that its rules draw from them (DOMAIN §3.2, §7.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from domain import clock, permit_states
from domain.calendars import Calendar, calendar
from domain.delays import parse_delay
from domain.rules import PermitRules


@dataclass
class Dates:
    """The local dates on which a case's delays started to run, and the stops of its service clock."""

    filed: date
    admitted: date | None = None
    completed: date | None = None
    asked: date | None = None
    approved: date | None = None
    issued: date | None = None
    stops: tuple[clock.Suspension, ...] = ()
    moved: tuple[date, date] | None = None  # when a promise was moved, and to which date
    broken: date | None = None  # the promised date that passed and was noted
    meeting: date | None = None
    council: date | None = None
    published: date | None = None
    valid_until: date | None = None
    found: date | None = None
    noticed: date | None = None
    expired: date | None = None
    renewal_asked: date | None = None
    amended: date | None = None  # an amendment accepted, its fee not paid yet
    invoiced: date | None = None
    reminded_of_invoice: bool = False
    fired: tuple[tuple[str, datetime], ...] = ()  # alarms that rang, by name and deadline: none rings twice


@lru_cache(maxsize=256)
def _calendar(name: str, closed: tuple[date, ...]) -> Calendar:
    return calendar(name, closed=closed)


def calendar_of(rules: PermitRules) -> Calendar:
    """The calendar that the case carries."""
    return _calendar(rules.calendar, rules.closed_days)


def after(rules: PermitRules, start: date, delay: str) -> clock.Due:
    """The last day of a delay of the case's rules."""
    return clock.due(start, delay, calendar_of(rules))


def whole_days_after(rules: PermitRules, start: date, delay: str) -> date:
    """The end of a delay where it falls, closed day or not: a notice is counted in days."""
    return after(rules, start, delay).nominal


def pay_by(rules: PermitRules, dates: Dates) -> clock.Due:
    """The last day to pay the fee due at submission."""
    return after(rules, dates.filed, rules.delays.pay_at_submission)


def answer_by(rules: PermitRules, asked: date) -> clock.Due:
    """The last day to answer a request for information, before the final warning."""
    return after(rules, asked, rules.delays.answer)


def closes_on(rules: PermitRules, asked: date) -> clock.Due:
    """The day at the end of which a silent file is closed: the answer's delay, then the warning's."""
    return after(rules, answer_by(rules, asked).on, rules.delays.answer_warning)


def pay_issue_by(rules: PermitRules, approved: date) -> clock.Due:
    """The last day to pay the fee due at issue."""
    return after(rules, approved, rules.delays.pay_at_issue)


def valid_until(rules: PermitRules, issued: date) -> clock.Due:
    """The permit's last day, where its validity is a delay."""
    return after(rules, issued, rules.delays.valid_for)


def start_by(rules: PermitRules, issued: date) -> clock.Due | None:
    """The last day to start the work; None where nothing is to start."""
    return after(rules, issued, rules.delays.start_within) if rules.delays.start_within else None


def first_end(rules: PermitRules, issued: date) -> date:
    """The last day of a permit issued on a day: the end of the season where it has one, else of the delay."""
    return season_end(rules.season_until, issued) if rules.season_until else valid_until(rules, issued).on


def end_of_validity(rules: PermitRules, dates: Dates) -> date:
    """The permit's last day as it stands, extended and renewed."""
    assert dates.issued is not None
    return dates.valid_until or first_end(rules, dates.issued)


def next_end(rules: PermitRules, dates: Dates, renewed_on: date) -> date:
    """The last day after a renewal: a year's permit goes on from its end, another from the day of renewal."""
    if not rules.annual:
        return first_end(rules, renewed_on)
    last = max(end_of_validity(rules, dates), renewed_on)
    if rules.season_until:
        return season_end(rules.season_until, last + timedelta(days=1))
    return valid_until(rules, last).on  # the day that it runs from is not counted


def season_end(month_day: str, issued: date) -> date:
    """The next such day of the year, on or after a day; the 29th of February ends on the 28th."""
    month, day = (int(part) for part in month_day.split("-"))
    this_year = _in_year(issued.year, month, day)
    return this_year if this_year >= issued else _in_year(issued.year + 1, month, day)


def renewal_opens_on(rules: PermitRules, end: date) -> date:
    """The first day of the renewal window: so many calendar days before the end."""
    return end - timedelta(days=parse_delay(rules.delays.renewal_window).count)


def promised(rules: PermitRules, state: str, dates: Dates) -> clock.Due | None:
    """The service target of the present stage; None while the clock is stopped or nothing is promised."""
    if dates.council is not None or dates.meeting is not None:
        return None  # the committee and the council meet when they meet
    if state == permit_states.ADMISSIBILITY and dates.admitted:
        return _running(rules, rules.delays.admissibility, dates, dates.admitted)
    if state in (permit_states.UNDER_REVIEW, permit_states.DECISION_READY) and dates.completed:
        return _running(rules, rules.delays.review, dates, dates.completed)
    return None


def promised_on(rules: PermitRules, state: str, dates: Dates) -> date | None:
    """The promised date as the person was told it: moved, where it was; a later stop moves it on."""
    target = promised(rules, state, dates)
    if target is None or dates.moved is None:
        return target.on if target else None
    moved_on, to = dates.moved
    later = [stop for stop in dates.stops if stop.stopped_on >= moved_on and stop.resumed_on is not None]
    stopped = sum(((stop.resumed_on or stop.stopped_on) - stop.stopped_on).days for stop in later)
    return to + timedelta(days=stopped)


def _in_year(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, 28)


def _running(rules: PermitRules, delay: str, dates: Dates, start: date) -> clock.Due | None:
    found = clock.due(start, delay, calendar_of(rules), _since(dates, start))
    return found if isinstance(found, clock.Due) else None


def _since(dates: Dates, start: date) -> Sequence[clock.Suspension]:
    return tuple(stop for stop in dates.stops if stop.stopped_on >= start)
