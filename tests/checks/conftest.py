"""A small simulated city whose cases were filed, paid, decided and ended over HTTP, and that is now at rest."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from activities import delivering, posting
from activities.heads import HeadSigner
from adapters import database
from adapters.letter_pool import LetterPool
from checks.evidence import Evidence
from cli.compose import ROOT, parts
from cli.post_room import post_room
from cli.simulated_city import START, SimulatedCity, simulated_city
from tests.api.town import settings_of
from tests.checks.lives import RANKS, person, play_all

ON_ITS_WAY = """
SELECT (SELECT count(*) FROM letter_deliveries WHERE status = 'waiting')
     + (SELECT count(*) FROM post_batches WHERE status = 'open')"""
BATCHES = "SELECT count(*) FROM post_batches"


@dataclass(frozen=True)
class Town:
    """The city, what it leaves behind, and the words that are personal in it."""

    city: SimulatedCity
    evidence: Evidence
    canaries: tuple[str, ...]


@pytest.fixture(scope="package")
async def town() -> AsyncIterator[Town]:
    """Six cases, their heads signed once."""
    var = Path(tempfile.mkdtemp(prefix="guichet-checks-"))
    var.chmod(0o755)
    try:
        async with simulated_city(var, lambda line: None, START) as city:
            yield await settled_town(city, var)
    finally:
        shutil.rmtree(var, ignore_errors=True)


async def posted_town(city: SimulatedCity, var: Path) -> None:
    """What nobody opened for five days goes by post, in batches; the city's own post room may be at it just now."""
    settings = settings_of(city.stack.env, {})
    async with parts(settings, settings.database.worker_url) as made:
        room = post_room(settings, made, LetterPool(ROOT, var / "seal", 1))
        async with asyncio.timeout(120):
            while await city.count(ON_ITS_WAY) or not await city.count(BATCHES):
                while await delivering.post_the_unread(room, city.instant):
                    pass
                await posting.batch(room, city.instant)
                await asyncio.sleep(0.2)


async def settled_town(city: SimulatedCity, var: Path) -> Town:
    """Play every life and sign what came of it."""
    told = var / "acknowledgements.jsonl"
    await play_all(city, told)
    engine = database.engine(city.stack.env["DATABASE_WORKER_URL"], pool=2)
    await HeadSigner(database.sessions(engine), var / "seal", var / "heads").sign(datetime.now(UTC))
    await engine.dispose()
    await posted_town(city, var)
    words = {word for rank in RANKS for word in person(rank).values()}
    return Town(city, Evidence.of_city(var, told), tuple(sorted(words)))
