"""Providers of rooms as a city under trial has them: failing by lot, or without the key that makes a room one."""

import secrets
from datetime import datetime
from typing import Final

from adapters.rooms.faults import FaultyRooms, drawn_from
from adapters.settings import CitySettings
from domain.room_ports import Entrance, MadeRoom, RoomProvider

GUARD: Final = "room-key"
MARK: Final = "~"  # between a hearing and what makes each of its rooms another


def tried(city: CitySettings, provider: RoomProvider) -> RoomProvider:
    """A provider with the trials that the settings ask for. Raises ValueError for any of them in production."""
    unsafe = city.room_faults or city.without_guard == GUARD
    if unsafe and city.mode == "production":
        raise ValueError("a city whose rooms are tried is refused in production")
    made = KeylessRooms(provider) if city.without_guard == GUARD else provider
    return FaultyRooms(made, *drawn_from(city.room_faults)) if city.room_faults else made


class KeylessRooms:
    """A provider that takes each request for a new one: what was made before is neither found nor closed."""

    def __init__(self, inner: RoomProvider) -> None:
        self._inner = inner
        self._last: dict[str, str] = {}
        self.name, self.records, self.capacity = inner.name, inner.records, inner.capacity

    async def make(self, key: str, *, record: bool) -> MadeRoom:
        """A room more. Raises RoomNotMade."""
        self._last[key] = f"{key}{MARK}{secrets.token_hex(4)}"
        await self._inner.make(self._last[key], record=record)
        return MadeRoom(key, record)

    async def close(self, key: str) -> None:
        """Close the one that we made last. Raises RoomNotMade."""
        await self._inner.close(self._last.pop(key, key))

    async def standing(self) -> list[str]:
        """The hearings of which a room stands that we remember. Raises RoomNotMade."""
        there = set(await self._inner.standing())
        return [key for key, name in self._last.items() if name in there]

    def entrance(self, key: str, participant: str, *, speaks: bool, until: datetime) -> Entrance:
        """Into the one that we made last."""
        return self._inner.entrance(self._last.get(key, key), participant, speaks=speaks, until=until)
