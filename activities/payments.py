"""Asking for money and giving it back, by the case's own keys; on a queue of its own."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from temporalio import activity

from db import payments
from domain.acts import PaymentDue
from domain.ports import PaymentGateway


@dataclass(frozen=True)
class Closed:
    """How a payment stands after we closed it: voided, or captured before we could."""

    status: str
    captured_at: datetime | None = None


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
            await payments.note_status(session, due.payment_id, closed.status)
        return Closed(closed.status, closed.captured_at)

    @activity.defn
    async def refund_payment(self, due: PaymentDue) -> None:
        """Give captured money back, once."""
        refunded = await self._gateway.refund(due.payment_id, due.cents)
        async with self._sessions.begin() as session:
            await payments.note_status(session, due.payment_id, refunded.status)
