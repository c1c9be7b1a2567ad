"""A simulated city whose every write was witnessed by the database itself, for what must be kept and destroyed."""

import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from cli.simulated_city import START, simulated_city
from tests.checks.lives import play_all
from tests.keeping.archive import Archive
from tests.keeping.ground import Ground, prepared
from tests.keeping.witness import Witness


@pytest.fixture(scope="package")
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


@pytest.fixture(scope="package")
async def ground(archive: Archive, request: pytest.FixtureRequest) -> AsyncIterator[Ground]:
    """20 of 200 cases to erase by `--deep`, 5 of 50 otherwise."""
    erased, total = (20, 200) if request.config.getoption("--deep") else (5, 50)
    async with httpx.AsyncClient(base_url=archive.city.stack.base_url, timeout=30) as http:
        yield await prepared(archive, http, erased, total)
