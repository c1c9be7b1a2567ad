"""Money ordered back: reserved before the gateway is asked, so that two orders can never give back more than came."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Payment
from db.money_models import Refund
from domain.errors import IdempotencyKeyReused, RefundExceedsCapture
from domain.settlement import refuse_refund_above


async def reserve(session: AsyncSession, payment_id: str, cents: int, key: str, now: datetime) -> None:
    """Order `cents` back under a key; the same order again changes nothing.

    Raises RefundExceedsCapture, InvalidAmount, IdempotencyKeyReused when the key stands for another amount.
    """
    payment = await session.get(Payment, payment_id, with_for_update=True, populate_existing=True)
    if payment is None:
        raise RefundExceedsCapture(cents=cents, left=0)
    ordered = await _cents_of(session, payment_id, key)
    if ordered is None:
        refuse_refund_above(payment.cents, payment.refunded_cents, cents)
        values = {"payment_id": payment_id, "key": key, "case_id": payment.case_id, "cents": cents, "ordered_at": now}
        await session.execute(insert(Refund).values(**values))
        await _move(session, payment_id, cents)
    elif ordered != cents:
        raise IdempotencyKeyReused


async def note_done(session: AsyncSession, payment_id: str, key: str, now: datetime) -> None:
    """Note that the gateway gave it; noted again, the first instant stays."""
    one = (Refund.payment_id == payment_id, Refund.key == key, Refund.done_at.is_(None))
    await session.execute(update(Refund).where(*one).values(done_at=now))


async def release(session: AsyncSession, payment_id: str, key: str) -> None:
    """Take an order back that the gateway refused; one that it carried out stays."""
    one = (Refund.payment_id == payment_id, Refund.key == key, Refund.done_at.is_(None))
    cents = (await session.execute(delete(Refund).where(*one).returning(Refund.cents))).scalar_one_or_none()
    if cents is not None:
        await _move(session, payment_id, -cents)


async def _cents_of(session: AsyncSession, payment_id: str, key: str) -> int | None:
    query = select(Refund.cents).where(Refund.payment_id == payment_id, Refund.key == key)
    return (await session.execute(query)).scalar_one_or_none()


async def _move(session: AsyncSession, payment_id: str, cents: int) -> None:
    moved = update(Payment).where(Payment.payment_id == payment_id)
    await session.execute(moved.values(refunded_cents=Payment.refunded_cents + cents))
