"""Acts as the doors received them: stored before Temporal is called, so that nobody is late because we were down."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import exists, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from db.door_models import ActReceived
from domain.errors import Erased

LEASE = timedelta(seconds=10)


@dataclass(frozen=True)
class Received:
    """One act as received. `body` is encrypted under the case's key."""

    act_id: str
    principal: str
    idempotency_key: str
    request_sha256: str
    case_id: str
    action: str
    body: bytes
    received_at: datetime
    lease_until: datetime
    status: str = "received"
    refusal: dict[str, Any] | None = None


async def by_key(session: AsyncSession, principal: str, key: str) -> Received | None:
    """The act that came with this Idempotency-Key, if any."""
    query = select(ActReceived).where(ActReceived.principal == principal, ActReceived.idempotency_key == key)
    row = (await session.execute(query)).scalar_one_or_none()
    return _received(row) if row else None


async def by_act(session: AsyncSession, act_id: str, principal: str) -> Received | None:
    """One principal's act by its id. Raises Erased when its case was."""
    query = select(ActReceived).where(ActReceived.act_id == act_id, ActReceived.principal == principal)
    row = (await session.execute(query)).scalar_one_or_none()
    if row is not None and not row.body:
        raise Erased
    return _received(row) if row else None


async def store(session: AsyncSession, act: Received) -> bool:
    """Store a new act; False when its key is already taken."""
    statement = insert(ActReceived).values(**vars(act)).on_conflict_do_nothing().returning(ActReceived.act_id)
    return (await session.execute(statement)).scalar_one_or_none() is not None


async def take_lease(session: AsyncSession, act_id: str, now: datetime) -> bool:
    """Take over a waiting act whose lease ran out; False when somebody is working on it. `now` is the machine's."""
    statement = (
        update(ActReceived)
        .where(ActReceived.act_id == act_id, ActReceived.status == "received", ActReceived.lease_until <= now)
        .values(lease_until=now + LEASE)
        .returning(ActReceived.act_id)
    )
    return (await session.execute(statement)).scalar_one_or_none() is not None


async def let_go(session: AsyncSession, act_id: str, now: datetime) -> None:
    """Give a lease back: whoever comes next, the person or the relay, may carry the act on at once."""
    statement = update(ActReceived).where(ActReceived.act_id == act_id, ActReceived.status == "received")
    await session.execute(statement.values(lease_until=now))


async def mark(session: AsyncSession, act_id: str, status: str, refusal: dict[str, Any] | None = None) -> None:
    """Set what became of an act that is still waiting; an applied one stays applied."""
    statement = update(ActReceived).where(ActReceived.act_id == act_id, ActReceived.status != "applied")
    await session.execute(statement.values(status=status, refusal=refusal))


async def stale(session: AsyncSession, now: datetime, limit: int = 50) -> list[Received]:
    """Acts whose lease ran out: their door died, or did not wait. The relay takes them on."""
    query = (
        select(ActReceived)
        .where(ActReceived.status == "received", ActReceived.lease_until <= now)
        .order_by(ActReceived.received_at)
        .limit(limit)
    )
    return [_received(row) for row in (await session.execute(query)).scalars()]


async def waiting(session: AsyncSession, case_id: str, deadline: datetime) -> bool:
    """Whether an act received by `deadline` is still on its way to its case."""
    on_its_way = exists().where(
        ActReceived.case_id == case_id, ActReceived.received_at <= deadline, ActReceived.status == "received"
    )
    return bool((await session.execute(select(on_its_way))).scalar_one())


def _received(row: ActReceived) -> Received:
    return Received(
        row.act_id,
        row.principal,
        row.idempotency_key,
        row.request_sha256,
        row.case_id,
        row.action,
        row.body,
        row.received_at,
        row.lease_until,
        row.status,
        row.refusal,
    )
