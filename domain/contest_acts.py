"""What a defendant, the court office and the prosecutor do to a statement before it is heard (DOMAIN §7.2, §7.5)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from domain.acts import Act
from domain.contest_rules import ContestRules, Mode, PleaKind
from domain.letter import Language
from domain.people import Actor
from domain.statement import ServiceMode, Statement

Capacity = Literal["self", "owner", "lessee", "driver", "officer_of_company", "lawyer"]
WITHDRAWAL_REASONS = ("evidence", "error", "explanations_accepted", "programme", "public_interest", "other")


@dataclass(frozen=True, kw_only=True)
class ServeStatement(Act):
    """The statement as served: the case begins."""

    action: ClassVar[str] = "serve"

    case_id: str
    rules: ContestRules
    statement: Statement
    owner: str  # who holds the case until somebody claims it
    language: Language = "fr"
    language_basis: str = "default"


@dataclass(frozen=True, kw_only=True)
class RecordService(Act):
    """The statement was served again, by a mode that counts by itself."""

    action: ClassVar[str] = "record_service"

    mode: ServiceMode
    served_on: date


@dataclass(frozen=True)
class CountPlea:
    """The plea to one count."""

    count: int
    plea: PleaKind


@dataclass(frozen=True, kw_only=True)
class Plead(Act):
    """A plea to every count, with what goes with it. `entered_by` names a helper who only typed (DOMAIN §2.4)."""

    action: ClassVar[str] = "plead"

    pleas: tuple[CountPlea, ...]
    capacity: Capacity = "self"
    name: str = ""
    explanations: str = ""  # review material: the prosecutor alone reads it
    documents: tuple[str, ...] = ()  # review material as well
    disclosure: bool = False
    application: str = ""  # a preliminary application sent with the plea counts as served and filed (art. 169)
    hearing_language: Language = "fr"
    interpreter: str = ""  # the language that is spoken; "" for none
    mode: Mode = "in_person"
    entered_by: str = ""
    on_paper: bool = False
    email: str = ""  # designated for what the court sends, "" for paper


@dataclass(frozen=True, kw_only=True)
class DecideLatePlea(Act):
    """A clerk takes a late plea or not; it is taken as long as nothing was judged (DOMAIN §7.2)."""

    action: ClassVar[str] = "decide_late_plea"

    accepted: bool
    reasons: str = ""


@dataclass(frozen=True, kw_only=True)
class ChangeAddress(Act):
    """Where notices go from now on."""

    action: ClassVar[str] = "change_address"

    address: tuple[str, ...]
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Represent(Act):
    """A lawyer acts for the defendant, or no longer: an empty name."""

    action: ClassVar[str] = "represent"

    lawyer: str
    bar_number: str = ""


@dataclass(frozen=True, kw_only=True)
class WithdrawCharges(Act):
    """The prosecutor withdraws some counts, or all: an empty tuple (art. 12)."""

    action: ClassVar[str] = "withdraw_charges"

    reason_code: str
    counts: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ContinueProceedings(Act):
    """After the administrative review the proceedings go on."""

    action: ClassVar[str] = "continue_proceedings"

    note: str = ""


@dataclass(frozen=True, kw_only=True)
class StayProceedings(Act):
    """The proceedings are stayed, by the prosecutor or by order of a judge."""

    action: ClassVar[str] = "stay_proceedings"

    reasons: str


@dataclass(frozen=True, kw_only=True)
class CloseDay(Act):
    """A day counts as non-juridical from now on: proclaimed late, or our doors were down (DOMAIN §6.5)."""

    action: ClassVar[str] = "close_day"

    day: date
    why: Literal["proclaimed", "outage"]


@dataclass(frozen=True, kw_only=True)
class SuspendDelays(Act):
    """Delays stop running, by order."""

    action: ClassVar[str] = "suspend_delays"

    reasons: str


@dataclass(frozen=True, kw_only=True)
class ResumeDelays(Act):
    """Delays run again."""

    action: ClassVar[str] = "resume_delays"

    reasons: str = ""


@dataclass(frozen=True)
class Exhibit:
    """A document of the file for the trial: disclosed by the prosecution or filed by the defence, then ruled upon."""

    number: int
    side: Literal["prosecution", "defence"]
    label: str
    document: str
    by: Actor
    ruling: Literal["", "admitted", "refused"] = ""


@dataclass(frozen=True)
class ExhibitGiven:
    """A document that a side puts into the file."""

    label: str
    document: str


@dataclass(frozen=True, kw_only=True)
class Disclose(Act):
    """The prosecutor publishes evidence to the defendant's file."""

    action: ClassVar[str] = "disclose"

    exhibits: tuple[ExhibitGiven, ...]


@dataclass(frozen=True, kw_only=True)
class FileExhibit(Act):
    """The defendant files exhibits for the trial."""

    action: ClassVar[str] = "file_exhibit"

    exhibits: tuple[ExhibitGiven, ...]


@dataclass(frozen=True, kw_only=True)
class RuleOnExhibit(Act):
    """The judge admits an exhibit, or refuses it and says why."""

    action: ClassVar[str] = "rule_on_exhibit"

    number: int
    ruling: Literal["admitted", "refused"]
    reasons: str = ""


@dataclass(frozen=True, kw_only=True)
class ApplyToCourt(Act):
    """A preliminary application (art. 168 to 186): other district, separate trial, particulars, and so on."""

    action: ClassVar[str] = "apply_to_court"

    subject: Literal["district", "separate_trial", "particulars", "amendment", "dismissal", "stay", "other"]
    text: str


@dataclass(frozen=True, kw_only=True)
class DecideApplication(Act):
    """The judge decides a preliminary application."""

    action: ClassVar[str] = "decide_application"

    number: int
    granted: bool
    reasons: str


@dataclass(frozen=True)
class Application:
    """A preliminary application of the file."""

    number: int
    subject: str
    side: str
    outcome: Literal["", "granted", "dismissed"] = ""


@dataclass
class Needs:
    """What the defendant needs at a hearing."""

    language: Language = "fr"
    interpreter: str = ""
    mode: Mode = "in_person"
    lawyer: str = ""
