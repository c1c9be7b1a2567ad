"""What is paid on a statement of offence, when, and what is agreed about it (DOMAIN §2.8, §2.9)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.acts import Act


@dataclass(frozen=True, kw_only=True)
class OfferPayment(Act):
    """Somebody is about to pay so many cents. Before judgment, paying all of it is pleading guilty: it must be said."""

    action: ClassVar[str] = "offer_payment"

    cents: int
    pleads_guilty: bool = False


@dataclass(frozen=True, kw_only=True)
class GrantTime(Act):
    """The collector gives more time to pay (art. 327)."""

    action: ClassVar[str] = "grant_time"

    until: date
    reasons: str


@dataclass(frozen=True)
class Instalment:
    """One payment of an agreement, in cents."""

    due_on: date
    cents: int


@dataclass(frozen=True, kw_only=True)
class Agree(Act):
    """A payment agreement: a deposit at once, then instalments; the collector makes it with the defendant."""

    action: ClassVar[str] = "agree"

    deposit: int
    instalments: tuple[Instalment, ...]


@dataclass(frozen=True, kw_only=True)
class HandBack(Act):
    """Enforcement is over for now: the debt is payable again."""

    action: ClassVar[str] = "hand_back"

    until: date
    reasons: str
