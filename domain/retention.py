"""When a closed case is to be destroyed: the first rule of the schedule that fits it (A-21.1 art. 7; DOMAIN §6.6)."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.delays import parse_delay

PERMANENT = "permanent"


@dataclass(frozen=True)
class RetentionRule:
    """Keep what fits for `keep`: `permanent`, or a period of months or years from closing (`P7Y`).

    Empty lists fit everything; `paid` None fits both.
    """

    code: str
    procedure: str
    keep: str
    families: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    paid: bool | None = None


@dataclass(frozen=True)
class ClosedCase:
    """What the schedule looks at. `outcome` is the terminal state; `closed_on` the local day of the last event."""

    procedure: str
    family: str
    service: str
    outcome: str
    paid: bool
    closed_on: date


def rule_for(rules: Sequence[RetentionRule], case: ClosedCase) -> RetentionRule | None:
    """The first rule that fits. None where the schedule says nothing: then nothing may be destroyed."""
    return next((rule for rule in rules if fits(rule, case)), None)


def fits(rule: RetentionRule, case: ClosedCase) -> bool:
    """Whether a rule speaks of a case."""
    return (
        rule.procedure == case.procedure
        and (not rule.families or case.family in rule.families)
        and (not rule.services or case.service in rule.services)
        and (not rule.outcomes or case.outcome in rule.outcomes)
        and rule.paid in (None, case.paid)
    )


def due_on(rule: RetentionRule | None, closed_on: date) -> date | None:
    """The first day on which the case may be destroyed; None: never."""
    return None if rule is None or rule.keep == PERMANENT else after(closed_on, rule.keep)


def after(day: date, period: str) -> date:
    """A period of months or years after a day; from 29 February, the last day of the month."""
    months = day.month - 1 + parse_delay(period).count
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def before(day: date, period: str) -> date:
    """The day so long before: what was closed later than it is not due."""
    months = day.year * 12 + day.month - 1 - parse_delay(period).count
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
