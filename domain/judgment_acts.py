"""Judgments, their correction and the remedies against them (DOMAIN §2.7, §2.8, §7.2, §7.5)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from domain.acts import Act
from domain.contest_rules import Side

Verdict = Literal["convicted", "acquitted", "annulled"]


@dataclass(frozen=True)
class CountVerdict:
    """The judgment on one count; `fine` in cents, None for the fine that was claimed."""

    count: int
    verdict: Verdict
    fine: int | None = None


@dataclass(frozen=True, kw_only=True)
class _Judgment(Act):
    verdicts: tuple[CountVerdict, ...]
    reasons: str
    considered: tuple[int, ...] = ()  # numbers of the exhibits that the judge has acknowledged
    in_absence: bool = False
    without_costs: bool = False


@dataclass(frozen=True, kw_only=True)
class Judge(_Judgment):
    """A judge signs a judgment."""

    action: ClassVar[str] = "judge"


@dataclass(frozen=True, kw_only=True)
class RecordOralJudgment(_Judgment):
    """The clerk writes the minutes of a judgment given orally; it counts once the judge confirms it."""

    action: ClassVar[str] = "record_oral_judgment"


@dataclass(frozen=True, kw_only=True)
class ConfirmJudgment(Act):
    """The judge confirms the minutes of an oral judgment."""

    action: ClassVar[str] = "confirm_judgment"


@dataclass(frozen=True, kw_only=True)
class JudgeOnRecord(_Judgment):
    """Nobody answered: judged on the documents, or in the defendant's absence (art. 188, 218.2 to 218.7, 228.1)."""

    action: ClassVar[str] = "judge_on_record"

    record_complete: bool = False  # the eight items of art. 218.4


@dataclass(frozen=True, kw_only=True)
class CorrectJudgment(Act):
    """A clerical error is corrected (art. 244); both versions stay verifiable."""

    action: ClassVar[str] = "correct_judgment"

    error: str
    correction: str


@dataclass(frozen=True, kw_only=True)
class AskRevocation(Act):
    """A defendant convicted by default asks for revocation: grounds and merits (art. 250 to 252)."""

    action: ClassVar[str] = "ask_revocation"

    known_on: date
    grounds: str
    merits: str
    relief: str = ""  # why the delay should be relieved from, where it has passed
    stay: bool = False


@dataclass(frozen=True, kw_only=True)
class ApplyForRevocation(Act):
    """The prosecutor saw an administrative error, or a programme was completed (art. 257)."""

    action: ClassVar[str] = "apply_for_revocation"

    grounds: str


@dataclass(frozen=True, kw_only=True)
class DecideRevocation(Act):
    """The judge decides on revocation; `relieved` from the delay where it had passed (art. 252)."""

    action: ClassVar[str] = "decide_revocation"

    granted: bool
    reasons: str
    relieved: bool = False


@dataclass(frozen=True, kw_only=True)
class RecordAppeal(Act):
    """A notice of appeal was filed at the Superior Court (art. 271, 272)."""

    action: ClassVar[str] = "record_appeal"

    side: Side
    filed_on: date
    court_number: str
    extended: bool = False  # a judge extended the delay


@dataclass(frozen=True, kw_only=True)
class DecideAppeal(Act):
    """What the Superior Court decided; `fine` in cents replaces the whole fine where it was varied."""

    action: ClassVar[str] = "decide_appeal"

    outcome: Literal["acquitted", "upheld", "varied", "new_trial"]
    decided_on: date
    fine: int | None = None
