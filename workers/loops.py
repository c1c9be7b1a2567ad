"""Loops that a worker process runs beside its queues: each turn is bounded, a fault is logged and the loop goes on."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

log = logging.getLogger("guichet.loops")


async def every(seconds: float, name: str, turn: Callable[[], Awaitable[int]]) -> None:
    """Run `turn` for ever; at once again while it finds work, else after `seconds`."""
    while True:
        try:
            worked = await turn()
        except asyncio.CancelledError:
            raise
        except Exception as fault:
            log.warning("%s: %s", name, type(fault).__name__)
            worked = 0
        await asyncio.sleep(0.02 if worked else seconds)
