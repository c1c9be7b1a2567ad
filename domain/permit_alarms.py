"""The alarms of a permit case: absolute instants computed once, when a state is entered (DESIGN §4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from domain import clock, permit_states
from domain.calendars import Calendar, calendar
from domain.rules import Delays, PermitRules


@dataclass(frozen=True)
class Alarm:
    """`at` is when it fires (UTC); `deadline` the instant that the law speaks of; a lapse ends a right."""

    name: str
    at: datetime
    deadline: datetime
    lapses: bool


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


@lru_cache(maxsize=256)
def _calendar(name: str, closed: tuple[date, ...]) -> Calendar:
    return calendar(name, closed=closed)


def calendar_of(rules: PermitRules) -> Calendar:
    """The calendar that the case carries."""
    return _calendar(rules.calendar, rules.closed_days)


def pay_by(rules: PermitRules, dates: Dates) -> clock.Due:
    """The last day to pay the fee due at submission."""
    return clock.due(dates.filed, rules.delays.pay_at_submission, calendar_of(rules))


def answer_by(rules: PermitRules, asked: date) -> clock.Due:
    """The last day to answer a request for information, before the final warning."""
    return clock.due(asked, rules.delays.answer, calendar_of(rules))


def closes_on(rules: PermitRules, asked: date) -> clock.Due:
    """The day at the end of which a silent file is closed: the answer's delay, then the warning's."""
    return clock.due(answer_by(rules, asked).on, rules.delays.answer_warning, calendar_of(rules))


def pay_issue_by(rules: PermitRules, approved: date) -> clock.Due:
    """The last day to pay the fee due at issue."""
    return clock.due(approved, rules.delays.pay_at_issue, calendar_of(rules))


def valid_until(rules: PermitRules, issued: date) -> clock.Due:
    """The permit's last day."""
    return clock.due(issued, rules.delays.valid_for, calendar_of(rules))


def promised(rules: PermitRules, state: str, dates: Dates) -> clock.Due | None:
    """The service target of the present stage; None while the clock is stopped or nothing is promised."""
    if state == permit_states.ADMISSIBILITY and dates.admitted:
        return _running(rules, rules.delays.admissibility, dates, dates.admitted)
    if state in (permit_states.UNDER_REVIEW, permit_states.DECISION_READY) and dates.completed:
        return _running(rules, rules.delays.review, dates, dates.completed)
    return None


def alarms_of(rules: PermitRules, state: str, dates: Dates) -> list[Alarm]:
    """Every alarm of a state just entered, earliest first."""
    makers = {
        permit_states.AWAITING_PAYMENT: _unpaid,
        permit_states.INFO_REQUESTED: _silence,
        permit_states.APPROVED_TO_PAY: _issue_unpaid,
        permit_states.ISSUED: _validity,
    }
    maker = makers.get(state)
    return sorted(maker(rules, dates), key=lambda alarm: alarm.at) if maker else []


def _unpaid(rules: PermitRules, dates: Dates) -> list[Alarm]:
    return [_lapse("fee_unpaid", pay_by(rules, dates).on, rules)]


def _issue_unpaid(rules: PermitRules, dates: Dates) -> list[Alarm]:
    assert dates.approved is not None
    return [_lapse("issue_fee_unpaid", pay_issue_by(rules, dates.approved).on, rules)]


def _silence(rules: PermitRules, dates: Dates) -> list[Alarm]:
    assert dates.asked is not None
    asked = dates.asked
    reminders = [
        _morning(f"answer_reminder_{rank}", clock.due(asked, delay, calendar_of(rules)).on)
        for rank, delay in enumerate(rules.delays.answer_reminders, start=1)
    ]
    warning = clock.expires_at(answer_by(rules, asked).on)
    final = Alarm("answer_warning", warning, warning, lapses=False)
    return [*reminders, final, _lapse("silence", closes_on(rules, asked).on, rules)]


def _validity(rules: PermitRules, dates: Dates) -> list[Alarm]:
    assert dates.issued is not None
    end = valid_until(rules, dates.issued).on
    warnings = _warning_days(rules.delays, dates.issued, end)
    return [
        *(_morning(f"expiry_warning_{days}", day) for days, day in warnings),
        _lapse("expiry", end, rules),
    ]


def _warning_days(delays: Delays, issued: date, end: date) -> list[tuple[int, date]]:
    days = ((days, end - timedelta(days=days)) for days in delays.expiry_warnings)
    return [(count, day) for count, day in days if day > issued]


def _morning(name: str, day: date) -> Alarm:
    instant = clock.local_midnight(day) + timedelta(hours=8)
    return Alarm(name, instant, instant, lapses=False)


def _lapse(name: str, last_day: date, rules: PermitRules) -> Alarm:
    deadline = clock.expires_at(last_day)
    return Alarm(name, deadline + timedelta(minutes=rules.grace_minutes), deadline, lapses=True)


def _running(rules: PermitRules, delay: str, dates: Dates, start: date) -> clock.Due | None:
    found = clock.due(start, delay, calendar_of(rules), _since(dates, start))
    return found if isinstance(found, clock.Due) else None


def _since(dates: Dates, start: date) -> Sequence[clock.Suspension]:
    return tuple(stop for stop in dates.stops if stop.stopped_on >= start)
