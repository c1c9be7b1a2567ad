"""The sittings in a list: how many slots each has, and how many are taken; and many opened in one act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from db.hearings import ADD_SITTING, ADD_SLOT, Sitting, SlotRow
from domain.contest_rules import Mode
from domain.opening import Sat
from domain.placement import SittingLanguage, Span

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


async def open_between(session: AsyncSession, since: datetime, until: datetime) -> list[Sat]:
    """Who sits where between two instants, everybody, in order."""
    rows = await session.execute(OPEN, {"since": since, "until": until})
    return [Sat(row.judge, row.room, Span(row.starts_at, row.ends_at)) for row in rows]


async def one_act_at_a_time(session: AsyncSession) -> None:
    """Opening sittings from hours and taking hours back wait for each other, until the transaction ends."""
    await session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended('sittings', 0))"))


async def add(session: AsyncSession, opened: Sequence[tuple[Sitting, Sequence[SlotRow]]]) -> None:
    """Keep many sittings with their slots; none of them is there yet."""
    if opened:
        await session.execute(ADD_SITTING, [vars(sitting) for sitting, _ in opened])
        await session.execute(
            ADD_SLOT, [vars(one) | {"sitting_id": sitting.id} for sitting, made in opened for one in made]
        )


OPEN: Final = text("""
SELECT judge, room, starts_at, ends_at FROM sittings WHERE starts_at < :until AND ends_at > :since
ORDER BY starts_at, room, id
""")
