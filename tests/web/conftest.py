"""People at the door of a running city."""

from collections.abc import AsyncIterator

import pytest

from tests.conftest import City
from tests.web.visitor import Visitor


@pytest.fixture
async def visitor(city: City) -> AsyncIterator[Visitor]:
    async with Visitor(city.base_url) as one:
        yield one


@pytest.fixture
async def citizen(city: City) -> AsyncIterator[Visitor]:
    async with Visitor(city.base_url) as one:
        await one.sign_in("citoyen-1")
        yield one
