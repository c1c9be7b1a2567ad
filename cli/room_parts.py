"""What hearings' rooms stand on, from the settings."""

from collections.abc import Callable
from typing import Final

import aiohttp

from adapters.rooms.ours import OurRooms
from adapters.rooms.turn import ice_of
from adapters.settings import RoomSettings, TurnSettings
from casework.room_parts import RoomParts
from domain.room_ports import MediaServer, RoomProvider

Made = tuple[RoomProvider, MediaServer | None]


def _ours(http: aiohttp.ClientSession) -> Made:
    return OurRooms(), None


MAKERS: Final[dict[str, Callable[[aiohttp.ClientSession], Made]]] = {"ours": _ours}


def room_parts(of: RoomSettings, turn: TurnSettings, http: aiohttp.ClientSession) -> RoomParts:
    """Providers in the order of the settings, media servers, relays. Raises ValueError for an unknown provider."""
    names = [name.strip() for name in of.providers.split(",") if name.strip()]
    unknown = [name for name in names if name not in MAKERS]
    if unknown:
        raise ValueError(f"GUICHET_ROOM_PROVIDERS: {', '.join(unknown)} is none of {', '.join(sorted(MAKERS))}")
    made = {name: MAKERS[name](http) for name in names}
    return RoomParts(
        providers={name: provider for name, (provider, _) in made.items()},
        media={name: server for name, (_, server) in made.items() if server is not None},
        ice=ice_of(turn),
    )
