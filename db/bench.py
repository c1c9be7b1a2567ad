"""The hearings of a court's day as its bench sheet needs them: those that are set, and those that were held already."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True)
class BenchHearing:
    """A hearing of the day; `held` once it took place, and its slot went back. Instants in UTC."""

    hearing_id: str
    case_id: str
    starts_at: datetime
    ends_at: datetime
    room: str
    judge: str
    mode: str
    interpreter: str
    held: bool


async def of_day(session: AsyncSession, since: datetime, until: datetime, judge: str = "") -> list[BenchHearing]:
    """The hearings between two instants, of one judge or of all, by hour and room."""
    rows = (await session.execute(OF_DAY, {"since": since, "until": until, "judge": judge})).mappings()
    return [BenchHearing(**row) for row in rows]


OF_DAY: Final = text("""
SELECT b.id AS hearing_id, b.case_id, lower(b.during) AS starts_at, upper(b.during) AS ends_at, b.room, b.judge, t.mode,
       coalesce(b.interpreter, '') AS interpreter, b.status = 'released' AS held
FROM bookings b JOIN slots s ON s.id = b.slot_id JOIN sittings t ON t.id = s.sitting_id
WHERE (b.status = 'booked' OR (b.status = 'released' AND b.released_why = 'held'))
  AND s.starts_at >= :since AND s.starts_at < :until AND (:judge = '' OR b.judge = :judge)
ORDER BY s.starts_at, b.room, b.id
""")
