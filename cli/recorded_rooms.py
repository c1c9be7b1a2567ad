"""Providers of rooms for kept histories: they keep their rooms in memory, and one of them can be down for a hearing."""

from dataclasses import dataclass, field
from datetime import datetime

from domain.room_ports import Entrance, MadeRoom, RoomNotMade


@dataclass
class RecordedRooms:
    """`RoomProvider` in memory; hearings in `down` get no room, and the first word to close theirs is not heard."""

    name: str
    records: bool = True
    capacity: int = 12
    rooms: set[str] = field(default_factory=set[str])
    down: set[str] = field(default_factory=set[str])
    told: set[str] = field(default_factory=set[str])

    async def make(self, key: str, *, record: bool) -> MadeRoom:
        """Make the room, or find it. Raises RoomNotMade."""
        if key in self.down:
            raise RoomNotMade("down")
        self.rooms.add(key)
        return MadeRoom(key, record)

    async def close(self, key: str) -> None:
        """Close it. Raises RoomNotMade."""
        if key in self.down - self.told:
            self.told.add(key)
            raise RoomNotMade("down")
        self.rooms.discard(key)

    async def standing(self) -> list[str]:
        """The rooms that stand."""
        return sorted(self.rooms)

    def entrance(self, key: str, participant: str, *, speaks: bool, until: datetime) -> Entrance:
        """Nobody comes in."""
        return Entrance("mesh")
