"""Earlier dates: who wants one, which slots came free, and what was offered to whom, in which turn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.offering import FREED_BY, Wish
from domain.placement import OpenSlot, Span


@dataclass(frozen=True)
class Freed:
    """A slot that came free, and the booking that gave it back."""

    booking_id: str
    slot: OpenSlot


@dataclass(frozen=True)
class Considered:
    """One turn: a case was offered a slot, or passed over. `answer` is empty while an offer stands."""

    id: str
    freed: str
    slot_id: str
    case_id: str
    asked_at: datetime
    at: datetime
    wishes_seen: int
    passed_over: str = ""
    booking_id: str | None = None
    until: datetime | None = None
    answer: str | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True)
class LogLine:
    """One turn as the court office reads it."""

    reference: str
    starts_at: datetime
    room: str
    asked_at: datetime
    at: datetime
    passed_over: str
    until: datetime | None
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True)
class Untold:
    """An offer that stands, of which its person was not told yet."""

    id: str
    case_id: str
    reference: str
    owner: str
    language: str
    starts_at: datetime
    room: str
    at: datetime
    until: datetime


IN_FORCE: Final = text("SELECT case_id, asked_at, notice_days FROM wishes_in_force")
OF_CASE: Final = text("SELECT case_id, asked_at, notice_days FROM wishes_in_force WHERE case_id = :case_id")
ADD_WISH: Final = text("""
INSERT INTO earlier_wishes (case_id, act, notice_days, by, at) VALUES (:case_id, :act, :notice_days, :by, :at)
""")
# A slot that came free lately, that nobody has, and of which somebody who waits was not considered yet.
FREED: Final = text("""
SELECT b.id AS booking_id, s.id, s.sitting_id, t.judge, t.room, t.mode, t.language, s.starts_at, s.ends_at
FROM bookings b JOIN slots s ON s.id = b.slot_id JOIN sittings t ON t.id = s.sitting_id
WHERE b.status = 'released' AND b.released_why = ANY(:why) AND s.starts_at > :soonest
  AND NOT EXISTS (SELECT 1 FROM bookings l WHERE l.slot_id = s.id AND l.status = 'released' AND l.id <> b.id
                  AND l.released_why = ANY(:why) AND (l.released_at, l.id) > (b.released_at, b.id))
  AND NOT EXISTS (SELECT 1 FROM bookings k WHERE k.during && tstzrange(s.starts_at, s.ends_at)
                  AND (k.slot_id = s.id OR k.judge = t.judge OR k.room = t.room)
                  AND (k.status = 'booked' OR (k.status = 'held' AND k.held_until > :now)))
  AND NOT judge_away(t.judge, s.starts_at, s.ends_at)
  AND NOT EXISTS (SELECT 1 FROM slot_offers o WHERE o.slot_id = s.id AND o.passed_over = '' AND o.answer IS NULL)
  AND EXISTS (SELECT 1 FROM wishes_in_force w WHERE NOT EXISTS (
                  SELECT 1 FROM slot_offers o WHERE o.freed = b.id AND o.case_id = w.case_id))
ORDER BY s.starts_at, s.id LIMIT 1 FOR UPDATE OF b SKIP LOCKED
""")
CONSIDERED: Final = text("SELECT case_id FROM slot_offers WHERE freed = :freed")
ADD: Final = text("""
INSERT INTO slot_offers (id, freed, slot_id, case_id, asked_at, at, wishes_seen, passed_over, booking_id, until)
VALUES (:id, :freed, :slot_id, :case_id, :asked_at, :at, :wishes_seen, :passed_over, :booking_id, :until)
""")
OPEN_OF: Final = text("""
SELECT id, freed, slot_id, case_id, asked_at, at, wishes_seen, passed_over, booking_id, until, answer, answered_at
FROM slot_offers WHERE case_id = :case_id AND passed_over = '' AND answer IS NULL ORDER BY at DESC LIMIT 1
""")
FIND: Final = text("""
SELECT id, freed, slot_id, case_id, asked_at, at, wishes_seen, passed_over, booking_id, until, answer, answered_at
FROM slot_offers WHERE id = :id AND passed_over = ''
""")
ANSWER: Final = text("""
UPDATE slot_offers SET answer = :answer, answered_at = :at WHERE id = :id AND answer IS NULL AND passed_over = ''
""")
# What became of an offer whose slot was taken by its act, given back by a refused one, or whose time is over.
SETTLED: Final = text("""
WITH seen AS (
    SELECT o.id, o.case_id, CASE WHEN b.status = 'booked' THEN 'taken' WHEN b.status = 'released' THEN 'ended'
                      ELSE 'lapsed' END AS answer
    FROM slot_offers o JOIN bookings b ON b.id = o.booking_id
    WHERE o.passed_over = '' AND o.answer IS NULL
      AND (b.status <> 'held' OR o.until <= :now) ORDER BY o.id FOR UPDATE OF o SKIP LOCKED)
UPDATE slot_offers o SET answer = seen.answer, answered_at = :now FROM seen WHERE o.id = seen.id
RETURNING o.case_id, o.booking_id, o.answer
""")
LET_GO: Final = text("""
UPDATE bookings SET status = 'released', released_why = :why, released_at = :now WHERE id = :id AND status = 'held'
""")
LOG: Final = text("""
SELECT c.reference, s.starts_at, t.room, o.asked_at, o.at, o.passed_over, o.until, coalesce(o.answer, '') AS answer,
       o.answered_at
FROM slot_offers o JOIN cases c ON c.id = o.case_id JOIN slots s ON s.id = o.slot_id
JOIN sittings t ON t.id = s.sitting_id
ORDER BY o.at DESC, o.id LIMIT :most
""")
UNTOLD: Final = text("""
SELECT o.id, o.case_id, c.reference, c.owner, c.language, s.starts_at, t.room, o.at, o.until
FROM slot_offers o JOIN cases c ON c.id = o.case_id JOIN slots s ON s.id = o.slot_id
JOIN sittings t ON t.id = s.sitting_id
WHERE o.told_at IS NULL AND o.passed_over = '' AND o.answer IS NULL ORDER BY o.at, o.id LIMIT 1
FOR UPDATE OF o SKIP LOCKED
""")


async def one_at_a_time(session: AsyncSession) -> None:
    """Until the transaction ends, nobody else asks, ends, or considers a turn: wishes are numbered as they count."""
    await session.execute(text("SELECT pg_advisory_xact_lock(hashtext('earlier wishes'))"))


async def last_wish(session: AsyncSession) -> int:
    """The number of the last wish that was kept."""
    return (await session.execute(text("SELECT coalesce(max(id), 0) FROM earlier_wishes"))).scalar_one()


async def wish_of(session: AsyncSession, case_id: str) -> Wish | None:
    """The wish of a case that is in force."""
    row = (await session.execute(OF_CASE, {"case_id": case_id})).one_or_none()
    return Wish(row.case_id, row.asked_at, row.notice_days) if row else None


async def wishes(session: AsyncSession) -> list[Wish]:
    """Every wish in force."""
    return [Wish(row.case_id, row.asked_at, row.notice_days) for row in await session.execute(IN_FORCE)]


async def add_wish(session: AsyncSession, case_id: str, act: str, days: int, by: str, at: datetime) -> None:
    """Note that an earlier date was asked for, or that it no more is."""
    values = {"case_id": case_id, "act": act, "notice_days": days, "by": by, "at": at}
    await session.execute(ADD_WISH, values)


async def next_freed(session: AsyncSession, soonest: datetime, now: datetime) -> Freed | None:
    """A slot of which somebody's turn has come, held against other workers until the transaction ends."""
    values = {"why": list(FREED_BY), "soonest": soonest, "now": now}
    row = (await session.execute(FREED, values)).one_or_none()
    if row is None:
        return None
    span = Span(row.starts_at, row.ends_at)
    return Freed(row.booking_id, OpenSlot(row.id, row.sitting_id, row.judge, row.room, row.mode, row.language, span))


async def considered(session: AsyncSession, freed: str) -> list[str]:
    """The cases whose turn came for a slot already."""
    return list((await session.execute(CONSIDERED, {"freed": freed})).scalars())


async def add(session: AsyncSession, row: Considered) -> None:
    """Keep one turn."""
    await session.execute(ADD, vars(row))


async def open_offer(session: AsyncSession, case_id: str) -> Considered | None:
    """The offer that a case has, if one stands."""
    row = (await session.execute(OPEN_OF, {"case_id": case_id})).mappings().one_or_none()
    return Considered(**row) if row else None


async def find(session: AsyncSession, offer_id: str) -> Considered | None:
    """One offer."""
    row = (await session.execute(FIND, {"id": offer_id})).mappings().one_or_none()
    return Considered(**row) if row else None


async def answer(session: AsyncSession, offer_id: str, said: str, at: datetime) -> bool:
    """Keep the answer to an offer; False when it had one already."""
    done: Any = await session.execute(ANSWER, {"id": offer_id, "answer": said, "at": at})
    return bool(done.rowcount)


async def let_go(session: AsyncSession, booking_id: str, why: str, now: datetime) -> None:
    """Give back the slot of an offer that was not taken."""
    await session.execute(LET_GO, {"id": booking_id, "why": why, "now": now})


async def settled(session: AsyncSession, now: datetime) -> Sequence[tuple[str, str, str]]:
    """Close the offers that were taken, given back or are over: case, booking and answer of each."""
    rows = await session.execute(SETTLED, {"now": now})
    return [(row.case_id, row.booking_id, row.answer) for row in rows]


async def log(session: AsyncSession, most: int) -> list[LogLine]:
    """The last turns, latest first."""
    return [LogLine(**row) for row in (await session.execute(LOG, {"most": most})).mappings()]


async def take_untold(session: AsyncSession) -> Untold | None:
    """One such offer, held until the transaction ends."""
    row = (await session.execute(UNTOLD)).mappings().one_or_none()
    return Untold(**row) if row else None


async def note_told(session: AsyncSession, offer_id: str, now: datetime) -> None:
    """The person was told."""
    await session.execute(text("UPDATE slot_offers SET told_at = :now WHERE id = :id"), {"id": offer_id, "now": now})
