"""The rules that a contest carries from service to its end: a legal regime resolved for one statement, no texts."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from domain.rules import ClockMode

StatementKind = Literal["parking", "traffic", "bylaw", "camera"]
PleaKind = Literal["guilty", "guilty_contest_sentence", "not_guilty"]
Silence = Literal["deemed_not_guilty", "deemed_no_contest"]
Mode = Literal["in_person", "video", "phone"]
Side = Literal["defence", "prosecution", "court"]
Recording = Literal["required", "none"]

COURT: Final = "COUR"  # the counter of the court: its people have it as their borough, nobody else


@dataclass(frozen=True)
class ContestDelays:
    """Delays of a regime: `P30D` days moved off closed days, `P18M` months; days before a hearing are counts."""

    plea: str = "P30D"
    pay_after_judgment: str = "P30D"
    revocation: str = "P15D"
    appeal: str = "P30D"
    review: str = "P60D"  # target of the administrative review
    reserved: str = "P60D"  # target of a reserved judgment
    agreement_grace: str = "P10D"
    ceiling: str = "P18M"  # unreasonable delay, the defence's own delay not counted
    plea_reminder: int = 7  # calendar days before the last day to plead
    unpaid_warning: int = 7  # calendar days before the last day to pay
    hearing_notice: int = 30  # calendar days between the notice and the hearing
    disclosure: int = 30
    postponement: int = 10
    interpreter: int = 15


@dataclass(frozen=True)
class Costs:
    """What events of a case add to what is owed, in cents (DOMAIN §2.9)."""

    guilty_not_paid: int = 0
    plea_changed: int = 0
    convicted_contested: int = 0
    convicted_default: int = 0
    application: int = 0


@dataclass(frozen=True)
class Bracket:
    """A step of the contribution's scale: fines up to so many cents bring so many."""

    up_to_cents: int
    cents: int


@dataclass(frozen=True)
class Contribution:
    """The contribution that a fine brings: brackets, then a share of the fine above them."""

    brackets: tuple[Bracket, ...] = ()
    above_percent: int = 0
    exempt: tuple[StatementKind, ...] = ()


@dataclass(frozen=True)
class Minors:
    """Whom the law does not prosecute, and what a minor owes at most, in cents (DOMAIN §2.4)."""

    prosecuted_from: int = 14
    adult_from: int = 18
    most_fine: int = 10_000
    most_costs: int = 0


@dataclass(frozen=True)
class ContestRules:
    """What differs between regimes and between statements."""

    regime: str
    version: str  # sha256 of the regime's published content
    service: str
    borough: str
    pleas: tuple[PleaKind, ...]
    silence: Silence  # what saying nothing means, for this very statement
    letters: dict[str, str]  # event -> letter code
    delays: ContestDelays = field(default_factory=ContestDelays)
    costs: Costs = field(default_factory=Costs)
    contribution: Contribution = field(default_factory=Contribution)
    minors: Minors = field(default_factory=Minors)
    modes: tuple[Mode, ...] = ("in_person",)
    postponements_by_clerk: int = 1  # per side; the next are a judge's, and the date is peremptory
    moving: Literal["request", "self_service"] = "request"  # how the defence gets another date
    moves: int = 0  # how often by itself, where it is free to
    absence_grace_minutes: int = 15
    failure_undoes_default: bool = False  # a failure noted after an oral default stops it; cases served before: no
    deposit_percent: int = 10
    record: Recording = "none"  # whether a hearing at a distance needs the court's own recording
    public: bool = True  # whether observers may be admitted to one
    courtesy_reminder: bool = False  # once more after the deadline
    authority: tuple[str, ...] = ("Société de l’assurance automobile du Québec", "333, boulevard Jean-Lesage",
                                  "Québec (Québec)  G1K 8J6")  # fmt: skip
    points: bool = False  # a conviction is told to the licence authority
    calendar: str = "qc-judicial"
    closed_days: tuple[date, ...] = ()
    clock: ClockMode = "real"
    grace_minutes: int = 15
