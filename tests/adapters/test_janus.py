"""Rooms at a real Janus server: made once a key, guarded, closed with what stands beside them."""

import asyncio
import stat
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest

from adapters.rooms.janus import JanusMedia, JanusRooms, pin_of
from adapters.rooms.janus_link import Janus, JanusRefused, asking
from cli.janus import JanusPlace
from domain.room_ports import Entrance, RoomNotMade

UNTIL = datetime(2026, 11, 27, 15, tzinfo=UTC)


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def rooms(janus: JanusPlace, http: aiohttp.ClientSession) -> JanusRooms:
    return JanusRooms(janus.janus, http, janus.recordings)


async def _listed(janus: Janus, http: aiohttp.ClientSession, room: str) -> dict[str, Any] | None:
    async with asking(http, janus) as (link, handle):
        listed = await link.tell(handle, {"request": "list", "admin_key": janus.admin_key})
    return next((one for one in listed["list"] if one["room"] == room), None)


async def test_the_same_key_is_the_same_room(rooms: JanusRooms) -> None:
    """Ten at once make one."""
    made = await asyncio.gather(*(rooms.make("hearing-a", record=False) for _ in range(10)))
    assert {one.key for one in made} == {"hearing-a"}
    assert (await rooms.standing()).count("hearing-a") == 1
    await rooms.close("hearing-a")


async def test_a_closed_room_stays_closed(rooms: JanusRooms) -> None:
    await rooms.make("hearing-b", record=False)
    await rooms.close("hearing-b")
    await rooms.close("hearing-b")
    assert "hearing-b" not in await rooms.standing()


async def test_a_room_records_where_only_its_secret_could_stop_it(
    rooms: JanusRooms, janus: JanusPlace, http: aiohttp.ClientSession
) -> None:
    await rooms.make("hearing-c", record=True)
    found = await _listed(janus.janus, http, "hearing-c") or {}
    assert (found["record"], found["lock_record"], found["pin_required"], found["is_private"]) == (True,) * 4
    assert found["rec_dir"] == f"{janus.recordings}/hearing-c"
    await rooms.close("hearing-c")


async def test_a_private_room_is_never_recorded_and_goes_with_the_last_one(
    rooms: JanusRooms, janus: JanusPlace, http: aiohttp.ClientSession
) -> None:
    """It is no room of the provider's list: only the hearing's own is."""
    await rooms.make("hearing-d", record=True)
    media = JanusMedia(janus.janus, http)
    seats = [await media.seat("hearing-d", "private-1", who, speaks=True) for who in ("defence", "lawyer")]
    beside = await _listed(janus.janus, http, "hearing-d-private-1")
    assert beside and beside["record"] is False
    assert "hearing-d-private-1" not in await rooms.standing()
    await seats[0].leave()
    assert await _listed(janus.janus, http, "hearing-d-private-1")
    await seats[1].leave()
    assert await _listed(janus.janus, http, "hearing-d-private-1") is None
    await rooms.close("hearing-d")


async def test_a_seat_needs_a_room_that_stands(janus: JanusPlace, http: aiohttp.ClientSession) -> None:
    with pytest.raises(RoomNotMade):
        await JanusMedia(janus.janus, http).seat("hearing-nowhere", "room", "judge", speaks=True)


async def test_a_person_who_comes_again_takes_the_place_of_the_earlier_one(
    rooms: JanusRooms, janus: JanusPlace, http: aiohttp.ClientSession
) -> None:
    await rooms.make("hearing-e", record=False)
    media = JanusMedia(janus.janus, http)
    first = await media.seat("hearing-e", "room", "defence", speaks=True)
    second = await media.seat("hearing-e", "room", "defence", speaks=True)
    assert [said async for said in first.events()] == [{"type": "seated"}]  # and it is over
    await first.leave()
    await second.leave()
    await rooms.close("hearing-e")


async def test_an_observer_publishes_nothing(rooms: JanusRooms, janus: JanusPlace, http: aiohttp.ClientSession) -> None:
    await rooms.make("hearing-f", record=False)
    seat = await JanusMedia(janus.janus, http).seat("hearing-f", "room", "observer", speaks=False)
    with pytest.raises(RoomNotMade):
        await seat.publish("v=0")
    await seat.leave()
    await rooms.close("hearing-f")


@pytest.mark.parametrize("wrong", ["secret", "admin_key"])
async def test_a_stranger_makes_no_room(janus: JanusPlace, http: aiohttp.ClientSession, wrong: str) -> None:
    known = {"url": janus.url, "secret": janus.secret, "admin_key": janus.admin_key} | {wrong: "a-guess-of-a-stranger"}
    with pytest.raises(JanusRefused):
        await JanusRooms(Janus(**known), http).make("hearing-g", record=False)


async def test_nobody_joins_without_the_pin(rooms: JanusRooms, janus: JanusPlace, http: aiohttp.ClientSession) -> None:
    await rooms.make("hearing-h", record=False)
    async with asking(http, janus.janus) as (link, handle):
        join = {"request": "join", "ptype": "publisher", "room": "hearing-h"}
        for pin in ({}, {"pin": "0000"}, {"pin": pin_of(janus.janus, "hearing-other")}):
            with pytest.raises(JanusRefused):
                await link.tell(handle, join | pin)
        assert await link.tell(handle, join | {"pin": pin_of(janus.janus, "hearing-h")})
    await rooms.close("hearing-h")


async def test_a_room_to_record_is_not_made_without_a_folder(janus: JanusPlace, http: aiohttp.ClientSession) -> None:
    rooms = JanusRooms(janus.janus, http)
    assert not rooms.records
    with pytest.raises(RoomNotMade):
        await rooms.make("hearing-i", record=True)


async def test_a_server_that_is_away_makes_no_room(http: aiohttp.ClientSession) -> None:
    away = JanusRooms(Janus("ws://127.0.0.1:9", "s" * 16, "k" * 16), http)
    for asked in (away.make("hearing-j", record=False), away.close("hearing-j"), away.standing()):
        with pytest.raises(RoomNotMade):
            await asked


def test_a_browser_comes_in_through_our_door(rooms: JanusRooms) -> None:
    assert rooms.entrance("hearing-k", "judge", speaks=True, until=UNTIL) == Entrance("sfu")


def test_the_settings_are_for_the_city_alone(janus: JanusPlace) -> None:
    files = list(janus.folder.glob("*.jcfg"))
    assert files and {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
