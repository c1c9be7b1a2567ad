"""What a hearing's room needs from whoever carries its sound and picture: providers of rooms, and media servers."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


class RoomNotMade(Exception):
    """The provider did not make, find or close a room now: it may be tried again, or another one asked."""


@dataclass(frozen=True)
class MadeRoom:
    """A room at a provider; `key` is ours and made from the hearing, so that the same key again is the same room."""

    key: str
    record: bool


@dataclass(frozen=True)
class Entrance:
    """How a browser comes into a room. `how`: mesh (peer to peer), sfu (through our door), page (an address of theirs).

    `url` and `token` are for a page alone; the token is short-lived, and signed for one person.
    """

    how: str
    url: str = ""
    token: str = ""


class RoomProvider(Protocol):
    """Who carries a hearing's sound and picture."""

    name: str  # ours, janus, livekit, jitsi
    records: bool  # whether the court can have an official recording of it
    capacity: int  # people at once

    async def make(self, key: str, *, record: bool) -> MadeRoom:
        """Make the room of a key, or find it. Raises RoomNotMade."""
        ...

    async def close(self, key: str) -> None:
        """Close it; closed already, it stays so. Raises RoomNotMade when nothing answers."""
        ...

    async def standing(self) -> list[str]:
        """The keys of the rooms that stand. Raises RoomNotMade."""
        ...

    def entrance(self, key: str, participant: str, *, speaks: bool, until: datetime) -> Entrance:
        """How one person comes in until an instant."""
        ...


class MediaSeat(Protocol):
    """One person's place at a media server, in one place of a hearing; our door speaks for the browser."""

    async def publish(self, offer: str) -> str:
        """Send what a browser sends: its SDP offer for the server's SDP answer."""
        ...

    async def answer(self, sdp: str) -> None:
        """The browser's answer to the last offer of `events`."""
        ...

    async def trickle(self, which: str, candidate: dict[str, Any] | None) -> None:
        """A candidate of the browser's: `which` is publish or subscribe; None ends them."""
        ...

    def events(self) -> AsyncIterator[dict[str, Any]]:
        """What the server says, until the place is no more: {"type": "seated"} first, for what stood before is gone;
        {"type": "offer", "sdp", "feeds": {mid: participant}}; {"type": "candidate", "which", "candidate"}.
        """
        ...

    async def leave(self) -> None:
        """Give the place up."""
        ...


class MediaServer(Protocol):
    """A server that takes each person's media and hands it to the others of the same place."""

    async def seat(self, key: str, place: str, participant: str, *, speaks: bool) -> MediaSeat:
        """A place for one person; nothing but the room itself is ever recorded. Raises RoomNotMade."""
        ...
