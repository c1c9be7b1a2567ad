"""A provider that fails by lot: in each way, on every call, seeded; and never in a city that people rely on."""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest

from adapters.rooms.faults import KINDS, FaultyRooms, drawn_from
from adapters.settings import CitySettings
from cli.recorded_rooms import RecordedRooms
from cli.room_parts import room_parts
from cli.room_trials import KeylessRooms, tried
from domain.room_ports import RoomNotMade

KEY, NOWHERE = "a" * 32, datetime(2031, 1, 1, tzinfo=UTC)


def settings(**changes: Any) -> CitySettings:
    given: dict[str, Any] = {"gateway_secret": "s" * 16, "master_key": "0" * 64, "door_secret": "d" * 32}
    return CitySettings(**(given | changes))


async def outcome(rooms: FaultyRooms, inner: RecordedRooms) -> str:
    """How one making went: its answer, and whether the room was made."""
    inner.rooms.clear()
    try:
        async with asyncio.timeout(0.02):
            await rooms.make(KEY, record=False)
    except RoomNotMade:
        return "fails" if inner.rooms else "refuses"
    except TimeoutError:
        return "does not answer in time" if inner.rooms else "refuses"
    return "made"


async def test_calls_fail_in_each_way_and_as_often_as_asked() -> None:
    inner = RecordedRooms("janus")
    rooms = FaultyRooms(inner, 7, 0.5)
    found = Counter([await outcome(rooms, inner) for _ in range(200)])
    assert set(found) == {"made", "refuses", "fails", "does not answer in time"}
    assert 70 < found["made"] < 130
    assert min(found[name] for name in ("refuses", "fails", "does not answer in time")) > 10
    assert len(KINDS) == 4


async def test_every_call_is_drawn_and_the_same_seed_draws_the_same() -> None:
    drawn = list[list[str]]()
    for _ in range(2):
        inner = RecordedRooms("ours")
        faulty = FaultyRooms(inner, 3, 1.0)
        drawn.append([await outcome(faulty, inner) for _ in range(20)])
    assert drawn[0] == drawn[1] and "made" not in drawn[0]
    rooms = FaultyRooms(RecordedRooms("ours"), 3, 1.0)
    for call in (rooms.standing, lambda: rooms.close(KEY)):
        with pytest.raises((RoomNotMade, TimeoutError)):
            async with asyncio.timeout(0.02):
                await call()
    assert rooms.entrance(KEY, "defence", speaks=True, until=NOWHERE).how == "mesh"


@pytest.mark.parametrize("setting", ["7", "7:", "seven:0.5", "7:0", "7:2", ":0.5"])
def test_a_setting_that_says_nothing_is_refused(setting: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        drawn_from(setting)


@pytest.mark.parametrize("trial", [{"room_faults": "7:0.5"}, {"without_guard": "room-key"}])
def test_no_city_in_production_is_tried(trial: dict[str, str]) -> None:
    assert tried(settings(**trial), RecordedRooms("ours")) is not None
    with pytest.raises(ValueError, match="refused in production"):
        tried(settings(mode="production", **trial), RecordedRooms("ours"))


def test_without_a_trial_a_provider_is_itself() -> None:
    ours = RecordedRooms("ours")
    assert tried(settings(mode="production"), ours) is ours


async def test_without_its_key_a_room_asked_for_twice_is_two() -> None:
    inner = RecordedRooms("janus")
    rooms = KeylessRooms(inner)
    for _ in range(2):
        await rooms.make(KEY, record=False)
    assert len(inner.rooms) == 2
    await rooms.close(KEY)
    assert len(inner.rooms) == 1 and await rooms.standing() == []


async def test_providers_are_those_of_the_settings_in_their_order() -> None:
    nowhere: Any = None
    async with aiohttp.ClientSession() as http:
        assert list(room_parts(settings(), nowhere, http).providers) == ["ours"]
        for wrong in ("ours,teams", "janus"):
            with pytest.raises(ValueError, match="GUICHET_ROOMS"):
                room_parts(settings(rooms=wrong), nowhere, http)
