"""Who carries a room's sound and picture: moved to while a hearing is on, and how one person comes in."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from casework.doors import Doors
from casework.room_standing import Standing
from db import rooms
from domain.room import LOBBY, OUT, ROOM
from domain.room_errors import RoomRefused
from domain.room_ports import Entrance, RoomNotMade

GOOD_FOR: Final = timedelta(minutes=5)  # a way in; it is renewed while the line is up
RELAYED_FOR: Final = timedelta(hours=6)  # credentials at a relay: longer than any hearing's door


def key_of(hearing_id: str, place: str = ROOM) -> str:
    """The name of a hearing's room at a provider; each private room has one of its own."""
    return hearing_id if place == ROOM else f"{hearing_id}-{place}"


def entrance(doors: Doors, now: Standing, participant: str) -> Entrance:
    """How somebody comes into the place where they are; from the lobby there is no way in."""
    one, provider = now.room.people[participant], doors.rooms.providers.get(now.room.provider)
    if one.place in (LOBBY, OUT) or provider is None or now.room.phase == "ended":
        return Entrance(provider.entrance("", participant, speaks=False, until=_soon()).how if provider else "mesh")
    key = key_of(now.hearing.hearing_id, one.place)
    return provider.entrance(key, participant, speaks=one.part != "observer", until=_soon())


def ice(doors: Doors, hearing_id: str, participant: str) -> dict[str, Any]:
    """The settings of a browser's peer connections; a relay counts real time."""
    return doors.rooms.ice(f"{hearing_id}-{participant}", datetime.now(UTC) + RELAYED_FOR)


async def make_at(doors: Doors, session: AsyncSession, now: Standing, wanted: str, at: datetime) -> None:
    """Have the room made by another provider while the hearing is on. Raises RoomRefused where it does not."""
    try:
        await doors.rooms.providers[wanted].make(key_of(now.hearing.hearing_id), record=now.row.record)
    except RoomNotMade as fault:
        raise RoomRefused(why="provider-failed") from fault
    await rooms.note_made(session, now.row, wanted, at)


def _soon() -> datetime:
    return datetime.now(UTC) + GOOD_FOR
