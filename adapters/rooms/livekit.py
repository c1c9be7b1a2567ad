"""Rooms at a LiveKit server: made and listed by its RoomService (Twirp, JSON), entered by a page with a signed token.

The grants are those of LiveKit's documentation (« Tokens & grants »). Nobody's name goes there: only the key of a link.
"""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

import aiohttp

from adapters.rooms.signed_pages import token
from adapters.settings import LiveKitSettings
from domain.room import PRIVATE
from domain.room_ports import Entrance, MadeRoom, RoomNotMade

CAPACITY: Final = 50
EMPTY_SECONDS: Final = 14 * 86_400  # a room is made days before anybody comes
DEPARTED_SECONDS: Final = 4 * 3_600  # and stays while everybody is away for a moment
ASKED: Final = timedelta(minutes=1)  # how long a token of the city's own is good
SECONDS: Final = aiohttp.ClientTimeout(total=8)


class LiveKitRooms:
    """`RoomProvider` at a LiveKit server. It records only where the settings say that the court does so there."""

    name = "livekit"
    capacity = CAPACITY

    def __init__(self, of: LiveKitSettings, http: aiohttp.ClientSession) -> None:
        self._of, self._http = of, http
        self.records = of.records

    async def make(self, key: str, *, record: bool) -> MadeRoom:
        """Make the room of a key, or find it. Raises RoomNotMade, also when it is to record and cannot."""
        if record and not self.records:
            raise RoomNotMade("nothing records at this livekit")
        wanted = {"name": key, "empty_timeout": EMPTY_SECONDS, "departure_timeout": DEPARTED_SECONDS,
                  "max_participants": CAPACITY}  # fmt: skip
        await self._ask("CreateRoom", wanted, {"roomCreate": True})
        return MadeRoom(key, record)

    async def close(self, key: str) -> None:
        """Close a hearing's room and the private ones beside it. Raises RoomNotMade when nothing answers."""
        for room in await self._rooms():
            if room == key or room.startswith(f"{key}-{PRIVATE}"):
                await self._ask("DeleteRoom", {"room": room}, {"roomCreate": True}, missing=True)

    async def standing(self) -> list[str]:
        """The keys of the rooms that stand, without the private ones. Raises RoomNotMade."""
        return [room for room in await self._rooms() if f"-{PRIVATE}" not in room]

    def entrance(self, key: str, participant: str, *, speaks: bool, until: datetime) -> Entrance:
        """A page of LiveKit's, with a token for one person and this room; an observer's sends nothing."""
        video = {"room": key, "roomJoin": True, "canPublish": speaks, "canPublishData": speaks, "canSubscribe": True}
        signed = token(self._of.secret, {"iss": self._of.key, "sub": participant, "video": video}, until)
        asked = urlencode({"liveKitUrl": _socket(self._of.url), "token": signed})
        return Entrance("page", f"{self._of.page}?{asked}", signed)

    async def _rooms(self) -> list[str]:
        found = await self._ask("ListRooms", {}, {"roomList": True})
        return sorted(str(one["name"]) for one in found.get("rooms", ()))

    async def _ask(
        self, method: str, body: dict[str, Any], grant: dict[str, Any], *, missing: bool = False
    ) -> dict[str, Any]:
        """One call; `missing` says that what is not there is no fault."""
        url = f"{_plain(self._of.url)}/twirp/livekit.RoomService/{method}"
        signed = token(self._of.secret, {"iss": self._of.key, "video": grant}, datetime.now(UTC) + ASKED)
        headers = {"Authorization": f"Bearer {signed}"}
        try:
            async with self._http.post(url, json=body, headers=headers, timeout=SECONDS) as answer:
                if answer.status == HTTPStatus.NOT_FOUND and missing:
                    return {}
                if answer.status != HTTPStatus.OK:
                    raise RoomNotMade(f"livekit {method}: {answer.status}")
                return await answer.json()
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as fault:
            raise RoomNotMade("livekit does not answer") from fault


def _plain(url: str) -> str:
    """The address as http: `ws://` and `wss://` are the same server."""
    return url.rstrip("/").replace("ws", "http", 1) if url.startswith("ws") else url.rstrip("/")


def _socket(url: str) -> str:
    """The address as a browser's websocket."""
    return url.rstrip("/").replace("http", "ws", 1) if url.startswith("http") else url.rstrip("/")
