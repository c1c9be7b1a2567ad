"""The process of the letters: it empties the outbox with a pool of warm renderers."""

import asyncio
from collections.abc import Awaitable, Callable

from activities import notices
from activities.outbox import PostRoom, carry_out_some
from domain.ports import Clock
from workers.loops import every

IDLE_SECONDS = 0.3
NOTICES_SECONDS = 30.0


async def run(room: PostRoom, processes: int, stop: asyncio.Event, clock: Clock | None = None) -> None:
    """Carry out orders until `stop` is set, and with a clock the notices too; a lease finishes what is under way."""

    async def turn() -> int:
        return await carry_out_some(room, processes * 4)

    loops = [asyncio.create_task(every(IDLE_SECONDS, "outbox", turn))]
    if clock is not None:
        loops += [asyncio.create_task(every(NOTICES_SECONDS, "notices", _notices(room, clock)))]
    await stop.wait()
    for loop in loops:
        loop.cancel()


def _notices(room: PostRoom, clock: Clock) -> Callable[[], Awaitable[int]]:
    """Mails that follow the city's calendar: drafts to remind, promises to tell of."""

    async def turn() -> int:
        now = await clock.now()
        return await notices.remind_of_a_draft(room, now) + await notices.tell_of_a_breach(room, now)

    return turn
