"""Payments opened at the gateway, and its messages: bookkeeping, not facts of a case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from db.door_models import InboxMessage
from db.models import LedgerEntry, Payment
from domain.acts import PaymentDue


@dataclass(frozen=True)
class OpenedPayment:
    """A payment as the person sees it. `cents` is in Canadian cents."""

    payment_id: str
    case_id: str
    purpose: str
    cents: int
    hosted_url: str
    status: str
    captured_at: datetime | None = None
    refunded_cents: int = 0


@dataclass(frozen=True)
class Message:
    """A message of an outside system, waiting for the relay."""

    provider: str
    event_id: str
    type: str
    body: dict[str, Any]
    attempts: int


@dataclass(frozen=True)
class LedgerLine:
    """One double entry, in cents."""

    seq: int
    debit: str
    credit: str
    cents: int
    purpose: str


async def note_opened(session: AsyncSession, due: PaymentDue, hosted_url: str, now: datetime) -> None:
    """Note where a payment is paid; noted twice, it stays as first noted."""
    statement = insert(Payment).values(
        payment_id=due.payment_id,
        case_id=due.case_id,
        purpose=due.purpose,
        cents=due.cents,
        hosted_url=hosted_url,
        status="open",
        opened_at=now,
        refunded_cents=0,
    )
    await session.execute(statement.on_conflict_do_nothing())


async def note_status(session: AsyncSession, payment_id: str, status: str, captured_at: datetime | None = None) -> None:
    """Note what the gateway says of a payment; the instant of capture, once known, stays."""
    values: dict[str, Any] = {"status": status} | ({"captured_at": captured_at} if captured_at else {})
    await session.execute(update(Payment).where(Payment.payment_id == payment_id).values(**values))


async def by_id(session: AsyncSession, payment_id: str) -> OpenedPayment | None:
    """One payment, as noted."""
    row = await session.get(Payment, payment_id, populate_existing=True)
    return _opened(row) if row else None


async def of_case(session: AsyncSession, case_id: str) -> list[OpenedPayment]:
    """The payments of one case, oldest first."""
    rows = (
        await session.execute(select(Payment).where(Payment.case_id == case_id).order_by(Payment.opened_at))
    ).scalars()
    return [_opened(row) for row in rows]


async def to_poll(session: AsyncSession, before: datetime, limit: int = 200) -> list[OpenedPayment]:
    """Open payments that were not asked about since `before`, longest ago first."""
    query = (
        select(Payment)
        .where(Payment.status == "open", or_(Payment.polled_at.is_(None), Payment.polled_at < before))
        .where(Payment.opened_at < before)
        .order_by(Payment.polled_at.nulls_first())
        .limit(limit)
    )
    return [_opened(row) for row in (await session.execute(query)).scalars()]


async def note_polled(session: AsyncSession, payment_id: str, now: datetime) -> None:
    """Note that the gateway was asked."""
    await session.execute(update(Payment).where(Payment.payment_id == payment_id).values(polled_at=now))


async def put_in_inbox(
    session: AsyncSession, provider: str, event_id: str, kind: str, body: Mapping[str, Any], now: datetime
) -> bool:
    """Keep a message before it is acted upon; False when this event was seen before."""
    statement = insert(InboxMessage).values(
        provider=provider,
        event_id=event_id,
        type=kind,
        body=dict(body),
        received_at=now,
        status="received",
        attempts=0,
        next_try_at=now,
    )
    result = await session.execute(statement.on_conflict_do_nothing().returning(InboxMessage.event_id))
    return result.scalar_one_or_none() is not None


async def messages_to_relay(session: AsyncSession, now: datetime, limit: int = 50) -> list[Message]:
    """Messages that wait for the relay, oldest first."""
    query = (
        select(InboxMessage)
        .where(InboxMessage.status == "received", InboxMessage.next_try_at <= now)
        .order_by(InboxMessage.next_try_at)
        .limit(limit)
    )
    rows = (await session.execute(query)).scalars()
    return [Message(row.provider, row.event_id, row.type, row.body, row.attempts) for row in rows]


async def settle_message(session: AsyncSession, message: Message, status: str) -> None:
    """Say what became of a message: done, ignored, unmatched."""
    await session.execute(_this(message).values(status=status))


async def try_again(session: AsyncSession, message: Message, now: datetime) -> None:
    """Put a message off: 1 s, doubling up to a minute."""
    wait = timedelta(seconds=min(60, 2**message.attempts))
    await session.execute(_this(message).values(attempts=message.attempts + 1, next_try_at=now + wait))


async def ledger(session: AsyncSession, case_id: str) -> list[LedgerLine]:
    """The double entries of one case, in order."""
    query = select(LedgerEntry).where(LedgerEntry.case_id == case_id).order_by(LedgerEntry.seq, LedgerEntry.line)
    rows = (await session.execute(query)).scalars()
    return [LedgerLine(row.seq, row.debit, row.credit, row.cents, row.purpose) for row in rows]


def _this(message: Message) -> Any:
    return update(InboxMessage).where(
        InboxMessage.provider == message.provider, InboxMessage.event_id == message.event_id
    )


def _opened(row: Payment) -> OpenedPayment:
    return OpenedPayment(
        row.payment_id, row.case_id, row.purpose, row.cents, row.hosted_url, row.status, row.captured_at,
        row.refunded_cents,
    )  # fmt: skip
