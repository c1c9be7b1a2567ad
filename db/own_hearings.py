"""What the defence may do in the calendar by itself: read its own booking, see where it could go, hold a slot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from db.hearings import Held
from domain.contest_rules import Mode
from domain.hearing_acts import Hearing
from domain.letter import Language

MOST: Final = 60


@dataclass(frozen=True)
class Reachable:
    """A free slot as a party sees it: no judge's name."""

    id: str
    room: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Reach:
    """Which slots suit a case: between two instants, in a language and a mode, not before these judges."""

    since: datetime
    until: datetime
    language: Language
    mode: Mode
    avoid: Sequence[str] = ()


OWN: Final = text("SELECT * FROM own_booking(:id)")
REACHABLE: Final = text(
    "SELECT id, room, starts_at, ends_at FROM slots_to_move_to(:since, :until, :language, :mode, :avoid, :now, :most)"
)
HOLD: Final = text("SELECT hold_as_party(:id, :slot_id, :case_id, :interpreter, :held_until, :now)")


async def find(session: AsyncSession, booking_id: str) -> Held | None:
    """One booking of the person's own."""
    row = (await session.execute(OWN, {"id": booking_id})).one_or_none()
    if row is None:
        return None
    hearing = Hearing(row.id, row.starts_at, row.ends_at, row.room, row.judge, row.mode, row.interpreter)
    return Held(hearing, row.case_id, row.slot_id, row.status, row.held_until, row.booked_by, row.made_at)


async def reachable(session: AsyncSession, reach: Reach, now: datetime) -> list[Reachable]:
    """The first free slots that suit, in order."""
    values = vars(reach) | {"avoid": list(reach.avoid), "now": now, "most": MOST}
    return [Reachable(**row) for row in (await session.execute(REACHABLE, values)).mappings()]


async def hold(session: AsyncSession, values: dict[str, Any]) -> None:
    """Try to hold a slot for an own case; nothing is written when a constraint forbids it."""
    await session.execute(HOLD, values)
