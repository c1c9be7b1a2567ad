"""The process of the letters: it empties the outbox with a pool of warm renderers."""

import asyncio

from activities.outbox import PostRoom, carry_out_some
from workers.loops import every

IDLE_SECONDS = 0.3


async def run(room: PostRoom, processes: int, stop: asyncio.Event) -> None:
    """Carry out orders until `stop` is set; what is under way is finished by a lease, not lost."""

    async def turn() -> int:
        return await carry_out_some(room, processes * 4)

    loop = asyncio.create_task(every(IDLE_SECONDS, "outbox", turn))
    await stop.wait()
    loop.cancel()
