"""A simulated city to drive: its own stack, the shipped workers, an instant that we move (DESIGN §13)."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.exc import DBAPIError
from temporalio.client import Client, WorkflowUpdateFailedError, WorkflowUpdateRPCTimeoutOrCancelledError
from temporalio.service import RPCError, RPCStatusCode

from adapters import database, temporal
from adapters.keys import KeyRing
from adapters.settings import TemporalSettings
from cli.stack import Say, Stack
from domain.case_ids import workflow_of
from workflows.case import AdvanceTo

OVER = (RPCStatusCode.NOT_FOUND,)
STUCK_AFTER_SECONDS = 90
SETTLED_AFTER_SECONDS = 600
UNMOVED_MOVES = 5
NEXT = """
SELECT least((SELECT min(next_alarm_at) FROM cases WHERE NOT ended AND id <> ALL(%s)),
             (SELECT min(next_at) FROM hearing_processes))
"""


class SimulatedCity:
    """A running city whose instant stands still until it is moved."""

    def __init__(self, stack: Stack, client: Client, start: datetime) -> None:
        self.stack = stack
        self.client = client
        self.instant = start
        self.moves = 0
        self.stuck: set[str] = set()  # cases that no longer answer: the checks will say why
        self.guarded = True  # a city without a guard is not waited for: its cases may never move again
        self._unmoved: Counter[str] = Counter()

    async def next_alarm(self) -> datetime | None:
        """The earliest alarm of an open case."""
        rows = await self._rows(NEXT, (sorted(self.stuck),))
        return rows[0][0]

    async def move_to(self, instant: datetime) -> None:
        """Move the instant; the cases that are due fire their alarms, and are quiescent when this returns."""
        if instant > self.instant:
            self.instant = instant
            await self._rows("UPDATE city_instant SET instant = %s RETURNING instant", (instant,))
            self.moves += 1
        due = await self._rows(
            "SELECT id, procedure FROM cases WHERE NOT ended AND next_alarm_at <= %s AND id <> ALL(%s)",
            (instant, sorted(self.stuck)),
        )
        await asyncio.gather(*(self._advance_or_leave(row[0], row[1], instant) for row in due))
        hearings = await self._rows("SELECT hearing_id FROM hearing_processes WHERE next_at <= %s", (instant,))
        await asyncio.gather(*(self._advance(f"hearing-{row[0]}", instant) for row in hearings))
        if not self.guarded:
            await self._leave_those_who_do_not_move(instant)

    async def _leave_those_who_do_not_move(self, instant: datetime) -> None:
        """Cases whose row is due however often they were told the instant: the row is not theirs any more."""
        due = await self._rows("SELECT id FROM cases WHERE NOT ended AND next_alarm_at <= %s", (instant,))
        self._unmoved.update(row[0] for row in due)
        self.stuck |= {case_id for case_id, moves in self._unmoved.items() if moves >= UNMOVED_MOVES}

    async def nothing_on_its_way(self) -> bool:
        """Whether no act and no message waits to reach its case."""
        counts = await self._rows(
            "SELECT (SELECT count(*) FROM inbox WHERE status = 'received')"
            " + (SELECT count(*) FROM acts_received WHERE status = 'received')",
            (),
        )
        return counts[0][0] == 0

    async def until_settled(self) -> None:
        """Wait until all acts, letters, mails and batches are done; for stuck cases, not long."""
        patience = STUCK_AFTER_SECONDS if self.stuck or not self.guarded else SETTLED_AFTER_SECONDS
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience):
                while not await self.nothing_on_its_way() or await self._unsent():
                    await asyncio.sleep(0.1)

    async def _unsent(self) -> int:
        query = (
            "SELECT (SELECT count(*) FROM outbox WHERE status = 'pending')"
            " + (SELECT count(*) FROM post_batches WHERE status = 'open')"
        )
        return (await self._rows(query, ()))[0][0]

    async def moved(self, seen: dict[str, int]) -> list[str]:
        """Of some cases, those that are not at the sequence number at which they were seen."""
        rows = await self._rows("SELECT id, seq FROM cases WHERE id = ANY(%s)", (sorted(seen),))
        return [case_id for case_id, seq in rows if seq != seen[case_id]]

    async def open_cases(self) -> int:
        """How many cases are open."""
        return (await self._rows("SELECT count(*) FROM cases WHERE NOT ended", ()))[0][0]

    async def _advance_or_leave(self, case_id: str, procedure: str, instant: datetime) -> None:
        try:
            async with asyncio.timeout(STUCK_AFTER_SECONDS):
                await self._advance(workflow_of(procedure, case_id), instant)
        except TimeoutError:
            self.stuck.add(case_id)

    async def wake(self) -> None:
        """Tell cases that were left the instant again, now that the city is whole: those that answer are not stuck.

        A case that was hit again and again for longer than anybody waited is well; one that stays here is not.
        """
        left, self.stuck = sorted(self.stuck), set()
        open_ones = await self._rows("SELECT id, procedure FROM cases WHERE NOT ended AND id = ANY(%s)", (left,))
        await asyncio.gather(*(self._advance_or_leave(row[0], row[1], self.instant) for row in open_ones))

    async def count(self, query: str) -> int:
        """One number of the database, asked until it answers."""
        return (await self._rows(query, ()))[0][0]

    async def column(self, query: str) -> list[Any]:
        """The first column of the database's answer, asked until it answers."""
        return [row[0] for row in await self._rows(query, ())]

    async def _advance(self, workflow_id: str, instant: datetime) -> None:
        """One update per case and instant, sent until the case answers or is over."""
        handle = self.client.get_workflow_handle(workflow_id)
        name = f"advance/{instant.isoformat()}"
        while True:
            try:
                await handle.execute_update("advance_to", AdvanceTo(instant), id=name)
                return
            except WorkflowUpdateFailedError:
                return
            except (WorkflowUpdateRPCTimeoutOrCancelledError, DBAPIError, OSError):  # a part is away
                await asyncio.sleep(0.2)
            except RPCError as fault:
                if fault.status in OVER:
                    return
                await asyncio.sleep(0.3)

    async def _rows(self, query: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(
                    self.stack.env["DATABASE_URL"], autocommit=True
                ) as link:
                    return await (await link.execute(query.encode(), values)).fetchall()
            except psycopg.OperationalError:
                await asyncio.sleep(0.3)


@asynccontextmanager
async def simulated_city(
    var: Path,
    say: Say,
    start: datetime,
    extra: dict[str, str] | None = None,
    only: dict[str, dict[str, str]] | None = None,
    make: type[Stack] = Stack,
) -> AsyncGenerator[SimulatedCity]:
    """Start a city under `var` at a simulated instant; stop it in the end."""
    stack = make(var, say, instant=start, extra=extra, only=only)
    await stack.start()
    engine = database.engine(stack.env["DATABASE_URL"], pool=4)
    keys = KeyRing(database.sessions(engine), stack.env["GUICHET_MASTER_KEY"])
    client = await temporal.connect(TemporalSettings(address=stack.env["TEMPORAL_ADDRESS"]), keys)
    try:
        yield SimulatedCity(stack, client, start)
    finally:
        await engine.dispose()
        await stack.stop()


START = datetime(2026, 1, 5, 14, 0, tzinfo=UTC)
