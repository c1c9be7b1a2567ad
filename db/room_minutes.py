"""Rooms that have ended, and whose minutes are not kept with their case yet."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True)
class Ended:
    """A room that has ended; `head` is the hash of its last event, `judge` the name of who sat."""

    hearing_id: str
    case_id: str
    provider: str
    head: str
    ended_at: datetime
    judge: str


async def ended(session: AsyncSession, hearing_id: str) -> Ended | None:
    """A room that has ended and whose minutes are still to be kept; None for any other."""
    row = (await session.execute(ENDED, {"id": hearing_id})).mappings().one_or_none()
    return Ended(**row) if row else None


async def to_keep(session: AsyncSession, most: int) -> list[str]:
    """The hearings whose minutes are to be kept, those that ended first before the others."""
    return list((await session.execute(TO_KEEP, {"most": most})).scalars())


async def note_kept(session: AsyncSession, hearing_id: str, now: datetime) -> None:
    """The case has the minutes; kept already, they stay so."""
    await session.execute(KEPT, {"id": hearing_id, "now": now})


ENDED: Final = text("""
SELECT r.hearing_id, r.case_id, r.provider, r.head, r.ended_at, coalesce(a.name, b.judge) AS judge
FROM rooms r JOIN bookings b ON b.id = r.hearing_id LEFT JOIN principals a ON a.id = b.judge
WHERE r.hearing_id = :id AND r.ended_at IS NOT NULL AND r.kept_at IS NULL
""")
TO_KEEP: Final = text("""
SELECT hearing_id FROM rooms WHERE ended_at IS NOT NULL AND kept_at IS NULL ORDER BY ended_at, hearing_id LIMIT :most
""")
KEPT: Final = text("UPDATE rooms SET kept_at = :now WHERE hearing_id = :id AND kept_at IS NULL")
