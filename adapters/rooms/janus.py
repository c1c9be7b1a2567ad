"""Rooms at a Janus server: each place of a hearing is a room of its VideoRoom plugin, and the door joins for browsers.

A browser learns nothing of Janus: neither its address nor its secrets. A room's secret and pin are made from its name,
so that any process of the city can speak to a room that another one made.
"""

import contextlib
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import aiohttp

from adapters.rooms.janus_link import NO_SUCH_ROOM, ROOM_EXISTS, Janus, JanusLink, JanusRefused, asking, linked
from adapters.rooms.janus_seat import JanusSeat
from domain.case_ids import keyed_id
from domain.room import PRIVATE, ROOM
from domain.room_ports import Entrance, MadeRoom, MediaSeat, RoomNotMade

CAPACITY: Final = 12  # people who send at once
BITRATE: Final = 512_000  # bits a second of one person's picture
PICTURE_SECONDS: Final = 10  # between two whole pictures, asked of who sends


class JanusRooms:
    """`RoomProvider` at a Janus server. `recordings`: the folder, on that server, that recordings are written to."""

    name = "janus"
    capacity = CAPACITY

    def __init__(self, janus: Janus, http: aiohttp.ClientSession, recordings: Path | None = None) -> None:
        self._janus, self._http, self._recordings = janus, http, recordings
        self.records = recordings is not None

    async def make(self, key: str, *, record: bool) -> MadeRoom:
        """Make the room of a key, or find it. Raises RoomNotMade, also when it is to record and cannot."""
        if record and self._recordings is None:
            raise RoomNotMade("janus has no folder for recordings")
        async with asking(self._http, self._janus) as (link, handle):
            await made(link, handle, self._janus, key, self._kept(key) if record else None)
        return MadeRoom(key, record)

    async def close(self, key: str) -> None:
        """Close a hearing's room and the private ones beside it. Raises RoomNotMade when nothing answers."""
        async with asking(self._http, self._janus) as (link, handle):
            for room in await self._rooms(link, handle):
                if room == key or room.startswith(f"{key}-{PRIVATE}"):
                    await gone(link, handle, self._janus, room)

    async def standing(self) -> list[str]:
        """The keys of the rooms that stand, without the private ones. Raises RoomNotMade."""
        async with asking(self._http, self._janus) as (link, handle):
            return [room for room in await self._rooms(link, handle) if f"-{PRIVATE}" not in room]

    def entrance(self, key: str, participant: str, *, speaks: bool, until: datetime) -> Entrance:
        """Through our own door: the browser speaks to nobody else."""
        return Entrance("sfu")

    async def _rooms(self, link: JanusLink, handle: int) -> list[str]:
        listed = await link.tell(handle, {"request": "list", "admin_key": self._janus.admin_key})
        return sorted(str(room["room"]) for room in listed["list"])

    def _kept(self, key: str) -> Path | None:
        return self._recordings / key if self._recordings else None


class JanusMedia:
    """`MediaServer` at a Janus server."""

    def __init__(self, janus: Janus, http: aiohttp.ClientSession) -> None:
        self._janus, self._http = janus, http

    async def seat(self, key: str, place: str, participant: str, *, speaks: bool) -> MediaSeat:
        """A place for one person. A private room is made for who comes first, and never recorded; the hearing's own
        room must stand. Raises RoomNotMade.
        """
        room = key if place == ROOM else f"{key}-{place}"
        link = await linked(self._http, self._janus)
        try:
            handle = await link.attach()
            if place != ROOM:
                await made(link, handle, self._janus, room, None)
            seat = JanusSeat(link, handle, participant, speaks=speaks)
            await seat.join(room, pin_of(self._janus, room), secret_of(self._janus, room))
        except BaseException:
            await link.close()
            raise
        if place != ROOM:
            seat.afterwards = lambda: self._leave_empty(room)
        return seat

    async def _leave_empty(self, room: str) -> None:
        """Destroy a private room in which nobody is any more; what cannot be now goes with the hearing's room."""
        with contextlib.suppress(RoomNotMade):
            async with asking(self._http, self._janus) as (link, handle):
                inside = await link.tell(handle, {"request": "listparticipants", "room": room})
                if not inside["participants"]:
                    await gone(link, handle, self._janus, room)


async def made(link: JanusLink, handle: int, janus: Janus, room: str, kept: Path | None) -> None:
    """A room, made or found; `kept` is the folder of its recordings. Raises RoomNotMade."""
    record: dict[str, Any] = {"record": True, "rec_dir": str(kept), "lock_record": True} if kept else {"record": False}
    body: dict[str, Any] = {
        "request": "create", "room": room, "admin_key": janus.admin_key, "secret": secret_of(janus, room),
        "pin": pin_of(janus, room), "is_private": True, "publishers": CAPACITY, "bitrate": BITRATE,
        "fir_freq": PICTURE_SECONDS, "audiocodec": "opus", "videocodec": "vp8", "description": room,
    }  # fmt: skip
    try:
        await link.tell(handle, body | record)
    except JanusRefused as refusal:
        if refusal.code != ROOM_EXISTS:
            raise


async def gone(link: JanusLink, handle: int, janus: Janus, room: str) -> None:
    """No such room any more. Raises RoomNotMade."""
    try:
        await link.tell(handle, {"request": "destroy", "room": room, "secret": secret_of(janus, room)})
    except JanusRefused as refusal:
        if refusal.code != NO_SUCH_ROOM:
            raise


def secret_of(janus: Janus, room: str) -> str:
    """What a room is changed with."""
    return keyed_id(janus.secret, "room-secret", room)


def pin_of(janus: Janus, room: str) -> str:
    """What a room is joined with."""
    return keyed_id(janus.secret, "room-pin", room)
