"""What the hearings' processes keep: when each has something to do next, and what was ready when they looked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True)
class DayHearing:
    """A hearing that is set, as the court's people see its day; `missing` is what is not ready at this moment.

    `recorded`: the one who asks may listen to its recording.
    """

    hearing_id: str
    case_id: str
    reference: str
    starts_at: datetime
    ends_at: datetime
    room: str
    judge: str
    mode: str
    interpreter: str
    state: str
    missing: list[str]
    recorded: bool = False


@dataclass(frozen=True)
class Undisclosed:
    """A hearing that is set in a case of which no evidence was disclosed yet."""

    hearing_id: str
    case_id: str
    reference: str
    starts_at: datetime
    room: str
    mode: str


@dataclass(frozen=True)
class Unready:
    """A look that found something missing, and that nobody was told of. `supervisor` is an account."""

    hearing_id: str
    case_id: str
    reference: str
    when: str
    looked_at: datetime
    starts_at: datetime
    room: str
    missing: list[str]
    supervisor: str


async def note_next(session: AsyncSession, hearing_id: str, case_id: str, at: datetime | None) -> None:
    """When a process has something to do next; None: it has ended."""
    await session.execute(NEXT, {"id": hearing_id, "case": case_id, "at": at})


async def look(session: AsyncSession, hearing_id: str, when: str, at: datetime) -> None:
    """Look at what a hearing needs, and keep what is missing, once for each of the three times: 7d, 24h, 1h."""
    await session.execute(LOOK, {"id": hearing_id, "when": when, "at": at})


async def between(
    session: AsyncSession, since: datetime, until: datetime, now: datetime, judge: str = ""
) -> list[DayHearing]:
    """The hearings that are set between two instants, of one judge or of all, by hour and room."""
    rows = (await session.execute(DAY, {"since": since, "until": until, "now": now, "judge": judge})).mappings()
    return [DayHearing(**row) for row in rows]


async def undisclosed(
    session: AsyncSession, now: datetime, after: tuple[datetime, str] | None, size: int
) -> list[Undisclosed]:
    """A page of the hearings to come that lack the disclosure, soonest first, after an hour and a hearing."""
    since, hearing_id = after or (now, "")
    values = {"now": now, "since": since, "after": hearing_id, "size": size}
    return [Undisclosed(**row) for row in (await session.execute(UNDISCLOSED, values)).mappings()]


async def take_untold(session: AsyncSession) -> Unready | None:
    """One such look, held until the transaction ends; other workers skip it."""
    row = (await session.execute(UNTOLD)).mappings().one_or_none()
    return Unready(**row) if row else None


async def note_told(session: AsyncSession, look: Unready, now: datetime) -> None:
    """The court office was told."""
    values = {"id": look.hearing_id, "when": look.when, "now": now}
    await session.execute(TOLD, values)


NEXT: Final = text("""
INSERT INTO hearing_processes (hearing_id, case_id, next_at) VALUES (:id, :case, CAST(:at AS timestamptz))
ON CONFLICT (hearing_id) DO UPDATE SET next_at = excluded.next_at
""")
LOOK: Final = text("""
INSERT INTO hearing_readiness (hearing_id, case_id, at_time, looked_at, missing)
SELECT b.id, b.case_id, CAST(:when AS text), CAST(:at AS timestamptz), hearing_missing(b.id, :at)
FROM bookings b WHERE b.id = :id AND b.status = 'booked' ON CONFLICT DO NOTHING
""")
DAY: Final = text("""
SELECT b.id AS hearing_id, b.case_id, c.reference, lower(b.during) AS starts_at, upper(b.during) AS ends_at, b.room,
       b.judge, t.mode, coalesce(b.interpreter, '') AS interpreter, c.state, hearing_missing(b.id, :now) AS missing,
       EXISTS (SELECT 1 FROM recordings r WHERE r.hearing_id = b.id) AS recorded
FROM bookings b JOIN slots s ON s.id = b.slot_id JOIN sittings t ON t.id = s.sitting_id JOIN cases c ON c.id = b.case_id
WHERE b.status = 'booked' AND lower(b.during) >= :since AND lower(b.during) < :until
  AND (:judge = '' OR b.judge = :judge)
ORDER BY lower(b.during), b.room, b.id
""")
UNDISCLOSED: Final = text("""
SELECT b.id AS hearing_id, b.case_id, c.reference, lower(b.during) AS starts_at, b.room, t.mode
FROM bookings b JOIN slots s ON s.id = b.slot_id JOIN sittings t ON t.id = s.sitting_id JOIN cases c ON c.id = b.case_id
WHERE b.status = 'booked' AND lower(b.during) >= :since AND (lower(b.during), b.id) > (:since, :after)
  AND 'disclosure' = ANY (hearing_missing(b.id, :now))
ORDER BY lower(b.during), b.id LIMIT :size
""")
UNTOLD: Final = text("""
SELECT r.hearing_id, r.case_id, c.reference, r.at_time AS "when", r.looked_at, lower(b.during) AS starts_at, b.room,
       r.missing, s.principal_id AS supervisor
FROM hearing_readiness r JOIN bookings b ON b.id = r.hearing_id JOIN cases c ON c.id = r.case_id
JOIN supervisors s ON s.borough = c.borough
WHERE r.told_at IS NULL AND r.missing <> '{}'
ORDER BY r.looked_at, r.hearing_id LIMIT 1 FOR UPDATE OF r SKIP LOCKED
""")
TOLD: Final = text("UPDATE hearing_readiness SET told_at = :now WHERE hearing_id = :id AND at_time = :when")
