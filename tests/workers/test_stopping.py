"""A process that is told to stop finishes what it does, within its time."""

import asyncio

from workers.letters import until_told
from workers.loops import every, finish
from workers.turns import Turn


class Letters:
    """A turn that renders until it is let go."""

    def __init__(self) -> None:
        self.begun, self.let_go = asyncio.Event(), asyncio.Event()
        self.finished = 0

    async def turn(self) -> int:
        self.begun.set()
        await self.let_go.wait()
        self.finished += 1
        return 1


async def test_letters_under_way_are_finished_and_no_others_are_taken() -> None:
    letters, stop = Letters(), asyncio.Event()
    running = asyncio.create_task(until_told([Turn(0.1, "letters", letters.turn)], stop, None))
    await letters.begun.wait()
    stop.set()
    await asyncio.sleep(0)
    letters.let_go.set()
    assert await running
    assert letters.finished == 1


async def test_letters_that_never_end_are_left_after_their_time() -> None:
    letters, stop = Letters(), asyncio.Event()
    stop.set()
    begun = asyncio.create_task(every(1, "outbox", letters.turn))
    await letters.begun.wait()
    assert not await finish([begun], 0.05)
    await asyncio.sleep(0)
    assert begun.cancelled()
    assert letters.finished == 0


async def test_a_loop_ends_at_once_while_it_waits_for_work() -> None:
    stop = asyncio.Event()

    async def nothing() -> int:
        return 0

    loop = asyncio.create_task(every(3600, "idle", nothing, stop))
    await asyncio.sleep(0.01)
    stop.set()
    assert await finish([loop], 5)


async def test_a_fault_of_a_turn_ends_no_loop() -> None:
    stop, turns = asyncio.Event(), 0

    async def faulty() -> int:
        nonlocal turns
        turns += 1
        if turns == 2:
            stop.set()
        raise OSError("away")

    assert await finish([asyncio.create_task(every(0.01, "faulty", faulty, stop))], 5)
    assert turns == 2
