"""What the hearings' processes keep: when each has something to do next, and what was ready when somebody looked."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True)
class Readiness:
    """One look at a hearing: 7d, 24h or 1h before it, and what was missing."""

    hearing_id: str
    when: str
    looked_at: datetime
    missing: list[str]


async def note_next(session: AsyncSession, hearing_id: str, case_id: str, at: datetime | None) -> None:
    """When a process has something to do next; None: it has ended."""
    await session.execute(NEXT, {"id": hearing_id, "case": case_id, "at": at})


async def look(session: AsyncSession, hearing_id: str, case_id: str, when: str, at: datetime) -> None:
    """Look at what a hearing needs, and keep what is missing, once for each of the three times."""
    await session.execute(LOOK, {"id": hearing_id, "case": case_id, "when": when, "at": at})


async def of_case(session: AsyncSession, case_id: str) -> list[Readiness]:
    """Every look at the hearings of a case, in order."""
    rows = (await session.execute(LOOKS, {"case": case_id})).all()
    return [Readiness(row.hearing_id, row.at_time, row.looked_at, list(row.missing)) for row in rows]


NEXT = text("""
INSERT INTO hearing_processes (hearing_id, case_id, next_at) VALUES (:id, :case, CAST(:at AS timestamptz))
ON CONFLICT (hearing_id) DO UPDATE SET next_at = excluded.next_at
""")
LOOK = text("""
WITH needs AS (
    SELECT coalesce((SELECT b.room FROM bookings b WHERE b.id = :id AND b.status = 'booked'), '') AS room,
           EXISTS (SELECT 1 FROM letters l WHERE l.case_id = :case AND l.code IN ('C08', 'C12')) AS noticed,
           EXISTS (SELECT 1 FROM case_events e WHERE e.case_id = :case AND e.type = 'EvidenceDisclosed') AS disclosed
), missing AS (
    SELECT array_remove(ARRAY[CASE WHEN room = '' THEN 'room' END, CASE WHEN NOT noticed THEN 'notice' END,
                              CASE WHEN NOT disclosed THEN 'disclosure' END], NULL) AS parts
    FROM needs
)
INSERT INTO hearing_readiness (hearing_id, case_id, at_time, looked_at, missing)
SELECT :id, :case, CAST(:when AS text), :at, parts FROM missing ON CONFLICT DO NOTHING
""")
LOOKS = text("SELECT hearing_id, at_time, looked_at, missing FROM hearing_readiness WHERE case_id = :case "
             "ORDER BY looked_at")  # fmt: skip
