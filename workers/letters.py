"""The process of the letters: it empties the outbox with a pool of warm renderers."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from activities.erasing import Destroyer, carry_out_ordered, drop_old_accesses
from activities.outbox import PostRoom, carry_out_some
from workers.loops import every

IDLE_SECONDS = 0.3


async def run(room: PostRoom, processes: int, stop: asyncio.Event, destroyer: Destroyer | None = None) -> None:
    """Carry out orders until `stop` is set; what is under way is finished by a lease, not lost."""

    async def turn() -> int:
        return await carry_out_some(room, processes * 4)

    loops = [every(IDLE_SECONDS, "outbox", turn), *_destroying(destroyer)]
    tasks = [asyncio.create_task(loop) for loop in loops]
    await stop.wait()
    for task in tasks:
        task.cancel()


def _destroying(destroyer: Destroyer | None) -> list[Coroutine[Any, Any, None]]:
    """What was ordered to be destroyed, and what the schedule drops by itself."""
    if destroyer is None:
        return []

    async def ordered() -> int:
        return await carry_out_ordered(destroyer)

    async def accesses() -> int:
        return await drop_old_accesses(destroyer)

    return [every(1.0, "destructions", ordered), every(3600.0, "accesses", accesses)]
