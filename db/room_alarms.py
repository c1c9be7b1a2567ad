"""Rooms that went to another provider or were made nowhere, and of which the court office does not know yet."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True)
class RoomFailure:
    """What a provider did not do, and why: not-made, timeout, no-record, too-small."""

    provider: str
    why: str


@dataclass(frozen=True)
class RoomAlarm:
    """A hearing's room: where it is (empty: nowhere), what happened before, the last line, the account to tell."""

    hearing_id: str
    case_id: str
    reference: str
    starts_at: datetime
    provider: str
    supervisor: str
    last: int
    at: datetime
    failures: tuple[RoomFailure, ...]


async def take_untold(session: AsyncSession, told_before: datetime) -> RoomAlarm | None:
    """One such hearing, the first to come; one that has no room still is told again when that was so long ago.

    One transaction at a time takes: None also while another one does.
    """
    if not (await session.execute(ALONE)).scalar_one():
        return None
    row = (await session.execute(UNTOLD, {"before": told_before})).mappings().one_or_none()
    if row is None:
        return None
    said = await session.execute(FAILURES, {"id": row["hearing_id"], "last": row["last"]})
    return RoomAlarm(**row, failures=tuple(RoomFailure(one.provider, one.why) for one in said))


async def note_told(session: AsyncSession, alarm: RoomAlarm, now: datetime) -> None:
    """The court office was told of everything up to that line."""
    await session.execute(TOLD, {"id": alarm.hearing_id, "last": alarm.last, "now": now})


ALONE: Final = text("SELECT pg_try_advisory_xact_lock(hashtextextended('room-alarms', 0))")
# A room that stands: what failed elsewhere is told once. No room: told when a whole round failed, then once a day.
UNTOLD: Final = text("""
SELECT b.id AS hearing_id, b.case_id, c.reference, lower(b.during) AS starts_at,
       CASE WHEN r.lost_at IS NULL THEN coalesce(r.provider, '') ELSE '' END AS provider,
       s.principal_id AS supervisor, max(a.id) AS last, max(a.at) AS at
FROM room_attempts a JOIN bookings b ON b.id = a.hearing_id JOIN cases c ON c.id = b.case_id
JOIN supervisors s ON s.borough = c.borough LEFT JOIN rooms r ON r.hearing_id = b.id
WHERE a.told_at IS NULL AND a.outcome IN ('failed', 'refused') AND b.status = 'booked'
GROUP BY b.id, c.id, r.hearing_id, s.principal_id
HAVING CASE WHEN r.hearing_id IS NOT NULL AND r.lost_at IS NULL
            THEN bool_or(a.provider NOT IN (r.provider, '') AND a.why <> 'not-closed')
            ELSE bool_or(a.why = 'none') AND NOT EXISTS (
                SELECT 1 FROM room_attempts o WHERE o.hearing_id = b.id AND o.told_at > :before) END
ORDER BY lower(b.during), b.id LIMIT 1
""")
FAILURES: Final = text("""
SELECT provider, min(why) AS why FROM room_attempts
WHERE hearing_id = :id AND id <= :last AND told_at IS NULL AND outcome IN ('failed', 'refused') AND provider <> ''
  AND why <> 'not-closed'
GROUP BY provider ORDER BY min(id)
""")
TOLD: Final = text("""
UPDATE room_attempts SET told_at = :now
WHERE hearing_id = :id AND id <= :last AND told_at IS NULL AND outcome IN ('failed', 'refused')
""")
