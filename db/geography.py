"""The imported limits: read whole, replaced whole."""

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import BoroughLimit
from domain.limits import Limit


async def all_limits(session: AsyncSession) -> list[Limit]:
    """Every limit, boroughs before linked cities, by code."""
    query = select(BoroughLimit).order_by(BoroughLimit.linked_city, BoroughLimit.code)
    rows = (await session.execute(query)).scalars()
    return [Limit(row.code, row.name, row.linked_city, row.geometry) for row in rows]


async def replace_limits(session: AsyncSession, limits: Iterable[Limit]) -> None:
    """Put these limits in the place of those that were there, in the caller's transaction."""
    await session.execute(delete(BoroughLimit))
    await session.execute(insert(BoroughLimit), [asdict(limit) for limit in limits])
