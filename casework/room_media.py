"""A person's seat at a media server: in the place where they are, given up as soon as they are elsewhere."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from casework.doors import Doors
from casework.room_providers import key_of
from casework.room_standing import Scene
from domain.errors import Invalid
from domain.room import LOBBY, OUT, ROOM
from domain.room_ports import MediaSeat, RoomNotMade

log = logging.getLogger("guichet.rooms")
RETRY: Final = 1.0  # seconds until a server is asked again
PATIENCE: Final = 10.0  # seconds that a browser's message waits for its seat
LONGEST: Final = 60_000  # characters of a description


@dataclass(frozen=True)
class Wanted:
    """Where a person is to sit: whose server, which place of the hearing, whether they send.

    `record`: the court records the hearing's own room.
    """

    provider: str
    place: str
    speaks: bool
    record: bool = False


def wanted(doors: Doors, scene: Scene, key: str) -> Wanted | None:
    """Where somebody is to sit now; None in the lobby, outside, or where browsers need no server of ours."""
    room = scene.standing.room
    one = room.people[key]
    if room.provider not in doors.rooms.media or one.place in (LOBBY, OUT) or room.phase == "ended":
        return None
    return Wanted(room.provider, one.place, one.part != "observer", scene.standing.row.record)


class Media:
    """What one line has at media servers: one seat at most. `say` sends to the browser."""

    def __init__(self, doors: Doors, hearing_id: str, key: str, say: Callable[[dict[str, Any]], None]) -> None:
        self._doors, self._hearing_id, self._key, self._say = doors, hearing_id, key, say
        self._wanted: Wanted | None = None
        self._seat: MediaSeat | None = None
        self._seated = asyncio.Event()
        self._sitting: asyncio.Task[None] | None = None

    def follow(self, at: Wanted | None) -> None:
        """Sit there from now on; the seat elsewhere is given up at once."""
        if at == self._wanted:
            return
        self._wanted = at
        self._stop()
        if at is not None:
            self._sitting = asyncio.create_task(self._sit(at))

    async def close(self) -> None:
        """Give up what there is, and wait until it is."""
        self._wanted, sitting = None, self._sitting
        self._stop()
        if sitting is not None:
            await asyncio.wait([sitting], timeout=PATIENCE)

    async def hear(self, message: dict[str, Any]) -> None:
        """What the browser says to the server. What was meant for another place is dropped."""
        at = self._wanted
        if at is None or message.get("place", at.place) != at.place:
            return
        with contextlib.suppress(TimeoutError, RoomNotMade):
            await asyncio.wait_for(self._seated.wait(), PATIENCE)
            if self._wanted == at and self._seat is not None:
                await self._pass_on(self._seat, at, message)

    async def _pass_on(self, seat: MediaSeat, at: Wanted, message: dict[str, Any]) -> None:
        match message.get("op"):
            case "publish":
                answer = await seat.publish(_description(message))
                self._say({"type": "sfu", "op": "answer", "sdp": answer, "place": at.place})
            case "answer":
                await seat.answer(_description(message))
            case "trickle":
                which, candidate = message.get("which"), message.get("candidate")
                if which in ("publish", "subscribe") and (candidate is None or isinstance(candidate, dict)):
                    await seat.trickle(which, candidate)
            case _:
                raise Invalid({"op": "not-a-choice"})

    async def _sit(self, at: Wanted) -> None:
        """Keep a seat there until cancelled; a server that does not answer is asked again."""
        while True:
            with contextlib.suppress(RoomNotMade):
                await self._sit_once(at)
            log.warning("media server lost", extra={"provider": at.provider})
            await asyncio.sleep(RETRY)

    async def _sit_once(self, at: Wanted) -> None:
        seat = await self._given(at)
        try:
            self._seat = seat
            self._seated.set()
            async for event in seat.events():
                self._say({**event, "type": "sfu", "op": event["type"], "place": at.place})
        finally:
            if self._seat is seat:
                self._seat = None
                self._seated.clear()
            with contextlib.suppress(RoomNotMade):
                await seat.leave()

    async def _given(self, at: Wanted) -> MediaSeat:
        """A seat there. A server that was started anew has no rooms any more: the hearing's is made again."""
        server, key = self._doors.rooms.media[at.provider], key_of(self._hearing_id)
        try:
            return await server.seat(key, at.place, self._key, speaks=at.speaks)
        except RoomNotMade:
            provider = self._doors.rooms.providers.get(at.provider)
            if at.place != ROOM or provider is None:
                raise
            await provider.make(key, record=at.record)
            return await server.seat(key, at.place, self._key, speaks=at.speaks)

    def _stop(self) -> None:
        self._seat = None
        self._seated.clear()
        if self._sitting is not None:
            self._sitting.cancel()
            self._sitting = None


def _description(message: dict[str, Any]) -> str:
    sdp = message.get("sdp")
    if not isinstance(sdp, str) or not 0 < len(sdp) <= LONGEST:
        raise Invalid({"sdp": "invalid-text"})
    return sdp
