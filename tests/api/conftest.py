"""A town for the tests of the JSON door."""

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.api.town import Town
from tests.conftest import City


@pytest.fixture(scope="session")
async def town(city: City) -> AsyncIterator[Town]:
    """The running city, seen from outside."""
    async with httpx.AsyncClient(base_url=city.base_url, timeout=30) as http:
        yield Town(city, http)
