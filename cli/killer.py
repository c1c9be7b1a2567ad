"""Kills parts of a city, one every two seconds; now and then two at once, at the moment an act is written."""

import asyncio
import random
from collections import Counter

from cli.simulated_city import SimulatedCity

EVERY_SECONDS = 2.0
VICTIMS = ("cases", "doors", "temporal", "postgres", "letters", "sandbox")
AT_LEAST = {"cases": 3, "doors": 3, "temporal": 3, "postgres": 3}
AIMED = 0.2
WRITTEN = "SELECT count(*) FROM case_events"
LOOKS, LOOK_SECONDS = 50, 0.02


async def kill_now_and_then(
    city: SimulatedCity, kills: Counter[str], seed: int, victims: tuple[str, ...] = VICTIMS
) -> None:
    """One part at a time, those that were killed too little first; one time in five, at a moment that is aimed at."""
    rng = random.Random(seed)  # noqa: S311
    while True:
        await asyncio.sleep(EVERY_SECONDS)
        owed = [name for name, least in AT_LEAST.items() if kills[name] < least]
        names = [rng.choice(owed or victims)]
        if not owed and rng.random() < AIMED:
            names = ["cases", "temporal"]
            await _until_something_is_written(city)
        for name in names:
            if city.stack.parts[name].alive():
                city.stack.kill(name)
                kills[name] += 1


async def _until_something_is_written(city: SimulatedCity) -> None:
    """An act was just committed: who wrote it has perhaps not said so yet. Waits a second at most."""
    before = await city.count(WRITTEN)
    for _ in range(LOOKS):
        if await city.count(WRITTEN) > before:
            return
        await asyncio.sleep(LOOK_SECONDS)
