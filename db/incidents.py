"""The register of incidents: entries, and their states in order; row-level security shows a director their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

MOST: Final = 2_000  # entries read at once


@dataclass(frozen=True)
class IncidentRow:
    """An entry; `borough` is "" for the whole city."""

    id: str
    number: int
    borough: str
    declared_by: str
    declared_at: datetime


@dataclass(frozen=True)
class StateRow:
    """One state of an entry; `content` is encrypted under the system's key."""

    incident_id: str
    rank: int
    what: str
    known_on: date
    content: bytes
    made_by: str
    made_at: datetime


async def declare(session: AsyncSession, incident_id: str, borough: str, by: str, now: datetime) -> bool:
    """Begin an entry; False where it was begun already."""
    values = {"id": incident_id, "borough": borough, "by": by, "now": now}
    return (await session.execute(DECLARE, values)).first() is not None


async def add_state(session: AsyncSession, row: StateRow) -> bool:
    """Add a state; False where somebody added one of that rank first."""
    return (await session.execute(ADD, vars(row))).first() is not None


async def entries(session: AsyncSession) -> list[IncidentRow]:
    """The entries that one may read, latest first."""
    return [IncidentRow(**row) for row in (await session.execute(ENTRIES, {"most": MOST})).mappings()]


async def find(session: AsyncSession, incident_id: str) -> IncidentRow | None:
    """One entry."""
    row = (await session.execute(FIND, {"id": incident_id})).mappings().one_or_none()
    return IncidentRow(**row) if row else None


async def states(session: AsyncSession, incident_ids: Sequence[str]) -> list[StateRow]:
    """Every state of some entries, in order."""
    return [StateRow(**row) for row in (await session.execute(STATES, {"ids": list(incident_ids)})).mappings()]


DECLARE = text("""
INSERT INTO incidents (id, borough, declared_by, declared_at) VALUES (:id, :borough, :by, :now)
ON CONFLICT DO NOTHING RETURNING id
""")
ADD = text("""
INSERT INTO incident_states (incident_id, rank, what, known_on, content, made_by, made_at)
VALUES (:incident_id, :rank, :what, :known_on, :content, :made_by, :made_at)
ON CONFLICT DO NOTHING RETURNING rank
""")
ENTRIES = text("""
SELECT id, number, borough, declared_by, declared_at FROM incidents ORDER BY declared_at DESC, number DESC LIMIT :most
""")
FIND = text("SELECT id, number, borough, declared_by, declared_at FROM incidents WHERE id = :id")
STATES = text("""
SELECT incident_id, rank, what, known_on, content, made_by, made_at FROM incident_states
WHERE incident_id = ANY (:ids) ORDER BY incident_id, rank
""")
