"""A simulated city whose every write was witnessed by the database itself, for what must be kept and destroyed."""

import shutil
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from cli.simulated_city import START, SimulatedCity, simulated_city
from tests.checks.lives import play_all
from tests.keeping.witness import Witness


@dataclass(frozen=True)
class Archive:
    """The city, where it keeps its data, and what the witness saw while six lives were played."""

    city: SimulatedCity
    var: Path
    witness: Witness

    @property
    def worker_url(self) -> str:
        """The database as the workers see it."""
        return self.city.stack.env["DATABASE_WORKER_URL"]

    @property
    def owner_url(self) -> str:
        """The database as its owner sees it."""
        return self.city.stack.env["DATABASE_URL"]


@pytest.fixture(scope="session")
async def archive() -> AsyncIterator[Archive]:
    """Six lives played over HTTP; two letters were withdrawn and corrected since."""
    var = Path(tempfile.mkdtemp(prefix="guichet-keeping-"))
    var.chmod(0o755)
    try:
        async with simulated_city(var, lambda line: None, START, {"GUICHET_LETTER_PROCESSES": "1"}) as city:
            witness = Witness(city.stack.env["DATABASE_URL"])
            await witness.stand()
            await play_all(city, var / "acknowledgements.jsonl")
            await witness.change_some_letters(city.instant)
            await witness.leave()
            yield Archive(city, var, witness)
    finally:
        shutil.rmtree(var, ignore_errors=True)
