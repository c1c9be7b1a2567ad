"""The process of the dockets: makes those that were asked for, and sets the dates of those that are published."""

import asyncio
import contextlib
import logging
import secrets
from datetime import UTC, datetime
from typing import Final

from casework import docket_making, docket_publishing
from casework.doors import Doors
from db.docket_work import Taken
from domain.docket_ports import DocketSolver
from workers.loops import every, finish
from workers.turns import Turn
from workers.vitals import Vitals

log = logging.getLogger("guichet.dockets")
SECONDS: Final = 1.0
GRACE_SECONDS: Final = 20.0


async def run(doors: Doors, solver: DocketSolver, stop: asyncio.Event, vitals: Vitals | None = None) -> None:
    """Work until `stop` is set; a docket that is being made then is left to the next process."""
    making, publishing = Making(doors, solver), Publishing(doors)
    turns = [Turn(SECONDS, "dockets", making.turn), Turn(SECONDS, "published dates", publishing.turn)]
    loops = [asyncio.create_task(every(*turn, stop, vitals)) for turn in turns]
    await stop.wait()
    await finish(loops, GRACE_SECONDS)
    await making.close()
    await publishing.close()


class Making:
    """One docket at a time, made beside the turns, which show that somebody works on it."""

    def __init__(self, doors: Doors, solver: DocketSolver) -> None:
        self._doors = doors
        self._solver = solver
        self._taken: Taken | None = None
        self._task: asyncio.Task[None] | None = None

    async def turn(self) -> int:
        """Take a docket where none is being made; else show signs of life. How many ended."""
        if self._taken is None or self._task is None:
            return await self._take()
        if not self._task.done():
            if not await docket_making.beat(self._doors, self._taken, datetime.now(UTC)):
                self._task.cancel()
            return 0
        task, self._task, self._taken = self._task, None, None
        if not task.cancelled() and (fault := task.exception()):
            log.warning("a docket was not made: %s", type(fault).__name__)
        return 1

    async def close(self) -> None:
        """Leave what is being made to whoever comes next."""
        if self._task is None or self._taken is None:
            return
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError, Exception):
            await self._task
        await docket_making.let_go(self._doors, self._taken, untried=True)

    async def _take(self) -> int:
        self._taken = await docket_making.take(self._doors, secrets.token_hex(8), datetime.now(UTC))
        if self._taken is not None:
            self._task = asyncio.create_task(docket_making.make(self._doors, self._solver, self._taken))
        return 0


class Publishing:
    """One docket at a time, a few dates a turn."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors
        self._taken: Taken | None = None
        self._later: set[str] = set()

    async def turn(self) -> int:
        """Set some dates of the docket that was taken, or take one; how many were settled."""
        if self._taken is None:
            self._taken = await docket_making.take(self._doors, secrets.token_hex(8), datetime.now(UTC), publish=True)
            self._later.clear()
        if self._taken is None:
            return 0
        if not await docket_making.beat(self._doors, self._taken, datetime.now(UTC)):
            self._taken = None
            return 0
        settled = await docket_publishing.set_some(self._doors, self._taken, self._later)
        if not settled and not self._later and await docket_publishing.ended(self._doors, self._taken):
            self._taken = None
        return settled

    async def close(self) -> None:
        """Leave the rest to whoever comes next."""
        if self._taken is not None:
            await docket_making.let_go(self._doors, self._taken, untried=True)
