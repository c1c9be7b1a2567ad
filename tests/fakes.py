"""Working fakes of the cases' activities, in memory: the same names, the same once-only answers."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.payments import Closed, RefundOrder
from activities.records import LookBeforeLapse
from catalogue.load import Catalogue
from catalogue.published import Edition
from catalogue.rules import RuleEngine
from domain.acts import PaymentDue
from domain.chain import content_hash
from domain.events import Event, Posting, Receipt
from domain.letter import LetterData, SealedLetter
from domain.ports import Undeliverable
from domain.rules import ClockMode


class FakeRecords:
    """A record in memory. `on_their_way` holds what a door received and the case has not taken in yet."""

    def __init__(self) -> None:
        self.events: dict[str, list[Event]] = defaultdict(list)
        self.heads: dict[str, list[str]] = defaultdict(list)
        self.on_their_way: list[tuple[str, datetime]] = []
        self.looks: list[LookBeforeLapse] = []
        self.open = asyncio.Event()
        self.open.set()

    @activity.defn
    async def record(self, event: Event) -> Receipt:
        """Keep one event once; another act at its place is a fault. Waits while the record is shut."""
        await self.open.wait()
        kept, heads = self.events[event.case_id], self.heads[event.case_id]
        if event.seq <= len(kept):
            if kept[event.seq - 1].act_id != event.act_id:
                raise RuntimeError(f"another act stands at seq {event.seq}")
        elif event.seq == len(kept) + 1 and event.prev_head == (heads[-1] if heads else event.prev_head):
            kept.append(event)
            heads.append(content_hash([event.prev_head, event.seq, event.act_id, event.act_hash]))
        else:
            raise RuntimeError(f"{event.case_id} is not at seq {event.seq - 1}")
        head = heads[event.seq - 1]
        return Receipt(event.case_id, "P-2026-0000001-01", event.seq, event.after, head, event.at, event.promised_on)

    @activity.defn
    async def acts_waiting(self, look: LookBeforeLapse) -> bool:
        """Whether something received by the deadline is still on its way."""
        self.looks.append(look)
        return any(case_id == look.case_id and at <= look.deadline for case_id, at in self.on_their_way)

    def types(self, case_id: str) -> list[str]:
        """What happened in a case, in order."""
        return [event.type for event in self.events[case_id]]

    def postings(self, case_id: str) -> list[Posting]:
        """A case's ledger."""
        return [line for event in self.events[case_id] for line in event.postings]


@dataclass(frozen=True)
class Booked:
    """A payment in the fake gateway's book. `status`: open, captured, voided, refunded."""

    cents: int
    status: str = "open"
    captured_at: datetime | None = None
    refunds: tuple[tuple[str, int], ...] = ()


class FakePayments:
    """A gateway in memory: a voided payment is never captured, a captured one never voided."""

    def __init__(self) -> None:
        self.book: dict[str, Booked] = {}
        self.calls: list[tuple[str, str]] = []

    @activity.defn
    async def open_payment(self, due: PaymentDue) -> None:
        """Open, once."""
        self.calls.append(("open", due.payment_id))
        self.book.setdefault(due.payment_id, Booked(due.cents))

    @activity.defn
    async def close_payment(self, due: PaymentDue) -> Closed:
        """Void, unless captured."""
        self.calls.append(("close", due.payment_id))
        found = self.book.setdefault(due.payment_id, Booked(due.cents))
        if found.status == "open":
            found = self.book[due.payment_id] = replace(found, status="voided")
        return Closed(found.status, found.captured_at)

    @activity.defn
    async def refund_payment(self, due: PaymentDue) -> None:
        """Give back, once."""
        self.calls.append(("refund", due.payment_id))
        found = self.book[due.payment_id]
        if found.status == "captured":
            self.book[due.payment_id] = replace(found, status="refunded")

    @activity.defn
    async def give_back(self, order: RefundOrder) -> int:
        """Give back, once a key, never more than came."""
        self.calls.append(("give_back", order.payment_id))
        found = self.book[order.payment_id]
        given = dict(found.refunds)
        if order.key not in given:
            if sum(given.values()) + order.cents > found.cents or found.captured_at is None:
                raise ApplicationError("refund-exceeds-capture", type="refund-exceeds-capture", non_retryable=True)
            given[order.key] = order.cents
        status = "refunded" if sum(given.values()) == found.cents else "captured"
        self.book[order.payment_id] = replace(found, status=status, refunds=tuple(given.items()))
        return sum(given.values())

    def pay(self, payment_id: str, at: datetime) -> None:
        """The citizen pays on the gateway's page; nobody tells the city."""
        found = self.book[payment_id]
        if found.status == "open":
            self.book[payment_id] = replace(found, status="captured", captured_at=at)


class FixedOffers:
    """A catalogue in memory that never changes: each service has one version, published long ago."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.rules = RuleEngine(catalogue)

    async def edition(self, service: str, version: str) -> Edition | None:
        """The service, if this is its version."""
        found = self.catalogue.services.get(service)
        return Edition(found, 1, datetime(2026, 1, 1, tzinfo=UTC)) if found and found.version == version else None


class FakeClock:
    """A city's instant that a test moves."""

    mode: ClockMode = "simulated"

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    async def now(self) -> datetime:
        """The instant."""
        return self.instant


class FakePress:
    """A press that has every letter ready, by code and language: the same file each time it is asked."""

    def __init__(self, ready: dict[tuple[str, str], SealedLetter]) -> None:
        self.ready = ready

    async def seal_letter(self, data: LetterData, signed_at: datetime) -> SealedLetter:
        """The letter of that code and language."""
        return self.ready[data.code, data.language]


class FakeMailer:
    """A mail server in memory; `gone` are addresses that it refuses for good, `down` makes it fail."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.gone: set[str] = set()
        self.down = False

    async def send(self, **mail: Any) -> None:
        """Keep one mail."""
        if self.down:
            raise ConnectionError
        if mail["to"] in self.gone:
            raise Undeliverable("550")
        self.sent.append(mail)


class FakeTexts:
    """A provider of text messages in memory."""

    def __init__(self) -> None:
        self.sent: list[dict[str, str]] = []
        self.down = False

    async def send(self, *, to: str, text: str, message_id: str) -> None:
        """Keep one text."""
        if self.down:
            raise ConnectionError
        self.sent.append({"to": to, "text": text, "message_id": message_id})
