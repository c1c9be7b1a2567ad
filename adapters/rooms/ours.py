"""Our own rooms: browsers speak to each other, the door carries what they say to meet; the room is its row."""

from datetime import datetime
from typing import Final

from domain.room_ports import Entrance, MadeRoom, RoomNotMade

CAPACITY: Final = 4  # each browser sends to each other one (docs/hearing-room.md)


class OurRooms:
    """`RoomProvider` without a server of its own. Nothing passes here, so nothing can be recorded here."""

    name = "ours"
    records = False
    capacity = CAPACITY

    async def make(self, key: str, *, record: bool) -> MadeRoom:
        """Nothing to make. Raises RoomNotMade for a room that the court records."""
        if record:
            raise RoomNotMade("browsers that speak to each other are recorded by nobody")
        return MadeRoom(key, record=False)

    async def close(self, key: str) -> None:
        """Nothing stands that could be closed."""

    async def standing(self) -> list[str]:
        """No room stands anywhere but in its row."""
        return []

    def entrance(self, key: str, participant: str, *, speaks: bool, until: datetime) -> Entrance:
        """From browser to browser."""
        return Entrance("mesh")
