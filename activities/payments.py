"""Asking for money and giving it back, by the case's own keys; on a queue of its own."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from temporalio import activity
from temporalio.exceptions import ApplicationError

from db import payments, refunds
from domain.acts import PaymentDue
from domain.errors import CaseError, RefundExceedsCapture
from domain.ports import PaymentGateway


@dataclass(frozen=True)
class Closed:
    """How a payment stands after we closed it: voided, or captured before we could."""

    status: str
    captured_at: datetime | None = None


@dataclass(frozen=True)
class RefundOrder:
    """Money to give back. `key` is made from the case (an act's id, say): the same key again is the same refund."""

    payment_id: str
    cents: int
    key: str


class Payments:
    """The gateway, driven by the case (DESIGN §4: money is driven by the workflow)."""

    def __init__(self, gateway: PaymentGateway, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._gateway = gateway
        self._sessions = sessions

    @activity.defn
    async def open_payment(self, due: PaymentDue) -> None:
        """Open the hosted payment, once per case and purpose, and note where it is paid."""
        opened = await self._gateway.open(due)
        async with self._sessions.begin() as session:
            await payments.note_opened(session, due, opened.hosted_url, datetime.now(UTC))

    @activity.defn
    async def close_payment(self, due: PaymentDue) -> Closed:
        """Close an unpaid payment at the gateway; a captured one is returned as captured."""
        closed = await self._gateway.void(due.payment_id, due.cents)
        async with self._sessions.begin() as session:
            await payments.note_status(session, due.payment_id, closed.status, closed.captured_at)
        return Closed(closed.status, closed.captured_at)

    @activity.defn
    async def refund_payment(self, due: PaymentDue) -> None:
        """Give captured money back, all of it, once."""
        await self._give_back(RefundOrder(due.payment_id, due.cents, "whole"))

    @activity.defn
    async def give_back(self, order: RefundOrder) -> int:
        """Give money back, whole or in part, once a key; returns all that went back of the payment, in cents.

        Fails for good, with the refusal's code as its type, when it would be more than was captured.
        """
        try:
            return await self._give_back(order)
        except CaseError as refusal:
            raise ApplicationError(
                refusal.code, dict(refusal.facts), type=refusal.code, non_retryable=True
            ) from refusal

    async def _give_back(self, order: RefundOrder) -> int:
        """Reserved in our own record first: no gateway's forgetfulness can give back twice what a key stands for."""
        now = datetime.now(UTC)
        async with self._sessions.begin() as session:
            await refunds.reserve(session, order.payment_id, order.cents, order.key, now)
        try:
            told = await self._gateway.refund(order.payment_id, order.cents, order.key)
        except RefundExceedsCapture:
            async with self._sessions.begin() as session:
                await refunds.release(session, order.payment_id, order.key)
            raise
        async with self._sessions.begin() as session:
            await refunds.note_done(session, order.payment_id, order.key, now)
            await payments.note_status(session, order.payment_id, told.status, told.captured_at)
        return told.refunded_cents
