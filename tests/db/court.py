"""A court to test with: cases written straight into the record, sittings, and its clerk at the database's door."""

import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from db import hearings, people
from db.hearings import Sitting, SlotRow
from domain.contest_rules import COURT
from domain.people import Actor, Role
from tests.db.conftest import Base

NOW = datetime(2031, 3, 3, 14, tzinfo=UTC)
NINE = datetime(2031, 5, 5, 13, tzinfo=UTC)  # nine o'clock in Montréal
HALF_HOUR = timedelta(minutes=30)
GREFFE = Actor("greffe", Role.CLERK, (COURT,))
CASE = """
INSERT INTO cases (id, reference, procedure, service, version, borough, owner, language, clock, state, seq, head, ended,
                   summary, filed_at, updated_at)
VALUES (%s, %s, 'contest', 'contestation-constat', 'v', %s, %s, 'fr', 'real', 'AWAITING_DATE', 1, 'h', false, '',
        now(), now())
"""


@dataclass(frozen=True)
class Court:
    """One court on a database."""

    base: Base

    @asynccontextmanager
    async def as_(self, actor: Actor = GREFFE) -> AsyncGenerator[AsyncSession]:
        """One transaction of the doors' role that speaks for somebody."""
        async with self.base.app.begin() as session:
            await people.speak_for(session, actor)
            yield session

    async def case(self, owner: str = "", borough: str = COURT) -> str:
        """A case that awaits a date; another defendant's each time unless `owner` says whose."""
        case_id = secrets.token_hex(16)
        await self.base.rows(CASE, case_id, f"C-{case_id[:12]}", borough, owner or f"defense-{case_id[:12]}")
        return case_id

    async def slots(self, judge: str = "", room: str = "", start: datetime = NINE, count: int = 1) -> list[str]:
        """The slots, of half an hour, of a sitting opened by the clerk; judge and room are new unless named."""
        sitting_id, new = secrets.token_hex(16), secrets.token_hex(4)
        starts, judge, room = [start + HALF_HOUR * rank for rank in range(count + 1)], judge or new, room or new
        sitting = Sitting(sitting_id, judge, room, "in_person", "fr", start, starts[-1], 30, "greffe", NOW)
        rows = [SlotRow(secrets.token_hex(16), *hours) for hours in pairwise(starts)]
        async with self.as_() as session:
            assert await hearings.add_sitting(session, sitting, rows)
        return [row.id for row in rows]

    async def held(self, slot_id: str, case_id: str = "", *, interpreter: str = "", now: datetime = NOW) -> str:
        """Try to hold a slot for a quarter of an hour; the hold's id, or what was in the way."""
        values: dict[str, Any] = {
            "id": secrets.token_hex(16), "slot_id": slot_id, "case_id": case_id or await self.case(), "by": "greffe",
            "interpreter": interpreter, "now": now, "held_until": now + timedelta(minutes=15),
        }  # fmt: skip
        async with self.as_() as session:
            await hearings.lapse(session, slot_id, now)
            if await hearings.hold(session, values):
                return values["id"]
            return await hearings.in_the_way(session, values)

    async def status(self, booking_id: str) -> str:
        """What became of a booking."""
        return (await self.base.rows("SELECT status FROM bookings WHERE id = %s", booking_id))[0][0]
