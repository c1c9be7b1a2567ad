"""People at the door of a running city."""

from collections.abc import AsyncIterator

import pytest

from tests.conftest import City
from tests.web.people import Visitors, all_of_them
from tests.web.place import Place, build
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


@pytest.fixture(scope="session")
async def place(city: City) -> Place:
    """One of everything that a page shows."""
    return await build(city)


@pytest.fixture(scope="session")
async def visitors(city: City, place: Place) -> AsyncIterator[Visitors]:
    """Everybody who looks at pages, each already in."""
    async with all_of_them(city, place.names["number"], place.names["guest"]) as found:
        yield found
