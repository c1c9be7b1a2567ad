"""The rules that a permit case carries from its filing to its end: plain data, no texts (DESIGN §4)."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

When = Literal["at_submission", "at_issue", "invoice_after", "at_amendment", "at_renewal"]
Council = Literal["", "piia", "minor_exemption"]
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
    """Delays of DOMAIN §3.6, §7.1 and §7.5: `P60D` calendar days, `P18M` months, `B15` business days; "" is none."""

    pay_at_submission: str = "P15D"
    admissibility: str = "B5"
    review: str = "B15"
    answer: str = "P60D"
    answer_warning: str = "P15D"
    answer_reminders: tuple[str, ...] = ("P30D", "P45D")
    pay_at_issue: str = "P60D"
    valid_for: str = "P18M"
    expiry_warnings: tuple[int, ...] = (60, 15)  # calendar days before the end of validity
    start_within: str = ""  # work must start within; "" where nothing is to start
    start_warnings: tuple[int, ...] = (60, 15)  # calendar days before the start deadline
    extension: str = ""  # added to the end of validity, once; "" where it cannot be extended
    correction: str = "P30D"  # to correct a non-compliance
    comment: str = "P10D"  # to comment before a revocation
    notice: str = "P15D"  # between the public notice and the council (LAU 145.6)
    committee_file: str = "P21D"  # the file is ready that long before the committee meets
    renewal_window: str = "P45D"  # before the end of an annual permit
    invoice_after: str = "P14D"  # after issue, what is billed afterwards is billed
    invoice_within: str = "P30D"  # to pay an invoice
    renew_within: str = "P6M"  # after the end, a permit may be renewed; then its case closes


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
    steps: tuple[tuple[str, ...], ...] = ()  # the opinions: side by side within a step, steps one after the other
    outside: tuple[str, ...] = ()  # disciplines that a body outside the city answers, by a link
    council: Council = ""  # the committee and the council decide after the review
    second_person_above_cents: int | None = None  # approval above it needs a second person
    annual: bool = False
    watches_promises: bool = False  # a promised date that passes is an event, once
    season_until: str = ""  # month and day, "10-31": validity ends there instead of after `valid_for`

    @property
    def renewable(self) -> bool:
        """Whether a permit that expired may be had again under unchanged rules; a year's permit is renewed before."""
        return not self.annual and any(fee.when == "at_renewal" for fee in self.fees)

    @property
    def cents(self) -> int:
        """What the application costs in all, at submission and at issue."""
        return sum(fee.cents for fee in self.fees if fee.when in ("at_submission", "at_issue"))

    def owed(self, when: str) -> tuple[Fee, ...]:
        """Fees of one moment that are above zero."""
        return tuple(fee for fee in self.fees if fee.when == when and fee.cents > 0)
