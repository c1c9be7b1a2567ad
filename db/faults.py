"""Faults: what must not happen, for a person to look at."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Fault


@dataclass(frozen=True)
class OpenFault:
    """A fault that nobody closed; `looks` counts the passes that saw it."""

    kind: str
    case_id: str | None
    detail: str
    seen_at: datetime
    looks: int


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


async def open_faults(session: AsyncSession, kind: str = "", limit: int = 1000) -> list[OpenFault]:
    """Open faults, oldest first; of one kind, where it is named."""
    query = select(Fault).where(Fault.closed_at.is_(None)).order_by(Fault.seen_at, Fault.id).limit(limit)
    rows = (await session.execute(query.where(Fault.kind == kind) if kind else query)).scalars()
    return [OpenFault(row.kind, row.case_id, row.detail, row.seen_at, row.looks) for row in rows]


async def count_open(session: AsyncSession, at_least: int = 1) -> int:
    """How many faults stand open after `at_least` looks."""
    query = select(func.count()).select_from(Fault).where(Fault.closed_at.is_(None), Fault.looks >= at_least)
    return (await session.execute(query)).scalar_one()


async def count_by_kind(session: AsyncSession) -> dict[str, int]:
    """How many faults of each kind stand open."""
    query = select(Fault.kind, func.count()).where(Fault.closed_at.is_(None)).group_by(Fault.kind)
    return {row[0]: row[1] for row in await session.execute(query)}
