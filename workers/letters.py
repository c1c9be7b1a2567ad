"""The process of the letters: it empties the outbox with a pool of warm renderers."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from activities.outbox import PostRoom, carry_out_some
from workers.loops import every, finish
from workers.vitals import Vitals

log = logging.getLogger("guichet.letters")
IDLE_SECONDS = 0.3
GRACE_SECONDS = 120.0


async def run(room: PostRoom, processes: int, stop: asyncio.Event, vitals: Vitals | None = None) -> None:
    """Carry out orders until `stop` is set; what is under way is finished, within two minutes."""

    async def turn() -> int:
        return await carry_out_some(room, processes * 4)

    await until_told(turn, stop, vitals)


async def until_told(
    turn: Callable[[], Awaitable[int]], stop: asyncio.Event, vitals: Vitals | None, grace: float = GRACE_SECONDS
) -> bool:
    """Run turns until `stop` is set; whether the last one was finished within `grace` seconds."""
    loop = asyncio.create_task(every(IDLE_SECONDS, "outbox", turn, stop, vitals))
    await stop.wait()
    finished = await finish([loop], grace)
    if not finished:
        log.error("letters under way were left to their lease")
    return finished
