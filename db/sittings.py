"""The sittings in a list: how many slots each has, and how many are taken."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.contest_rules import Mode
from domain.placement import SittingLanguage

MOST_SITTINGS: Final = 500


@dataclass(frozen=True)
class SittingLine:
    """A sitting in a list: how many slots it has, and how many are taken."""

    id: str
    judge: str
    room: str
    mode: Mode
    language: SittingLanguage
    starts_at: datetime
    ends_at: datetime
    slots: int
    taken: int


COMING: Final = text("""
SELECT t.id, t.judge, t.room, t.mode, t.language, t.starts_at, t.ends_at, count(s.id) AS slots,
       count(s.id) FILTER (WHERE EXISTS (
           SELECT 1 FROM bookings b WHERE b.slot_id = s.id
           AND (b.status = 'booked' OR (b.status = 'held' AND b.held_until > :now)))) AS taken
FROM sittings t JOIN slots s ON s.sitting_id = t.id
WHERE t.starts_at >= :since AND t.starts_at < :until AND (:judge = '' OR t.judge = :judge)
GROUP BY t.id ORDER BY t.starts_at, t.room, t.id LIMIT :most
""")


async def between(
    session: AsyncSession, since: datetime, until: datetime, now: datetime, judge: str = ""
) -> list[SittingLine]:
    """The sittings that begin between two instants, of one judge or of all, in order; at most `MOST_SITTINGS`."""
    values = {"since": since, "until": until, "now": now, "judge": judge, "most": MOST_SITTINGS}
    return [SittingLine(**row) for row in (await session.execute(COMING, values)).mappings()]
