"""The rules that a permit case carries from its filing to its end: plain data, no texts (DESIGN §4)."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

When = Literal["at_submission", "at_issue"]
ClockMode = Literal["real", "simulated"]


@dataclass(frozen=True)
class Fee:
    """One amount owed, as computed on the day of filing and frozen on the file (DOMAIN §3.3)."""

    code: str
    when: When
    cents: int
    calculation: str  # the tariff's expression, shown to the citizen


@dataclass(frozen=True)
class Delays:
    """Delays of DOMAIN §3.6 and §7.1: `P60D` calendar days, `P18M` months, `B15` business days."""

    pay_at_submission: str = "P15D"
    admissibility: str = "B5"
    review: str = "B15"
    answer: str = "P60D"
    answer_warning: str = "P15D"
    answer_reminders: tuple[str, ...] = ("P30D", "P45D")
    pay_at_issue: str = "P60D"
    valid_for: str = "P18M"
    expiry_warnings: tuple[int, ...] = (60, 15)  # calendar days before the end of validity


@dataclass(frozen=True)
class PermitRules:
    """What differs between permits, resolved for one borough and one set of answers."""

    service: str
    version: str  # sha256 of the service's published content
    borough: str
    fees: tuple[Fee, ...]
    opinions: tuple[str, ...]  # disciplines whose opinion a decision needs, in order
    letters: dict[str, str]  # event -> letter code
    delays: Delays = field(default_factory=Delays)
    calendar: str = "office"
    closed_days: tuple[date, ...] = ()  # local closures and proclaimed days
    clock: ClockMode = "real"
    grace_minutes: int = 15

    def owed(self, when: When) -> tuple[Fee, ...]:
        """Fees of one moment that are above zero."""
        return tuple(fee for fee in self.fees if fee.when == when and fee.cents > 0)
