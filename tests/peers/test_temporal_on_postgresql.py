"""What production runs, without containers: the city on Temporal Server over PostgreSQL, one of two workers killed."""

import asyncio

import pytest

from cli.scenarios import broken
from cli.scene import scene
from tests.peers import temporal_server
from tests.peers.production import SECOND, Production

pytestmark = [
    pytest.mark.peers,
    pytest.mark.stack,
    pytest.mark.skipif(bool(temporal_server.missing()), reason=temporal_server.missing() or "it is there"),
]
CASES, SEED, EVERY_SECONDS = 12, 5, 4.0


async def test_no_case_is_lost_when_one_of_two_workers_is_killed_again_and_again() -> None:
    async with scene(CASES, SEED, make=Production) as town:
        kills = 0

        async def trouble() -> None:
            nonlocal kills
            while True:
                await asyncio.sleep(EVERY_SECONDS)
                town.city.stack.kill(SECOND)
                kills += 1

        await town.play(trouble)
        figures = {"kills": kills, **await town.judged()}
    assert broken(figures) == {}
    assert figures["cases"] == CASES


async def test_no_case_is_lost_when_the_engine_and_its_database_are_killed() -> None:
    async with scene(CASES, SEED + 1, make=Production) as town:

        async def trouble() -> None:
            for name in ("temporal", "postgres", "temporal"):
                await asyncio.sleep(EVERY_SECONDS)
                town.city.stack.kill(name)
            await asyncio.Event().wait()

        await town.play(trouble)
        figures = await town.judged()
    assert broken(figures) == {}
    assert figures["cases"] == CASES
