"""Acts out one made-up hearing's process against real parts: its rows are written, its instant is moved."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import psycopg
from temporalio.client import Client, WorkflowHandle

from activities.hearings import process_of
from cli.case_telling import LedElsewhere
from cli.contest_teller import nine_on
from cli.hearing_paths import HearingTold
from cli.recorded_rooms import RecordedRooms
from domain import clock
from domain.contest_rules import COURT
from domain.hearing_acts import Hearing
from domain.hearing_process import Convened
from workflows import options
from workflows.case import AdvanceTo
from workflows.hearing import HearingProcess

DAYS = 60
LASTS = timedelta(minutes=30)
CASE = """
INSERT INTO cases (id, reference, procedure, service, version, borough, owner, language, clock, state, seq, head, ended,
                   summary, filed_at, updated_at)
VALUES (%(case)s, %(reference)s, 'contest', 's', 'v', %(court)s, %(case)s, 'fr', 'simulated', 'SCHEDULED', 1, '', false,
        '', now(), now())
"""
SITTING = """
INSERT INTO sittings (id, judge, room, mode, language, starts_at, ends_at, slot_minutes, created_by, created_at)
VALUES (%(id)s, %(id)s, %(id)s, %(mode)s, 'fr', %(since)s, %(until)s, 30, 'greffe', %(now)s)
"""
SLOT = "INSERT INTO slots (id, sitting_id, starts_at, ends_at) VALUES (%(id)s, %(id)s, %(since)s, %(until)s)"
BOOKING = """
INSERT INTO bookings (id, slot_id, case_id, judge, room, party, during, status, booked_by, made_at)
VALUES (%(id)s, %(id)s, %(case)s, %(id)s, %(id)s, %(case)s, tstzrange(%(since)s, %(until)s), 'booked', 'greffe',
        %(now)s)
"""
RELEASED = "UPDATE bookings SET status = 'released', released_why = %s, released_at = now() WHERE id = %s"
INSTANT = "INSERT INTO city_instant VALUES (1, %s) ON CONFLICT (id) DO UPDATE SET instant = excluded.instant"
MADE = "SELECT count(*) FROM rooms WHERE hearing_id = %s"


@dataclass
class HearingTeller:
    """One hearing told from the day it is set to the end of its process. `rooms` are the providers, in their order."""

    told: HearingTold
    temporal: Client
    database_url: str
    start: datetime
    rooms: tuple[RecordedRooms, ...]

    @property
    def hearing_id(self) -> str:
        """Made from its name."""
        return hashlib.sha256(self.told.name.encode()).hexdigest()[:32]

    @property
    def case_id(self) -> str:
        """Made from its name too."""
        return hashlib.sha256(f"case of {self.told.name}".encode()).hexdigest()[:32]

    @property
    def process(self) -> WorkflowHandle[Any, Any]:
        """The hearing's workflow."""
        return self.temporal.get_workflow_handle(process_of(self.hearing_id))

    async def tell(self) -> None:
        """Set the hearing, take every step, and wait for the end. Raises LedElsewhere when it is another end."""
        day = clock.local_date(self.start) + timedelta(days=DAYS)
        starts_at = nine_on(day)
        hearing = Hearing(self.hearing_id, starts_at, starts_at + LASTS, "1.12", "juge-1", self.told.mode)
        await self._write(starts_at)
        if self.told.down:
            self.rooms[0].down.add(self.hearing_id)
        convened = Convened(self.case_id, hearing, self.start, "simulated")
        await self.temporal.start_workflow(
            HearingProcess.run, convened, id=process_of(self.hearing_id), task_queue=options.CASES
        )
        for step in self.told.path.split():
            name, _, argument = step.partition(":")
            await getattr(self, f"step_{name}")(*([argument] if argument else []))
        end = await self.process.result()
        if end != self.told.end:
            raise LedElsewhere(f"{self.told.name} ends as {end}, not as {self.told.end}")

    async def step_made(self) -> None:
        """Wait until its room is kept."""
        while not (await self._rows(MADE, self.hearing_id))[0][0]:
            pass

    async def step_gone(self) -> None:
        """The provider forgot the room."""
        for one in self.rooms:
            one.rooms.discard(self.hearing_id)

    async def step_later(self, days: str) -> None:
        """The simulated instant moves to so many days after the start."""
        instant = self.start + timedelta(days=int(days))
        await self._rows(INSTANT, instant)
        await self.process.execute_update("advance_to", AdvanceTo(instant))

    async def step_close(self, why: str) -> None:
        """The case gave the hearing up."""
        await self._rows(RELEASED, why, self.hearing_id)
        await self.process.execute_update("close", why, id=f"close/{why}")

    async def _write(self, starts_at: datetime) -> None:
        """The rows of the hearing, as the court's calendar and the case have them."""
        values = {
            "id": self.hearing_id, "case": self.case_id, "reference": f"C-{self.case_id[:12]}", "court": COURT,
            "mode": self.told.mode, "since": starts_at, "until": starts_at + LASTS, "now": self.start,
        }  # fmt: skip
        async with await psycopg.AsyncConnection.connect(self.database_url, autocommit=True) as link:
            for statement in (CASE, SITTING, SLOT, BOOKING):
                await link.execute(statement.encode(), values)
            await link.execute(INSTANT.encode(), (self.start,))

    async def _rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        async with await psycopg.AsyncConnection.connect(self.database_url, autocommit=True) as link:
            done = await link.execute(query.encode(), values)
            return await done.fetchall() if done.description else []
