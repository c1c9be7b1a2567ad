"""The court's calendar: sittings, slots, bookings. What may not be twice is refused by the tables' own constraints."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.contest_rules import Mode
from domain.hearing_acts import Hearing
from domain.placement import OpenSlot, SittingLanguage, Span

MOST_SLOTS: Final = 2000  # that one question brings


@dataclass(frozen=True)
class Sitting:
    """A judge in a room (or a video room), between two instants, in slots of so many minutes. Instants in UTC."""

    id: str
    judge: str
    room: str
    mode: Mode
    language: SittingLanguage
    starts_at: datetime
    ends_at: datetime
    slot_minutes: int
    created_by: str
    created_at: datetime


@dataclass(frozen=True)
class SlotRow:
    """One slot of a sitting."""

    id: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Wanted:
    """Which free slots: those that start from `since` and before `until`; empty means any."""

    since: datetime
    until: datetime
    language: str = ""
    mode: str = ""
    judge: str = ""


@dataclass(frozen=True)
class Held:
    """A booking: `status` is held (until `held_until`), booked or released. `hearing.hearing_id` is its id."""

    hearing: Hearing
    case_id: str
    slot_id: str
    status: str
    held_until: datetime | None
    booked_by: str
    made_at: datetime


@dataclass(frozen=True)
class RollLine:
    """What anyone may read of a hearing. `watch`: the hearing's id, where the public may ask to watch it by video."""

    starts_at: datetime
    ends_at: datetime
    room: str
    reference: str
    watch: str


@dataclass(frozen=True)
class Busy:
    """When a party and an interpreter ("" for none) are at a hearing."""

    party: str
    interpreter: str
    span: Span


ADD_SITTING: Final = text("""
INSERT INTO sittings (id, judge, room, mode, language, starts_at, ends_at, slot_minutes, created_by, created_at)
VALUES (:id, :judge, :room, :mode, :language, :starts_at, :ends_at, :slot_minutes, :created_by, :created_at)
ON CONFLICT (id) DO NOTHING
""")
SITTING: Final = text("""
SELECT id, judge, room, mode, language, starts_at, ends_at, slot_minutes, created_by, created_at
FROM sittings WHERE id = :id
""")
ADD_SLOT: Final = text(
    "INSERT INTO slots (id, sitting_id, starts_at, ends_at) VALUES (:id, :sitting_id, :starts_at, :ends_at)"
)
# A hold that has run out stands in nobody's way; whatever its judge or its room has elsewhere at that hour does, and
# so does the judge's absence. No sitting leaves its local day: by judge or room and day, each slot meets a handful of
# bookings, never all of them.
FREE: Final = text("""
WITH taken AS MATERIALIZED (
    SELECT b.judge, b.room, s.starts_at, s.ends_at, CAST(timezone('America/Toronto', s.starts_at) AS date) AS day
    FROM bookings b JOIN slots s ON s.id = b.slot_id
    WHERE s.starts_at > CAST(:since AS timestamptz) - interval '1 day' AND s.starts_at < :until AND s.ends_at > :since
      AND (b.status = 'booked' OR (b.status = 'held' AND b.held_until > :now))),
offered AS (
    SELECT s.id, s.sitting_id, t.judge, t.room, t.mode, t.language, s.starts_at, s.ends_at,
           CAST(timezone('America/Toronto', s.starts_at) AS date) AS day
    FROM slots s JOIN sittings t ON t.id = s.sitting_id
    WHERE s.starts_at >= :since AND s.starts_at < :until AND (:language = '' OR t.language IN (:language, 'both'))
      AND (:mode = '' OR t.mode = :mode) AND (:judge = '' OR t.judge = :judge))
SELECT id, sitting_id, judge, room, mode, language, starts_at, ends_at FROM offered o
WHERE NOT EXISTS (SELECT 1 FROM taken k WHERE k.judge = o.judge AND k.day = o.day
                  AND k.starts_at < o.ends_at AND k.ends_at > o.starts_at)
  AND NOT EXISTS (SELECT 1 FROM taken k WHERE k.room = o.room AND k.day = o.day
                  AND k.starts_at < o.ends_at AND k.ends_at > o.starts_at)
  AND NOT EXISTS (SELECT 1 FROM availability_exceptions e
                  WHERE e.judge = o.judge AND e.kind = 'away' AND e.removed_at IS NULL
                  AND o.day BETWEEN e.first_day AND e.last_day
                  AND (e.starts IS NULL OR (CAST(timezone('America/Toronto', o.starts_at) AS time) < e.ends
                                            AND CAST(timezone('America/Toronto', o.ends_at) AS time) > e.starts)))
ORDER BY starts_at, room, id LIMIT :most
""")
# Only what lapsed and could be in this slot's way. Locked in one order: two sessions never wait for each other.
LAPSE: Final = text("""
UPDATE bookings SET status = 'released', released_why = 'lapsed', released_at = :now
WHERE id IN (
    SELECT b.id FROM bookings b
    WHERE b.status = 'held' AND b.held_until <= :now
      AND b.during && (SELECT tstzrange(s.starts_at, s.ends_at) FROM slots s WHERE s.id = :slot_id)
    ORDER BY b.id FOR UPDATE)
""")
# Judge, room, hour and party are the slot's and the case's own. Any constraint that says no leaves nothing behind.
HOLD: Final = text("""
INSERT INTO bookings (id, slot_id, case_id, judge, room, interpreter, party, during, status, held_until, booked_by,
                      made_at)
SELECT :id, s.id, c.id, t.judge, t.room, NULLIF(:interpreter, ''), c.owner, tstzrange(s.starts_at, s.ends_at), 'held',
       :held_until, :by, :now
FROM slots s JOIN sittings t ON t.id = s.sitting_id JOIN cases c ON c.id = :case_id WHERE s.id = :slot_id
ON CONFLICT DO NOTHING
""")
# After a refusal, what stands in the way, for its sentence; nearly always the slot itself.
IN_THE_WAY: Final = text("""
SELECT CASE WHEN EXISTS (SELECT 1 FROM bookings b WHERE b.slot_id = :slot_id AND b.status <> 'released') THEN 'slot'
ELSE (
    SELECT CASE WHEN b.party = c.owner THEN 'party' WHEN b.interpreter = :interpreter THEN 'interpreter'
                WHEN b.judge = t.judge THEN 'judge' ELSE 'room' END
    FROM slots s JOIN sittings t ON t.id = s.sitting_id JOIN cases c ON c.id = :case_id
    JOIN bookings b ON b.status <> 'released' AND b.during && tstzrange(s.starts_at, s.ends_at)
     AND (b.judge = t.judge OR b.room = t.room OR b.party = c.owner OR b.interpreter = :interpreter)
    WHERE s.id = :slot_id ORDER BY b.id LIMIT 1)
END
""")
FIND: Final = text("""
SELECT b.id, lower(b.during) AS starts_at, upper(b.during) AS ends_at, b.room, b.judge, t.mode,
       coalesce(b.interpreter, '') AS interpreter, b.case_id, b.slot_id, b.status, b.held_until, b.booked_by, b.made_at
FROM bookings b JOIN slots s ON s.id = b.slot_id JOIN sittings t ON t.id = s.sitting_id WHERE b.id = :id
""")
BOOK: Final = text("UPDATE bookings SET status = 'booked', held_until = NULL WHERE id = :id AND status = 'held'")
# Of two acts that name one hold only the first makes it a hearing; the same act again has it already.
TAKE: Final = text("""
UPDATE bookings SET status = 'booked', held_until = NULL, act_id = :act_id
WHERE id = :id AND ((status = 'held' AND act_id IS NULL) OR (status = 'booked' AND act_id = :act_id))
""")
GIVE_BACK: Final = text("""
UPDATE bookings SET status = 'released', released_why = :why, released_at = :now
WHERE id = :id AND status <> 'released' AND act_id = :act_id
""")
OVER: Final = text("""
UPDATE bookings SET status = 'released', released_why = :why, released_at = :now
WHERE id = :id AND status <> 'released'
""")
RELEASE: Final = text("""
UPDATE bookings SET status = 'released', released_why = :why, released_at = :now WHERE id = :id AND status = 'held'
""")
BUSY: Final = text("""
SELECT party, coalesce(interpreter, '') AS interpreter, lower(during) AS starts_at, upper(during) AS ends_at
FROM bookings WHERE (status = 'booked' OR (status = 'held' AND held_until > :now)) AND upper(during) > :now
  AND (party = ANY(:parties) OR interpreter = ANY(:interpreters)) ORDER BY lower(during), id
""")


async def add_sitting(session: AsyncSession, sitting: Sitting, slots: Sequence[SlotRow]) -> bool:
    """Keep a sitting with its slots; False when its id is there already, and then nothing changes."""
    added: Any = await session.execute(ADD_SITTING, vars(sitting))
    if added.rowcount:
        await session.execute(ADD_SLOT, [vars(one) | {"sitting_id": sitting.id} for one in slots])
    return bool(added.rowcount)


async def find_sitting(session: AsyncSession, sitting_id: str) -> Sitting | None:
    """One sitting that the person may see."""
    row = (await session.execute(SITTING, {"id": sitting_id})).mappings().one_or_none()
    return Sitting(**row) if row else None


async def slots_of(session: AsyncSession, sitting_id: str) -> list[SlotRow]:
    """The slots of a sitting, in order."""
    query = text("SELECT id, starts_at, ends_at FROM slots WHERE sitting_id = :id ORDER BY starts_at")
    return [SlotRow(**row) for row in (await session.execute(query, {"id": sitting_id})).mappings()]


async def find_slot(session: AsyncSession, slot_id: str) -> SlotRow | None:
    """One slot that the person may see."""
    query = text("SELECT id, starts_at, ends_at FROM slots WHERE id = :id")
    row = (await session.execute(query, {"id": slot_id})).mappings().one_or_none()
    return SlotRow(**row) if row else None


async def free(session: AsyncSession, wanted: Wanted, now: datetime, most: int = MOST_SLOTS) -> list[OpenSlot]:
    """Slots that can be held now, earliest first, at most so many."""
    rows = await session.execute(FREE, vars(wanted) | {"now": now, "most": most})
    return [
        OpenSlot(row.id, row.sitting_id, row.judge, row.room, row.mode, row.language, Span(row.starts_at, row.ends_at))
        for row in rows
    ]


async def lapse(session: AsyncSession, slot_id: str, now: datetime) -> None:
    """Release holds that ran out and are in the way of a slot."""
    await session.execute(LAPSE, {"slot_id": slot_id, "now": now})


async def hold(session: AsyncSession, values: dict[str, Any]) -> bool:
    """Try to hold a slot (`HOLD` names the values); False when a constraint forbids it. Waits for who came first."""
    made: Any = await session.execute(HOLD, values)
    return bool(made.rowcount)


async def in_the_way(session: AsyncSession, values: dict[str, Any]) -> str:
    """What a refused hold met: slot, judge, room, party or interpreter; slot when it has gone meanwhile."""
    wanted = {name: values[name] for name in ("slot_id", "case_id", "interpreter")}
    return (await session.execute(IN_THE_WAY, wanted)).scalar_one_or_none() or "slot"


async def find(session: AsyncSession, booking_id: str) -> Held | None:
    """One booking, as the court sees it."""
    row = (await session.execute(FIND, {"id": booking_id})).one_or_none()
    if row is None:
        return None
    hearing = Hearing(row.id, row.starts_at, row.ends_at, row.room, row.judge, row.mode, row.interpreter)
    return Held(hearing, row.case_id, row.slot_id, row.status, row.held_until, row.booked_by, row.made_at)


async def book(session: AsyncSession, booking_id: str) -> None:
    """Make a hold a booking; one that lapsed and that nobody needed meanwhile, too."""
    await session.execute(BOOK, {"id": booking_id})


async def take(session: AsyncSession, booking_id: str, act_id: str) -> bool:
    """Make a hold the hearing of an act; False when another act has it, or it was released."""
    taken: Any = await session.execute(TAKE, {"id": booking_id, "act_id": act_id})
    return bool(taken.rowcount)


async def give_back(session: AsyncSession, booking_id: str, act_id: str, why: str, now: datetime) -> None:
    """Free the slot that an act took; one that another act has stays."""
    await session.execute(GIVE_BACK, {"id": booking_id, "act_id": act_id, "why": why, "now": now})


async def release(session: AsyncSession, booking_id: str, why: str, now: datetime) -> None:
    """Give a held slot back; a booked hearing is given back by its case alone."""
    await session.execute(RELEASE, {"id": booking_id, "why": why, "now": now})


async def over(session: AsyncSession, booking_id: str, why: str, now: datetime) -> None:
    """A hearing will not be held at its hour any more, or was held: its case gives the slot back."""
    await session.execute(OVER, {"id": booking_id, "why": why, "now": now})


async def busy(session: AsyncSession, parties: list[str], interpreters: list[str], now: datetime) -> list[Busy]:
    """When some parties and interpreters are at hearings to come."""
    rows = await session.execute(BUSY, {"parties": parties, "interpreters": interpreters, "now": now})
    return [Busy(row.party, row.interpreter, Span(row.starts_at, row.ends_at)) for row in rows]


async def roll(session: AsyncSession, since: datetime, until: datetime) -> list[RollLine]:
    """The public roll between two instants."""
    query = text("SELECT starts_at, ends_at, room, reference, watch FROM public_roll(:since, :until)")
    rows = (await session.execute(query, {"since": since, "until": until})).mappings()
    return [RollLine(**row) for row in rows]
