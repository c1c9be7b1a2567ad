"""Lines whose media goes through a real Janus server: the door takes the seats there, a browser only speaks to it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from adapters.rooms.janus import JanusMedia, JanusRooms
from casework.room_parts import RoomParts
from tests.db.conftest import Base
from tests.janus_server import running_janus
from tests.rooms.doors import Door, door_on
from tests.rooms.guest import guest
from tests.rooms.hearing import START, Hearing, hearing_on

pytestmark = pytest.mark.stack


@dataclass(frozen=True)
class AtJanus:
    """A door, and a hearing of which the rows say that Janus has its room."""

    door: Door
    hearing: Hearing
    rooms: JanusRooms


@pytest.fixture
async def there(base: Base, tmp_path: Path) -> AsyncIterator[AtJanus]:
    async with running_janus(tmp_path) as place, aiohttp.ClientSession() as http:
        rooms = JanusRooms(place.janus, http, place.recordings)
        parts = RoomParts({"janus": rooms}, {"janus": JanusMedia(place.janus, http)})
        async with door_on(base, START - timedelta(minutes=5), parts) as door:
            hearing = await hearing_on(base, door.doors, room=False)
            await hearing.make_room("janus", record=True)
            yield AtJanus(door, hearing, rooms)


async def test_a_room_that_the_server_forgot_is_made_again_for_who_comes(there: AtJanus) -> None:
    """A server that was started anew has none."""
    assert await there.rooms.standing() == []
    async with guest(there.door, there.hearing, "clerk").speaks() as line:
        state = await line.state()
        assert state["entrance"] == {"how": "sfu", "url": "", "token": ""} and state["recording"] is True
        assert state["providers"] == ["janus"]
        assert await line.until("sfu", lambda one: one["op"] == "seated")
        assert await there.rooms.standing() == [there.hearing.id]


async def test_nothing_of_the_server_reaches_a_browser(there: AtJanus) -> None:
    async with guest(there.door, there.hearing, "clerk").speaks() as line:
        await line.until("sfu", lambda one: one["op"] == "seated")
        said = str(line.heard)
    assert "a-secret-of-tests" not in said and "an-admin-key-of-tests" not in said and "ws://" not in said


async def test_in_the_lobby_nobody_has_a_seat(there: AtJanus) -> None:
    async with guest(there.door, there.hearing, "defence").speaks() as line:
        state = await line.state()
        assert state["me"]["place"] == "lobby"
        await line.say("sfu", op="publish", sdp="v=0")
        await line.say("chat", text="Bonjour")
        await line.until("chat")  # what was said after it is answered: it was dropped
    assert not [one for one in line.heard if one["type"] == "sfu"]
    assert await there.rooms.standing() == []
