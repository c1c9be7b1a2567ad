"""What people and the city's machinery do to a permit case: one frozen dataclass per act (ARCHITECTURE-EXAMPLES §5)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Literal

from domain.case_ids import holder_of
from domain.letter import Language
from domain.people import SYSTEM, Actor
from domain.rules import PermitRules

Channel = Literal["", "phone", "counter", "mail"]


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act: its id is made by the client, its instant by the door that received it (UTC)."""

    action: ClassVar[str]

    act_id: str
    by: Actor
    received_at: datetime
    expects: int | None = None  # the sequence number that the person read (If-Match)


@dataclass(frozen=True, kw_only=True)
class FilePermit(Act):
    """The whole application, as filed: it is kept and never edited."""

    action: ClassVar[str] = "file"

    case_id: str
    rules: PermitRules
    answers: dict[str, Any]
    documents: tuple[str, ...] = ()
    language: Language = "fr"
    language_basis: str = "default"  # why English, when English was chosen (DOMAIN §6.1)
    channel: Channel = ""  # how it came, where a clerk files it for somebody; "" for the person's own filing

    @property
    def holder(self) -> str:
        """Who holds the case from its filing on: the person, or whoever shows its paper letter."""
        return holder_of(self.case_id) if self.channel else self.by.id


@dataclass(frozen=True, kw_only=True)
class Claim(Act):
    """An account holds the case from now on; the door has seen what the paper letter says."""

    action: ClassVar[str] = "claim"


@dataclass(frozen=True, kw_only=True)
class CapturePayment(Act):
    """The gateway says that money was captured; `captured_at` is the date of payment (DESIGN §6)."""

    action: ClassVar[str] = "capture_payment"

    payment_id: str
    cents: int
    captured_at: datetime


@dataclass(frozen=True, kw_only=True)
class RecordRefund(Act):
    """Captured money went back to the payer: `refund_id` names the order, "" for money that nobody was owed."""

    action: ClassVar[str] = "record_refund"

    payment_id: str
    cents: int
    refund_id: str = ""


@dataclass(frozen=True, kw_only=True)
class DeclareComplete(Act):
    """The clerk finds the file complete; review begins."""

    action: ClassVar[str] = "declare_complete"


@dataclass(frozen=True)
class InformationItem:
    """One thing that the clerk asks for: a text or a document."""

    name: str
    kind: Literal["text", "document"]
    label: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class AskInformation(Act):
    """A typed request; the service clock stops until it is answered."""

    action: ClassVar[str] = "ask_information"

    items: tuple[InformationItem, ...]


@dataclass(frozen=True, kw_only=True)
class AnswerInformation(Act):
    """The applicant's answer: a text or a document id for every item asked."""

    action: ClassVar[str] = "answer_information"

    answers: dict[str, str]


@dataclass(frozen=True)
class Opinion:
    """What one discipline thinks of the application."""

    discipline: str
    outcome: Literal["favourable", "favourable_with_conditions", "unfavourable"]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ConcludeReview(Act):
    """All opinions are in and the application conforms: it is ready to be decided.

    `opinions` may bring those that were not given one by one.
    """

    action: ClassVar[str] = "conclude_review"

    opinions: tuple[Opinion, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Approve(Act):
    """The permit is granted, with conditions or without."""

    action: ClassVar[str] = "approve"

    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Refuse(Act):
    """The permit is refused: reasons, provision and remedies are mandatory (DOMAIN §3.6)."""

    action: ClassVar[str] = "refuse"

    reasons: str
    provision: str
    remedies: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Withdraw(Act):
    """The applicant gives the application up, before a decision."""

    action: ClassVar[str] = "withdraw"

    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Lapse(Act):
    """A deadline passed, or a reminder is due. `received_at` is the deadline itself, not when it was noticed."""

    action: ClassVar[str] = "lapse"

    alarm: str
    by: Actor = field(default=SYSTEM)


@dataclass(frozen=True)
class PaymentDue:
    """Money that the case waits for; `payment_id` is its idempotency key at the gateway."""

    payment_id: str
    case_id: str
    purpose: str  # of a permit, one of `When`; of a statement, whole, part or instalment
    cents: int
