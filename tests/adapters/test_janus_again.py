"""A Janus server that dies while people sit in its rooms: they learn it, and sit again once it is back."""

import asyncio
import os
from pathlib import Path

import aiohttp
import pytest

from adapters.rooms.janus import JanusMedia, JanusRooms
from cli.janus import JanusPlace, missing, part
from domain.room_ports import RoomNotMade
from tests.localstripe import free_port

pytestmark = pytest.mark.skipif(bool(missing()) and not os.environ.get("CI"), reason=missing() or "it is there")


async def test_who_sat_there_learns_that_the_server_is_gone_and_sits_again(tmp_path: Path) -> None:
    place = JanusPlace(tmp_path / "janus", free_port(), "a-secret-of-tests", "an-admin-key-of-tests")
    server = part(place, os.environ["PATH"])
    server.start()
    try:
        await server.until_ready()
        async with aiohttp.ClientSession() as http:
            rooms, media = JanusRooms(place.janus, http), JanusMedia(place.janus, http)
            await rooms.make("hearing", record=False)
            seat = await media.seat("hearing", "room", "judge", speaks=True)
            said: list[str] = []

            async def listen() -> None:
                async for event in seat.events():
                    said.append(event["type"])

            listening = asyncio.create_task(listen())
            server.kill()
            async with asyncio.timeout(10):
                await listening
            assert said == ["seated"]
            with pytest.raises(RoomNotMade):
                await media.seat("hearing", "room", "judge", speaks=True)
            await seat.leave()

            server.start()
            await server.until_ready()
            assert await rooms.standing() == []
            with pytest.raises(RoomNotMade):  # a room is made by its provider, never by whoever comes
                await media.seat("hearing", "room", "judge", speaks=True)
            await rooms.make("hearing", record=False)
            again = await media.seat("hearing", "room", "judge", speaks=True)
            await again.leave()
    finally:
        await server.stop()
