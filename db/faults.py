"""Faults: what must not happen, for a person to look at."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Fault


async def raise_fault(session: AsyncSession, kind: str, case_id: str | None, detail: str, now: datetime) -> None:
    """Open a fault, or count one more look at the open one. `detail` holds nothing personal."""
    statement = text(
        "INSERT INTO faults (kind, case_id, detail, seen_at) VALUES (:kind, :case_id, :detail, :now) "
        "ON CONFLICT (kind, coalesce(case_id, '')) WHERE closed_at IS NULL "
        "DO UPDATE SET looks = faults.looks + 1, detail = excluded.detail"
    )
    await session.execute(statement, {"kind": kind, "case_id": case_id, "detail": detail, "now": now})


async def close_others(session: AsyncSession, kinds: Collection[str], seen: Collection[str], now: datetime) -> None:
    """Close the open faults of some kinds whose case was not seen again."""
    still = update(Fault).where(Fault.kind.in_(kinds), Fault.closed_at.is_(None), Fault.case_id.not_in(list(seen)))
    await session.execute(still.values(closed_at=now))
