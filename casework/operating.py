"""What an administrator looks at: faults that stand open, and whether every part of the city's workings is well."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from casework import backlog
from casework.backlog import Backlog
from casework.doors import Doors, entering
from casework.readiness import AHEAD, Readiness, readiness
from db import faults, hearing_processes, operations, worker_signs
from db.faults import OpenFault
from db.operations import STUCK, FaultLine, Pass, Waiting
from db.worker_signs import Sign
from domain import policy
from domain.errors import Forbidden
from domain.people import Actor

log = logging.getLogger("guichet.operating")
PATIENCE_SECONDS: Final = 4.0
BY_MACHINE: Final = frozenset({"message", "payment", "refund"})  # noted by the machine's clock, not by the city's
T = TypeVar("T")


@dataclass(frozen=True)
class Part(Generic[T]):
    """One part, read at an instant of the machine; `found` is None where it could not be read."""

    read_at: datetime
    found: list[T] | None


@dataclass(frozen=True)
class Queue:
    """What waits of one kind, and for how many seconds the oldest has waited."""

    line: Waiting
    seconds: float | None


@dataclass(frozen=True)
class Operations:
    """Every part, each read by itself at the moment of asking."""

    stuck: Part[FaultLine]
    reconciler: Part[Pass]
    workers: Part[Sign]
    queues: Part[Queue]
    engine: Part[Backlog]
    hearings: Part[Readiness]
    faults: Part[FaultLine]


async def open_faults(doors: Doors, actor: Actor) -> list[OpenFault]:
    """Open faults, oldest first, 1,000 at most. Raises Forbidden to anybody but an administrator."""
    _allow(actor)
    async with entering(doors, actor) as session:
        return await faults.open_faults(session)


async def read(doors: Doors, actor: Actor) -> Operations:
    """Every part at this moment; one that cannot be read says so, and the others are there. Raises Forbidden."""
    _allow(actor)

    async def asked(query: Callable[[AsyncSession], Awaitable[list[T]]]) -> list[T]:
        async with entering(doors, actor) as session:
            return await query(session)

    async def queues(session: AsyncSession) -> list[Queue]:
        machine, city = datetime.now(UTC), await doors.clock.now()
        lines = await operations.waiting(session, machine)
        return [Queue(one, _seconds(one, machine if one.kind in BY_MACHINE else city)) for one in lines]

    async def hearings(session: AsyncSession) -> list[Readiness]:
        now = await doors.clock.now()
        return readiness(await hearing_processes.between(session, now, now + AHEAD, now), now)

    found = await asyncio.gather(
        _part(lambda: asked(lambda session: operations.fault_lines(session, STUCK))),
        _part(lambda: asked(operations.last_passes)),
        _part(lambda: asked(worker_signs.every)),
        _part(lambda: asked(queues)),
        _part(lambda: backlog.of_queues(doors.temporal)),
    )
    return Operations(*found, await _part(lambda: asked(hearings)), await _part(lambda: asked(operations.fault_lines)))


async def _part(read: Callable[[], Awaitable[list[T]]]) -> Part[T]:
    at = datetime.now(UTC)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return Part(at, await read())
    except Exception as fault:  # a part may fail in any way that it can; the others are shown all the same
        log.warning("a part could not be read", extra={"fault": type(fault).__name__})
        return Part(at, None)


def _seconds(line: Waiting, now: datetime) -> float | None:
    return max(0.0, (now - line.oldest_at).total_seconds()) if line.oldest_at else None


def _allow(actor: Actor) -> None:
    if not policy.may_at_desk(actor, "operate"):
        raise Forbidden(act="operate")
