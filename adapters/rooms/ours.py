"""Rooms of our own: browsers speak to each other, and our doors pass what they must say to find each other.

Nothing stands anywhere but the room's row: making one is nothing, and those that stand are the rows that have not
ended.
"""

from datetime import datetime
from typing import Final

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from adapters.database import Sessions
from domain.room_ports import Entrance, MadeRoom, RoomNotMade

CAPACITY: Final = 4  # each sends to each: more is more than a home line sends
STANDING: Final = text("SELECT hearing_id FROM rooms WHERE provider = 'ours' AND ended_at IS NULL ORDER BY hearing_id")


class OurRooms:
    """`RoomProvider` from browser to browser; nothing of it can be recorded by the court."""

    name = "ours"
    records = False
    capacity = CAPACITY

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def make(self, key: str, *, record: bool) -> MadeRoom:
        """Nothing is to be made. Raises RoomNotMade when it is to be recorded."""
        if record:
            raise RoomNotMade("nothing records from browser to browser")
        return MadeRoom(key, record)

    async def close(self, key: str) -> None:
        """Nothing is to be closed: the row ends, or names another provider."""

    async def standing(self) -> list[str]:
        """The rooms that are ours and have not ended. Raises RoomNotMade while the record does not answer."""
        try:
            async with self._sessions() as session:
                return list((await session.execute(STANDING)).scalars())
        except (DBAPIError, OSError) as fault:
            raise RoomNotMade("the record does not answer") from fault

    def entrance(self, key: str, participant: str, *, speaks: bool, until: datetime) -> Entrance:
        """Straight to the others."""
        return Entrance("mesh")
