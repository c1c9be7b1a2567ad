"""A hearing by video through a real relay: coturn, and nothing but it."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import City
from tests.web.other_day import OtherDay, doors_at
from tests.web.test_hearing_room_seen import make_known
from tests.web.video_hearing import ACCOUNTS, held_now
from tests.web.video_people import DESK, PHONE, guests
from tests.web.video_relay import Relay, relay
from tests.web.walk import sign_in

pytestmark = [pytest.mark.stack, pytest.mark.browser]


async def test_two_people_hear_and_see_each_other_by_the_relay_alone(city: City, tmp_path: Path) -> None:
    everybody = guests(tmp_path, clerk=DESK, defence=PHONE)
    async with relay(tmp_path) as by, relayed(city, by) as there, held_now(city) as (_, hearing), everybody as people:
        clerk, defence = people
        for one in people:
            await sign_in(one.page, there.base_url, ACCOUNTS[one.key])
            await one.page.goto(f"{there.base_url}{hearing.case.path}/audience")
        await clerk.at("room")
        await defence.at("lobby")
        await clerk.page.locator("[data-person=defence]").wait_for()
        await make_known(clerk, defence)
        await clerk.act("defence", "admit")
        await asyncio.gather(defence.receives("clerk"), clerk.receives("defence"))
        for one in people:
            ends = await one.candidates()
            assert ends and all(pair == ["relay", "relay"] for pair in ends), (one.key, ends)
        assert [fault for one in people for fault in one.faults] == []


@asynccontextmanager
async def relayed(city: City, by: Relay) -> AsyncGenerator[OtherDay]:
    """The city's doors with this relay, and no other way."""
    async with doors_at(
        city, datetime.now(UTC), GUICHET_TURN_URLS=by.url, GUICHET_TURN_SECRET=by.secret, GUICHET_TURN_ONLY="true"
    ) as there:
        yield there
