"""Rooms at a Jitsi server: a link with a signed token, for one person and one room (Jitsi Meet, « token » of Prosody).

Jitsi makes a room when the first person comes and keeps no list: to make one is to see that the server answers.
"""

from datetime import datetime
from http import HTTPStatus
from typing import Final
from urllib.parse import urlencode, urlsplit

import aiohttp

from adapters.rooms.signed_pages import token
from adapters.settings import JitsiSettings
from domain.room import part_of
from domain.room_acts import LEADS
from domain.room_ports import Entrance, MadeRoom, RoomNotMade

CAPACITY: Final = 35
SECONDS: Final = aiohttp.ClientTimeout(total=8)


class JitsiRooms:
    """`RoomProvider` at a Jitsi server. It records only where the settings say that the court does so there."""

    name = "jitsi"
    capacity = CAPACITY

    def __init__(self, of: JitsiSettings, http: aiohttp.ClientSession) -> None:
        self._of, self._http = of, http
        self.records = of.records

    async def make(self, key: str, *, record: bool) -> MadeRoom:
        """The server answers, so the room can be entered. Raises RoomNotMade, also when it is to record and cannot."""
        if record and not self.records:
            raise RoomNotMade("nothing records at this jitsi")
        try:
            async with self._http.get(f"{self._of.url.rstrip('/')}/config.js", timeout=SECONDS) as answer:
                if answer.status != HTTPStatus.OK:
                    raise RoomNotMade(f"jitsi: {answer.status}")
        except (aiohttp.ClientError, OSError, TimeoutError) as fault:
            raise RoomNotMade("jitsi does not answer") from fault
        return MadeRoom(key, record)

    async def close(self, key: str) -> None:
        """Nothing stands that could be closed: tokens end by themselves, and a room with its last person."""

    async def standing(self) -> list[str]:
        """None that anybody could list."""
        return []

    def entrance(self, key: str, participant: str, *, speaks: bool, until: datetime) -> Entrance:
        """The room's page with a token in its address; who leads the hearing is a moderator there."""
        leads, domain = part_of(participant) in LEADS, urlsplit(self._of.url).hostname or ""
        affiliation = "owner" if leads else "member"
        claims = {
            "aud": "jitsi", "iss": self._of.app_id, "sub": domain, "room": key, "moderator": leads,
            "context": {"user": {"id": participant, "name": participant, "affiliation": affiliation}},
        }  # fmt: skip
        signed = token(self._of.secret, claims, until)
        return Entrance("page", f"{self._of.url.rstrip('/')}/{key}?{urlencode({'jwt': signed})}", signed)
