"""The shape of a regime's file: a law of contests as data, from the plea to the appeal (DOMAIN §2.4 to §2.11)."""

import json
from dataclasses import asdict
from functools import cached_property
from hashlib import sha256
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints
from pydantic.dataclasses import dataclass

from catalogue.schema import STRICT, Name, Period, Slug, Text
from domain.contest_acts import Capacity
from domain.contest_rules import Mode, PleaKind, Recording, Silence, StatementKind

RegimeId = Annotated[str, StringConstraints(pattern=r"^[A-Z]+(-[A-Z0-9]+)+$", max_length=20)]
RegimeLetter = Annotated[str, StringConstraints(pattern=r"^[A-Z](0[1-9]|[1-9]\d)$")]
Days = Annotated[str, StringConstraints(pattern=r"^P[1-9]\d{0,2}D$")]
Count = Annotated[int, Field(ge=1, le=365)]
Cents = Annotated[int, Field(ge=0, le=1_000_000)]
Age = Annotated[int, Field(ge=0, le=30)]

# What pages and letters call things under a regime: each has its words in both languages (DOMAIN §2.1).
TERMS: Final = (
    "statement", "defendant", "prosecutor", "court_office", "judge", "plea", "guilty", "guilty_contest_sentence",
    "not_guilty", "fine", "costs", "contribution", "admin_review", "disclosure", "hearing_notice", "trial",
    "postponement", "judgment", "default_judgment", "revocation", "appeal", "collector", "agreement",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, config=STRICT)
class KindRules:
    """What differs by the kind of statement (DOMAIN §2.10): its service, what silence means, who may plead."""

    service: Slug
    title: Text
    silence: Silence  # of a statement without the warning of art. 146 para. 2
    points: bool  # a conviction is told to the licence authority
    courtesy_reminder: bool  # once more, after the last day to plead
    pay_online: bool
    may_plead: Annotated[tuple[Capacity, ...], Field(min_length=1)]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class DelaysOfRegime:
    """Every delay of `domain.contest_rules.ContestDelays`, same names: none is left to a default of another law."""

    plea: Period
    pay_after_judgment: Period
    revocation: Days  # the notice of judgment counts it in days, for nobody knows yet from which one
    appeal: Period
    review: Period
    reserved: Period
    agreement_grace: Period
    ceiling: Period
    plea_reminder: Count
    unpaid_warning: Count
    hearing_notice: Count
    disclosure: Count
    postponement: Count
    interpreter: Count


@dataclass(frozen=True, kw_only=True, config=STRICT)
class CostsOfRegime:
    """What events add to what is owed, in cents: the names of `domain.contest_rules.Costs` (DOMAIN §2.9)."""

    guilty_not_paid: Cents
    plea_changed: Cents
    convicted_contested: Cents
    convicted_default: Cents
    application: Cents


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Step:
    """A step of the contribution's scale: a fine of up to so many cents brings so many."""

    up_to_cents: Annotated[int, Field(ge=1)]
    cents: Cents


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Scale:
    """The contribution that a fine brings (art. 8.1): steps, a share of the fine above them, kinds that bring none."""

    above_percent: Annotated[int, Field(ge=0, le=100)]
    exempt: tuple[StatementKind, ...]
    brackets: tuple[Step, ...]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Ages:
    """Whom the law does not prosecute, and what a minor owes at most, in cents (art. 5, DOMAIN §2.4)."""

    prosecuted_from: Age
    adult_from: Age
    most_fine: Cents
    most_costs: Cents


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Regime:
    """`catalogue/regimes/<id>.toml`: everything that one law says of a contest."""

    id: RegimeId
    law: Text
    calendar: Literal["qc-judicial", "office"]  # of domain.calendars
    pleas: Annotated[tuple[PleaKind, ...], Field(min_length=1)]
    modes: Annotated[tuple[Mode, ...], Field(min_length=1)]
    postponements_by_clerk: Annotated[int, Field(ge=0, le=9)]  # per side
    moving: Literal["request", "self_service"]  # how the defence gets another date
    moves: Annotated[int, Field(ge=0, le=9)]  # how often by itself, where it is free to
    absence_grace_minutes: Annotated[int, Field(ge=0, le=120)]
    deposit_percent: Annotated[int, Field(ge=1, le=100)]
    record: Recording  # the court's own recording of a hearing at a distance
    public: bool  # observers may be admitted to one
    kinds: dict[StatementKind, KindRules]
    delays: DelaysOfRegime
    costs: CostsOfRegime
    contribution: Scale
    minors: Ages
    letters: dict[str, RegimeLetter]
    terms: dict[Name, Text]

    @cached_property
    def version(self) -> str:
        """SHA-256, in hexadecimal, of the regime's canonical JSON."""
        content = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return sha256(content.encode()).hexdigest()

    def kind_of(self, service: str) -> StatementKind | None:
        """The kind of statement that a service contests; None where the code is no service of this regime."""
        return next((kind for kind, one in self.kinds.items() if one.service == service), None)
