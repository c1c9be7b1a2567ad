"""What the city needs from the world: one Protocol per port; adapters fill them, entry points pass them in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from domain.acts import PaymentDue
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
    """Where files live, by key; what was stored first stays."""

    async def put_once(self, key: str, content: bytes) -> bool:
        """Store if the key is free; False when something is already there. Raises InsufficientStorage."""
        ...

    async def get(self, key: str) -> bytes:
        """The bytes. Raises NotFound."""
        ...

    async def remove(self, key: str) -> None:
        """Take a working copy away; nothing there is fine. Letters and documents of a case are never removed so."""
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

    def text_message(self, language: str, url: str) -> str:
        """The text to a telephone: that a message waits, and where the counter is. Nothing personal."""
        ...


class Undeliverable(Exception):
    """The other side said for good that this address takes no message: trying again is of no use."""


class Mailer(Protocol):
    """Sends one mail; the same message_id may arrive twice, never with another content."""

    async def send(self, *, to: str, subject: str, text: str, message_id: str, at: datetime) -> None:
        """Hand the mail, dated `at`, to the mail server. Raises Undeliverable when it refuses for good (5xx)."""
        ...


class ShortMessages(Protocol):
    """Sends text messages to telephones that asked for them."""

    async def send(self, *, to: str, text: str, message_id: str) -> None:
        """Hand one text to the provider. Raises Undeliverable when the number takes none."""
        ...


@dataclass(frozen=True)
class Enclosure:
    """One letter to be printed; `cover` is the name and address of a sheet put before it, when its own is outdated."""

    pdf: bytes
    cover: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrintJob:
    """One PDF for the printer. `first_pages` (from 1) and `pages` are those of each letter, its cover included."""

    pdf: bytes
    first_pages: tuple[int, ...]
    pages: tuple[int, ...]
    total_pages: int  # blank pages included


class PrintShop(Protocol):
    """Puts letters together for the printer, the same way each time."""

    async def assemble(self, letters: tuple[Enclosure, ...], *, duplex: bool) -> PrintJob:
        """All letters in order; in duplex, a blank page where one would begin on a verso."""
        ...


@dataclass(frozen=True)
class ScanVerdict:
    """What the scanner says; `scanned` is False when there is no signature base to speak of."""

    infected: bool
    scanned: bool
    signature: str = ""


class Scanner(Protocol):
    """Looks for malware. No database is "not scanned", never "clean"."""

    async def scan(self, content: bytes) -> ScanVerdict:
        """Scan one file."""
        ...
