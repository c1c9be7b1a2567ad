"""Hearings with rooms on a database of their own, and doors in this process; no other part of the city runs."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.db.conftest import Base
from tests.db.conftest import base as base  # the fixture
from tests.rooms.doors import Door, door_on
from tests.rooms.hearing import START, Hearing, hearing_on


@pytest.fixture
async def door(base: Base) -> AsyncIterator[Door]:
    """One process of the doors, five minutes before the hour of every hearing here."""
    async with door_on(base, START - timedelta(minutes=5)) as one:
        yield one


@pytest.fixture
async def hearing(base: Base, door: Door) -> Hearing:
    """A hearing by video of its own, whose room is made."""
    return await hearing_on(base, door.doors)
