"""What the making of rooms keeps: what a hearing needs, the one room it has, who was asked for it, what went wrong."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.hearing_process import RoomRules

NONE: Final = "none"  # why, where no provider made the room
NOT_CLOSED: Final = "not-closed"  # why, where a provider was to close one: tried again, and no alarm


@dataclass(frozen=True)
class Needed:
    """What a hearing's room must be, and the one that it has: `provider` is empty without one; `people` may come.

    `lost`: the provider does not have it any more. `over`: nobody needs it now. `in_use`: people are in it still;
    the case may have its judgment, the room ends when its judge says so or when everybody has left.
    """

    hearing_id: str
    case_id: str
    people: int
    provider: str
    lost: bool
    over: bool
    in_use: bool = False


@dataclass(frozen=True)
class Attempt:
    """What became of asking one provider: made, failed, refused, closed; `why` is a word of ours."""

    hearing_id: str
    case_id: str
    provider: str
    outcome: str
    why: str
    at: datetime


async def alone(session: AsyncSession, hearing_id: str) -> bool:
    """Whether this transaction is the only one that deals with the hearing's room, until it ends."""
    return bool((await session.execute(ALONE, {"id": hearing_id})).scalar_one())


async def needed(session: AsyncSession, hearing_id: str, now: datetime, lasts_hours: int) -> Needed | None:
    """What a hearing needs; `lasts_hours` after its end nobody waits for it. None for no hearing."""
    values = {"id": hearing_id, "now": now, "hours": lasts_hours}
    row = (await session.execute(NEEDED, values)).mappings().one_or_none()
    return Needed(**row) if row else None


async def note_asked(session: AsyncSession, attempt: Attempt) -> None:
    """A provider is about to be asked: there may be a room until it was closed there."""
    await session.execute(ASKED, vars(attempt))


async def note(session: AsyncSession, attempt: Attempt) -> None:
    """One line more."""
    await session.execute(NOTE, vars(attempt))


async def note_refused(session: AsyncSession, attempt: Attempt) -> None:
    """A provider cannot have this hearing: said once, however often it is looked at."""
    await session.execute(REFUSED, vars(attempt))


async def keep(session: AsyncSession, needed: Needed, provider: str, rules: RoomRules, now: datetime) -> bool:
    """The hearing's one room is at this provider; False when the room has ended, and then nothing changes.

    What failed at that provider before needs no telling; every process of the doors hears of the change.
    """
    values = {"id": needed.hearing_id, "case": needed.case_id, "provider": provider, "now": now, "public": rules.public,
              "record": rules.record == "required", "grace": rules.grace_minutes}  # fmt: skip
    if (await session.execute(KEEP, values)).scalar_one_or_none() is None:
        return False
    await session.execute(UNSAID, {"id": needed.hearing_id, "provider": provider, "now": now})
    await session.execute(CHANGED, {"id": needed.hearing_id})
    return True


async def note_lost(session: AsyncSession, hearing_id: str, now: datetime) -> None:
    """The provider does not have the room any more."""
    await session.execute(LOST, {"id": hearing_id, "now": now})


async def end(session: AsyncSession, hearing_id: str, now: datetime) -> None:
    """Nobody needs the room any more, nor an alarm of it; ended already, it stays so."""
    await session.execute(END, {"id": hearing_id, "now": now})
    await session.execute(SETTLED, {"id": hearing_id, "now": now})
    await session.execute(CHANGED, {"id": hearing_id})


async def maybe_at(session: AsyncSession, hearing_id: str) -> list[str]:
    """The providers where there may be a room of this hearing: asked, and not closed since."""
    return list((await session.execute(MAYBE, {"id": hearing_id})).scalars())


ALONE: Final = text("SELECT pg_try_advisory_xact_lock(hashtextextended('room/' || CAST(:id AS text), 0))")
NEEDED: Final = text("""
SELECT b.id AS hearing_id, b.case_id, coalesce(r.provider, '') AS provider, r.lost_at IS NOT NULL AS lost,
       b.status <> 'booked' OR r.ended_at IS NOT NULL
       OR upper(b.during) + make_interval(hours => :hours) <= :now AS over,
       r.ended_at IS NULL AND EXISTS (
           SELECT 1 FROM room_seats s WHERE s.hearing_id = b.id
           AND s.seen_at > clock_timestamp() - interval '1 minute') AS in_use,
       4 + (SELECT count(*) FROM hearing_people p WHERE p.hearing_id = b.id
            AND p.participant NOT IN ('judge', 'clerk', 'prosecution', 'defence'))
         + CASE WHEN b.interpreter IS NULL OR EXISTS (
               SELECT 1 FROM hearing_people p WHERE p.hearing_id = b.id AND p.participant LIKE 'interpreter%')
           THEN 0 ELSE 1 END AS people
FROM bookings b LEFT JOIN rooms r ON r.hearing_id = b.id WHERE b.id = :id
""")
NOTE: Final = text("""
INSERT INTO room_attempts (hearing_id, case_id, provider, outcome, why, at)
VALUES (:hearing_id, :case_id, :provider, :outcome, :why, :at)
""")
ASKED: Final = text("""
INSERT INTO room_attempts (hearing_id, case_id, provider, outcome, why, at)
SELECT CAST(:hearing_id AS text), CAST(:case_id AS text), CAST(:provider AS text), CAST(:outcome AS text),
       CAST(:why AS text), CAST(:at AS timestamptz)
WHERE coalesce((SELECT max(id) FROM room_attempts WHERE hearing_id = :hearing_id AND provider = :provider
                AND outcome = 'asked'), 0)
   <= coalesce((SELECT max(id) FROM room_attempts WHERE hearing_id = :hearing_id AND provider = :provider
                AND outcome = 'closed'), 0)
""")
REFUSED: Final = text("""
INSERT INTO room_attempts (hearing_id, case_id, provider, outcome, why, at)
SELECT CAST(:hearing_id AS text), CAST(:case_id AS text), CAST(:provider AS text), CAST(:outcome AS text),
       CAST(:why AS text), CAST(:at AS timestamptz)
WHERE NOT EXISTS (SELECT 1 FROM room_attempts WHERE hearing_id = :hearing_id AND provider = :provider
                  AND outcome = :outcome AND why = :why)
""")
KEEP: Final = text("""
INSERT INTO rooms (hearing_id, case_id, provider, record, public, grace_minutes, made_at)
VALUES (:id, :case, :provider, :record, :public, :grace, :now)
ON CONFLICT (hearing_id) DO UPDATE SET provider = excluded.provider, record = excluded.record, lost_at = NULL
WHERE rooms.ended_at IS NULL RETURNING hearing_id
""")
UNSAID: Final = text("""
UPDATE room_attempts SET told_at = :now
WHERE hearing_id = :id AND provider = :provider AND outcome = 'failed' AND told_at IS NULL
""")
SETTLED: Final = text("""
UPDATE room_attempts SET told_at = :now
WHERE hearing_id = :id AND outcome IN ('failed', 'refused') AND told_at IS NULL
""")
CHANGED: Final = text("SELECT pg_notify('rooms', :id)")
LOST: Final = text("UPDATE rooms SET lost_at = :now WHERE hearing_id = :id AND lost_at IS NULL AND ended_at IS NULL")
END: Final = text("UPDATE rooms SET ended_at = :now WHERE hearing_id = :id AND ended_at IS NULL")
MAYBE: Final = text("""
SELECT provider FROM room_attempts WHERE hearing_id = :id AND outcome IN ('asked', 'made', 'closed')
GROUP BY provider
HAVING coalesce(max(id) FILTER (WHERE outcome <> 'closed'), 0) > coalesce(max(id) FILTER (WHERE outcome = 'closed'), 0)
ORDER BY provider
""")
