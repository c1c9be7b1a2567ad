"""The process of the letters: it empties the outbox with a pool of warm renderers."""

import asyncio

from activities import delivering, posting
from activities.outbox import carry_out_some
from activities.post_room import PostRoom
from workers.loops import every

IDLE_SECONDS = 0.3
POST_SECONDS = 10.0


async def run(room: PostRoom, processes: int, stop: asyncio.Event) -> None:
    """Carry out orders until `stop` is set; what is under way is finished by a lease, not lost."""

    async def turn() -> int:
        return await carry_out_some(room, processes * 4)

    async def post() -> int:
        now = await room.clock.now()
        unread = await delivering.post_the_unread(room, now)
        await posting.batch(room, now, daily=True)
        await posting.clear_posted(room, now)
        return unread

    loops = [
        asyncio.create_task(every(IDLE_SECONDS, "outbox", turn)),
        asyncio.create_task(every(POST_SECONDS, "post", post)),
    ]
    await stop.wait()
    for loop in loops:
        loop.cancel()
