"""Legal holds: while one stands, its case is not destroyed. Reasons are ciphertext under the case's key."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.keeping_models import LegalHold


@dataclass(frozen=True)
class HoldRow:
    """One hold; it stands while `lifted_at` is None."""

    id: str
    case_id: str
    reason: bytes
    placed_by: str
    placed_at: datetime
    lifted_by: str | None = None
    lifted_at: datetime | None = None
    lift_reason: bytes | None = None


async def one_at_a_time(session: AsyncSession, case_id: str) -> None:
    """Wait until nobody else holds or destroys this case, and keep them out until the transaction ends."""
    await session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:case_id, 5))"), {"case_id": case_id})


async def add(session: AsyncSession, row: HoldRow) -> None:
    """Place a hold."""
    await session.execute(insert(LegalHold).values(**vars(row)))


async def find(session: AsyncSession, case_id: str, hold_id: str) -> HoldRow | None:
    """One hold of a case."""
    return next((hold for hold in await of_case(session, case_id) if hold.id == hold_id), None)


async def of_case(session: AsyncSession, case_id: str) -> list[HoldRow]:
    """The holds of a case, oldest first, lifted ones too."""
    query = select(LegalHold).where(LegalHold.case_id == case_id).order_by(LegalHold.placed_at, LegalHold.id)
    return [_hold(row) for row in (await session.execute(query)).scalars()]


async def lift(session: AsyncSession, hold_id: str, by: str, at: datetime, reason: bytes) -> None:
    """Lift a hold that stands."""
    statement = update(LegalHold).where(LegalHold.id == hold_id, LegalHold.lifted_at.is_(None))
    await session.execute(statement.values(lifted_by=by, lifted_at=at, lift_reason=reason))


def _hold(row: LegalHold) -> HoldRow:
    return HoldRow(
        row.id, row.case_id, row.reason, row.placed_by, row.placed_at, row.lifted_by, row.lifted_at, row.lift_reason
    )
