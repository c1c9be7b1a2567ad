"""A statement of offence as it was served: what DOMAIN §2.2 says that it carries."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from domain.contest_rules import StatementKind

ServiceMode = Literal["on_the_spot", "on_vehicle", "registered_mail", "bailiff", "ordinary_mail"]
PartyKind = Literal["person", "company", "owner"]  # an owner is known by a plate, until somebody answers

# Served by ordinary mail, a statement counts as served only on the day that an answer comes (art. 157.1).
COMPLETE_BY_ANSWER: tuple[ServiceMode, ...] = ("ordinary_mail",)


@dataclass(frozen=True)
class Count:
    """One count: fine, costs and contribution claimed, in cents. `greater_fine` is asked instead, where it is not 0."""

    number: int
    provision: str
    description_fr: str
    description_en: str
    fine: int
    costs: int
    contribution: int = 0
    greater_fine: int = 0
    greater_reasons: str = ""
    points: int = 0


@dataclass(frozen=True)
class Party:
    """Who is prosecuted, as the statement names them. `address` is where paper goes; `email` only if it was given."""

    kind: PartyKind
    name: str
    address: tuple[str, ...]
    born_on: date | None = None
    email: str = ""
    plate: str = ""
    vehicle: str = ""


@dataclass(frozen=True)
class Statement:
    """The statement. `served_on` is a local date; None while service by ordinary mail is not complete."""

    number: str
    kind: StatementKind
    offence_at: datetime
    place: str
    district: str  # the borough of the place, for lists and hearings
    officer: str
    counts: tuple[Count, ...]
    party: Party
    service_mode: ServiceMode
    served_on: date | None
    warned: bool = False  # carries the warning of art. 146 para. 2: silence is no contest


def age_on(born_on: date, day: date) -> int:
    """Full years on a local day; one born on 29 February grows older on 1 March in other years."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
