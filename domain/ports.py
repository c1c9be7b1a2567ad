"""What the city needs from the world: one Protocol per port; adapters fill them, entry points pass them in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from domain.acts import PaymentDue
from domain.inspected import Inspected
from domain.letter import LetterData, Proof, SealedLetter
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


KEYS_KEPT = timedelta(seconds=60)  # how long a process may keep a key in memory (DESIGN §4)


class CaseKeys(Protocol):
    """One data key a case, wrapped by a master key."""

    async def create(self, case_id: str) -> DataKey:
        """Make the case's key if it has none; commit it; return it."""
        ...

    async def of_case(self, case_id: str) -> DataKey:
        """The case's key. Raises Erased when it was destroyed or never made."""
        ...

    async def of_cases(self, case_ids: Sequence[str]) -> dict[str, DataKey]:
        """The keys of some cases; those whose key was destroyed, or never made, are left out."""
        ...

    async def by_id(self, key_id: str) -> DataKey:
        """The key that a payload names. Raises Erased when it was destroyed."""
        ...

    def forget(self, case_id: str) -> None:
        """Drop a destroyed key from this process's memory at once; others drop it within `KEYS_KEPT`."""
        ...


@dataclass(frozen=True)
class GatewayPayment:
    """A payment as the gateway tells it. `status`: open, captured, voided, refunded (in whole).

    `captured_at` stays set once money came, whatever went back since; `refunded_cents` is all that went back.
    """

    payment_id: str
    status: str
    cents: int
    hosted_url: str
    captured_at: datetime | None = None
    refunded_cents: int = 0


class PaymentGateway(Protocol):
    """Who takes the money; every call carries the case's own idempotency key."""

    provider: str  # whose messages of the inbox are about its payments

    async def open(self, due: PaymentDue) -> GatewayPayment:
        """Open a hosted payment, or return the one that this key already opened."""
        ...

    async def read(self, payment_id: str) -> GatewayPayment | None:
        """The payment as it stands; None when the gateway never heard of it."""
        ...

    async def void(self, payment_id: str, cents: int) -> GatewayPayment:
        """Close an unpaid payment for ever; a captured one stays captured and is returned as such."""
        ...

    async def refund(self, payment_id: str, cents: int, key: str) -> GatewayPayment:
        """Give captured money back, whole or in part; the same key again is the same refund.

        Raises RefundExceedsCapture.
        """
        ...


@dataclass(frozen=True)
class PaymentForm:
    """What our own payment page needs from a gateway that has none. `test_cards`: names of cards that it can try."""

    payment: GatewayPayment
    client_secret: str
    publishable_key: str
    script_url: str
    test_cards: tuple[str, ...] = ()


class PaymentPage(Protocol):
    """A gateway that is paid on a page of ours: card data goes from the browser to it, never through us."""

    async def form(self, payment_id: str) -> PaymentForm | None:
        """What the page shows; None when the gateway never heard of the payment."""
        ...

    async def try_test_card(self, payment_id: str, card: str) -> str:
        """Confirm with one of the gateway's test cards; what came of it: paid, declined, unfinished."""
        ...


@dataclass(frozen=True)
class GatewayMessage:
    """A gateway's signed message, reduced to what we need: it tells us where to look, never what to believe."""

    provider: str
    event_id: str
    type: str
    payment_id: str  # empty when it is about no payment of ours


class WebhookReader(Protocol):
    """Checks a gateway's signature and reads its message."""

    def read(self, header: str, body: bytes, now: float) -> GatewayMessage:
        """The message. `now` in epoch seconds. Raises InvalidSignature, StaleSignature, Invalid."""
        ...


class LetterPress(Protocol):
    """Renders and seals."""

    async def seal_letter(self, data: LetterData, signed_at: datetime) -> SealedLetter:
        """The sealed PDF of one letter."""
        ...


class LetterProofs(Protocol):
    """Sets letters to be read on a page before they are sent."""

    async def proof(self, data: LetterData) -> Proof:
        """What the letter will say; it has no code, no seal and no number."""
        ...

    async def sheet(self, data: LetterData) -> str:
        """The whole page of the letter, as it is printed."""
        ...

    async def unprintable(self, text: str) -> str:
        """The characters of a text that no letter prints, each once."""
        ...


class DocumentStore(Protocol):
    """Where files live, by key; what was stored first stays until it is removed."""

    async def put_once(self, key: str, content: bytes) -> bool:
        """Store if the key is free; False when something is already there. Raises InsufficientStorage."""
        ...

    async def get(self, key: str) -> bytes:
        """The bytes. Raises NotFound."""
        ...

    async def delete(self, key: str) -> int:
        """Delete the file of this key and all files below it as a folder; how many there were."""
        ...


class Wording(Protocol):
    """Texts in both languages, found by code: a case carries codes, never texts."""

    async def recall(self, service: str, version: str) -> None:
        """Have the texts of a service's version at hand; asked before the names below."""
        ...

    def service_title(self, service: str, version: str, language: str) -> str:
        """A service's title, in one of its versions."""
        ...

    def tariff(self, service: str, version: str, language: str) -> str:
        """How a receipt names the version whose tariff was applied."""
        ...

    def borough_name(self, borough: str, language: str) -> str:
        """A borough's official name."""
        ...

    def letter_title(self, code: str, language: str) -> str:
        """A letter's title."""
        ...

    async def paragraphs(self, code: str, counter: str, language: str, at: datetime) -> dict[str, str]:
        """What a counter says in each place of a letter that is ordered at an instant: the same, however often asked.

        Raises TemporarilyUnavailable when that must be read and cannot be.
        """
        ...

    def fee_label(self, place: tuple[str, str, str], fee: str, language: str) -> str:
        """What a fee is for; `place` is the service, its version and the borough whose tariff it is."""
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


class TextReader(Protocol):
    """Reads the words of a picture; it keeps neither the picture nor the words."""

    async def read(self, picture: bytes) -> str | None:
        """The text, empty where there is none; None when nothing can be read now (no program, busy, too slow)."""
        ...
