"""The process of the letters: it empties the outbox with a pool of warm renderers, and turns what is asked beside."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from activities import delivering, notices, posting
from activities.erasing import Destroyer, carry_out_ordered, drop_old_accesses
from activities.outbox import carry_out_some
from activities.post_room import PostRoom
from domain.ports import Clock
from workers.loops import every

IDLE_SECONDS = 0.3
NOTICES_SECONDS = 30.0
POST_SECONDS = 10.0
ORDERED_SECONDS = 1.0
ACCESSES_SECONDS = 3600.0

Turn = Callable[[], Awaitable[int]]
Beside = tuple[float, str, Turn]  # how long to wait when nothing was found, a name, the work


async def run(room: PostRoom, processes: int, stop: asyncio.Event, beside: Sequence[Beside] = ()) -> None:
    """Carry out orders until `stop` is set; what is under way is finished by a lease, not lost."""

    async def turn() -> int:
        return await carry_out_some(room, processes * 4)

    turns: list[Beside] = [(IDLE_SECONDS, "outbox", turn), *beside]
    loops = [asyncio.create_task(every(*one)) for one in turns]
    await stop.wait()
    for loop in loops:
        loop.cancel()


def noticing(room: PostRoom, clock: Clock) -> list[Beside]:
    """Mails that follow the city's calendar: drafts to remind, promises to tell of."""

    async def turn() -> int:
        now = await clock.now()
        return await notices.remind_of_a_draft(room, now) + await notices.tell_of_a_breach(room, now)

    return [(NOTICES_SECONDS, "notices", turn)]


def posting_letters(room: PostRoom) -> list[Beside]:
    """Letters on paper: those that nobody read go to the post; the day's batch, and what was posted."""

    async def turn() -> int:
        now = await room.clock.now()
        unread = await delivering.post_the_unread(room, now)
        await posting.batch(room, now, daily=True)
        await posting.clear_posted(room, now)
        return unread

    return [(POST_SECONDS, "post", turn)]


def destroying(destroyer: Destroyer) -> list[Beside]:
    """What was ordered to be destroyed, and what the schedule drops by itself."""

    async def ordered() -> int:
        return await carry_out_ordered(destroyer)

    async def accesses() -> int:
        return await drop_old_accesses(destroyer)

    return [(ORDERED_SECONDS, "destructions", ordered), (ACCESSES_SECONDS, "accesses", accesses)]
