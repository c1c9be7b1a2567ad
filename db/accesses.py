"""Who opened which case: written with the read itself, read back by case and by person. Ids only."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from db.keeping_models import Access
from domain.people import Actor


@dataclass(frozen=True)
class Seen:
    """One case opened by one person. `what` is the route's name, `purpose` a code or nothing."""

    case_id: str
    person: str
    role: str
    at: datetime
    what: str
    purpose: str


NOTE = text(
    "INSERT INTO accesses (case_id, person, role, at, what, purpose) "
    "SELECT case_id, :person, :role, :at, :what, :purpose FROM unnest(CAST(:case_ids AS text[])) AS opened (case_id)"
)


async def note(
    session: AsyncSession, actor: Actor, case_ids: Collection[str], at: datetime, *, what: str, purpose: str
) -> None:
    """Write one row a case, in the transaction of the read."""
    values = {"person": actor.id, "role": actor.role, "at": at, "what": what, "purpose": purpose}
    await session.execute(NOTE, values | {"case_ids": list(case_ids)})


async def of_case(session: AsyncSession, case_id: str) -> list[Seen]:
    """Everyone who opened one case, oldest first; complete."""
    query = select(Access).where(Access.case_id == case_id).order_by(Access.at, Access.id)
    return [_seen(row) for row in (await session.execute(query)).scalars()]


async def of_person(session: AsyncSession, person: str) -> list[Seen]:
    """Every case that one person opened, oldest first; complete for the cases that the one who asks may see."""
    query = select(Access).where(Access.person == person).order_by(Access.at, Access.id)
    return [_seen(row) for row in (await session.execute(query)).scalars()]


async def drop_older(session: AsyncSession, before: datetime) -> int:
    """Delete the rows whose time is over; how many."""
    dropped = await session.execute(delete(Access).where(Access.at < before).returning(Access.id))
    return len(dropped.scalars().all())


def _seen(row: Access) -> Seen:
    return Seen(row.case_id, row.person, row.role, row.at, row.what, row.purpose)
