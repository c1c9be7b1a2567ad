"""A running city seen from outside, and a ledger to write made-up lines into."""

from collections.abc import AsyncIterator

import httpx
import psycopg
import pytest

from tests.api.town import Town
from tests.casework.made_ledger import MadeLedger
from tests.conftest import City


@pytest.fixture(scope="session")
async def town(city: City) -> AsyncIterator[Town]:
    async with httpx.AsyncClient(base_url=city.base_url, timeout=30) as http:
        yield Town(city, http)


@pytest.fixture
async def ledger(city: City) -> AsyncIterator[MadeLedger]:
    async with await psycopg.AsyncConnection.connect(city.database_url, autocommit=True) as owner:
        made = MadeLedger(owner)
        yield made
        await made.clear()
