"""Our rooms and our tokens at a real LiveKit server: up to its door, for no media flows on loopback."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from pytest import TempPathFactory

from adapters.rooms.livekit import LiveKitRooms
from adapters.rooms.signed_pages import token
from adapters.settings import LiveKitSettings
from domain.room_ports import RoomNotMade
from tests.peers import livekit_server

pytestmark = [
    pytest.mark.peers,
    pytest.mark.skipif(bool(livekit_server.missing()), reason=livekit_server.missing() or "it is there"),
]


@dataclass(frozen=True)
class There:
    """The server, and our provider at it."""

    settings: LiveKitSettings
    http: aiohttp.ClientSession
    rooms: LiveKitRooms

    def token(self, key: str, who: str, *, speaks: bool = True, minutes: int = 5) -> str:
        """What somebody is let in with."""
        until = datetime.now(UTC) + timedelta(minutes=minutes)
        return self.rooms.entrance(key, who, speaks=speaks, until=until).token

    async def inside(self, key: str) -> dict[str, bool]:
        """Who is in a room, and whether they may send; asked of the server with a token of its administrator."""
        grant = {"room": key, "roomAdmin": True}
        until = datetime.now(UTC) + timedelta(minutes=1)
        signed = token(self.settings.secret, {"iss": self.settings.key, "video": grant}, until)
        url = f"{self.settings.url}/twirp/livekit.RoomService/ListParticipants"
        async with self.http.post(url, json={"room": key}, headers={"Authorization": f"Bearer {signed}"}) as answer:
            found: dict[str, Any] = await answer.json()
        return {one["identity"]: bool(one["permission"].get("can_publish")) for one in found.get("participants", ())}

    async def door(self, signed: str) -> int:
        """What the server's websocket answers to a token: 101 when it lets its holder in."""
        url = f"{self.settings.url.replace('http', 'ws')}/rtc?access_token={signed}&protocol=15&auto_subscribe=1"
        try:
            async with self.http.ws_connect(url) as socket:
                first = await socket.receive(timeout=5)
                assert first.type is aiohttp.WSMsgType.BINARY  # its JoinResponse
                return 101
        except aiohttp.WSServerHandshakeError as refusal:
            return refusal.status


@pytest.fixture(scope="module")
async def there(tmp_path_factory: TempPathFactory) -> AsyncIterator[There]:
    async with livekit_server.running(tmp_path_factory.mktemp("livekit")) as settings, aiohttp.ClientSession() as http:
        yield There(settings, http, LiveKitRooms(settings, http))


async def test_a_room_is_made_once_found_standing_and_closed_for_good(there: There) -> None:
    for _ in range(2):
        await there.rooms.make("hearing-a", record=False)
    await there.rooms.make("hearing-a-private-1", record=False)  # as somebody who is the first one there makes it
    assert await there.rooms.standing() == ["hearing-a"]
    for _ in range(2):
        await there.rooms.close("hearing-a")
    assert await there.rooms.standing() == []
    assert await there.inside("hearing-a-private-1") == {}


async def test_a_participant_is_let_in_and_an_observer_may_send_nothing(there: There) -> None:
    await there.rooms.make("hearing-b", record=False)
    url = there.settings.url.replace("http", "ws")
    for who, speaks in (("defence", True), ("observer", False)):
        signed = there.token("hearing-b", who, speaks=speaks)
        async with there.http.ws_connect(f"{url}/rtc?access_token={signed}&protocol=15") as socket:
            assert (await socket.receive(timeout=5)).type is aiohttp.WSMsgType.BINARY
            assert await there.inside("hearing-b") == {who: speaks}
    await there.rooms.close("hearing-b")


async def test_a_forged_an_expired_and_no_token_are_refused(there: There) -> None:
    await there.rooms.make("hearing-c", record=False)
    signed = there.token("hearing-c", "judge")
    head, _, signature = signed.rpartition(".")
    forged = f"{head}.{signature[:-4]}{'AAAA' if signature[-4:] != 'AAAA' else 'BBBB'}"
    expired = there.token("hearing-c", "judge", minutes=-10)
    assert [await there.door(one) for one in (signed, forged, expired, "")] == [101, 401, 401, 401]
    await there.rooms.close("hearing-c")


async def test_a_stranger_makes_and_lists_no_room(there: There) -> None:
    stranger = there.settings.model_copy(update={"secret": "another-secret-of-thirty-two-characters"})
    rooms = LiveKitRooms(stranger, there.http)
    for asked in (rooms.make("hearing-d", record=False), rooms.standing()):
        with pytest.raises(RoomNotMade, match="401"):
            await asked
