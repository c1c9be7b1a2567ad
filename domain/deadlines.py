"""A deadline and how it was reached; what is known of one whose clock is stopped (DOMAIN §6.5)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain import deadline_sentences
from domain.calendars import Closed
from domain.errors import Invalid
from domain.letter import Language

Kind = Literal["days", "months", "business", "clear_days"]


@dataclass(frozen=True)
class Suspension:
    """The clock stops at the end of `stopped_on` and runs again after `resumed_on`; None while it is stopped."""

    stopped_on: date
    resumed_on: date | None = None

    def __post_init__(self) -> None:
        if self.resumed_on is not None and self.resumed_on < self.stopped_on:
            raise Invalid({"resumed_on": "before-stop"}, stopped_on=str(self.stopped_on))


@dataclass(frozen=True)
class Skipped:
    """A closed day that was passed over, and why it is closed."""

    day: date
    closed: Closed


@dataclass(frozen=True)
class Counted:
    """What is counted: `count` days, months, business days or clear days, from a day that is not counted itself."""

    kind: Kind
    start: date  # for clear days, the day that the act must precede
    count: int
    calendar: str
    suspensions: tuple[Suspension, ...]  # those that moved the end, in order


@dataclass(frozen=True)
class Due(Counted):
    """A deadline: a local date, which ends at 24:00."""

    nominal: date  # where the count ends, before it moves off closed days
    on: date
    skipped: tuple[Skipped, ...]  # in order of date

    def explain(self, lang: Language) -> str:
        """How the date was reached, in sentences for the person whose deadline it is."""
        return deadline_sentences.of_due(self, lang)


@dataclass(frozen=True)
class Stopped(Counted):
    """A deadline without a date, since its clock is stopped."""

    stopped_on: date
    remaining: int  # calendar days, or business days for a delay in business days
    on: None = None

    def explain(self, lang: Language) -> str:
        """Since when the clock is stopped and how much is left, in sentences."""
        return deadline_sentences.of_stopped(self, lang)
