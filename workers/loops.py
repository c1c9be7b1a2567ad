"""Loops that a worker process runs beside its queues: each turn is bounded, a fault is logged and the loop goes on."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterable

from workers.vitals import TURN_WITHIN, Vitals

log = logging.getLogger("guichet.loops")


async def every(
    seconds: float,
    name: str,
    turn: Callable[[], Awaitable[int]],
    stop: asyncio.Event | None = None,
    vitals: Vitals | None = None,
) -> None:
    """Run `turn` until `stop` is set; at once again while it finds work, else after `seconds`. A turn is finished."""
    signs, stop = vitals or Vitals(), stop or asyncio.Event()
    signs.expect(name, seconds + TURN_WITHIN)
    while not stop.is_set():
        try:
            worked = await turn()
        except asyncio.CancelledError:
            raise
        except Exception as fault:
            log.warning("%s: %s", name, type(fault).__name__)
            worked = 0
        signs.sign(name)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), 0.02 if worked else seconds)


async def finish(loops: Iterable[asyncio.Task[None]], seconds: float) -> bool:
    """Wait for loops that were told to stop; whether all ended within `seconds`. The others are cancelled."""
    tasks = list(loops)
    if not tasks:
        return True
    _, late = await asyncio.wait(tasks, timeout=seconds)
    for task in late:
        task.cancel()
    return not late
