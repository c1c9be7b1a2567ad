"""What the city needs from the world: one Protocol per port; adapters fill them, entry points pass them in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from domain.acts import PaymentDue
from domain.inspected import Inspected
from domain.letter import LetterData, SealedLetter
from domain.rules import ClockMode


class Clock(Protocol):
    """The city's instant (DESIGN §13)."""

    @property
    def mode(self) -> ClockMode:
        """Real, or simulated by a row that a driver moves."""
        ...

    async def now(self) -> datetime:
        """The city's instant, in UTC."""
        ...


@dataclass(frozen=True)
class DataKey:
    """A case's data key: `key_id` is written beside every ciphertext, `secret` is 32 bytes."""

    key_id: str
    secret: bytes


class CaseKeys(Protocol):
    """One data key a case, wrapped by a master key."""

    async def create(self, case_id: str) -> DataKey:
        """Make the case's key if it has none; commit it; return it."""
        ...

    async def of_case(self, case_id: str) -> DataKey:
        """The case's key. Raises Erased when it was destroyed or never made."""
        ...

    async def by_id(self, key_id: str) -> DataKey:
        """The key that a payload names. Raises Erased when it was destroyed."""
        ...


@dataclass(frozen=True)
class GatewayPayment:
    """A payment as the gateway tells it. `status`: open, captured, voided, refunded."""

    payment_id: str
    status: str
    cents: int
    hosted_url: str
    captured_at: datetime | None = None


class PaymentGateway(Protocol):
    """Who takes the money; every call carries the case's own idempotency key."""

    async def open(self, due: PaymentDue) -> GatewayPayment:
        """Open a hosted payment, or return the one that this key already opened."""
        ...

    async def read(self, payment_id: str) -> GatewayPayment | None:
        """The payment as it stands; None when the gateway never heard of it."""
        ...

    async def void(self, payment_id: str, cents: int) -> GatewayPayment:
        """Close an unpaid payment for ever; a captured one stays captured and is returned as such."""
        ...

    async def refund(self, payment_id: str, cents: int) -> GatewayPayment:
        """Give the captured money back, once."""
        ...


class LetterPress(Protocol):
    """Renders and seals."""

    async def seal_letter(self, data: LetterData, signed_at: datetime) -> SealedLetter:
        """The sealed PDF of one letter."""
        ...


class DocumentStore(Protocol):
    """Where files live, by key; what was stored first stays until it is removed."""

    async def put_once(self, key: str, content: bytes) -> bool:
        """Store if the key is free; False when something is already there. Raises InsufficientStorage."""
        ...

    async def get(self, key: str) -> bytes:
        """The bytes. Raises NotFound."""
        ...

    async def remove(self, key: str) -> None:
        """Take the bytes away for good; nothing happens where there are none."""
        ...


class Wording(Protocol):
    """Texts in both languages, found by code: a case carries codes, never texts."""

    def service_title(self, service: str, language: str) -> str:
        """A service's title."""
        ...

    def borough_name(self, borough: str, language: str) -> str:
        """A borough's official name."""
        ...

    def letter_title(self, code: str, language: str) -> str:
        """A letter's title."""
        ...

    def fee_label(self, service: str, fee: str, language: str) -> str:
        """What a fee is for."""
        ...

    def role_title(self, role: str, language: str) -> str:
        """How a letter names who decided."""
        ...

    def mail(self, template: str, language: str, facts: dict[str, Any]) -> tuple[str, str]:
        """Subject and text of a mail."""
        ...


class Mailer(Protocol):
    """Sends one mail; the same message_id may arrive twice, never with another content."""

    async def send(self, *, to: str, subject: str, text: str, message_id: str) -> None:
        """Hand the mail to the mail server."""
        ...


@dataclass(frozen=True)
class ScanVerdict:
    """What the scanner says. Clean is `scanned` and not `infected`; where nothing can be said, `why` names the reason.

    `why`: no-database, database-too-old, away, too-large, test-file-only.
    """

    infected: bool
    scanned: bool
    signature: str = ""
    why: str = ""


class Scanner(Protocol):
    """Looks for malware. No database, one too old, or no daemon is "not scanned", never "clean"."""

    async def scan(self, content: bytes) -> ScanVerdict:
        """Scan one file."""
        ...


class Inspector(Protocol):
    """Looks into files where a hostile one can harm nothing, and makes them fit to be kept."""

    async def inspect(self, content: bytes, formats: Collection[str], max_mb: int) -> Inspected:
        """The file as it may be kept. Raises FileType and the other refusals of files, TemporarilyUnavailable."""
        ...
