"""Who carries hearings, by the settings: providers in the order in which they are asked for a room."""

from collections.abc import Callable
from typing import Final, NoReturn

import aiohttp

from adapters.database import Sessions
from adapters.rooms.janus import JanusMedia, JanusRooms
from adapters.rooms.janus_link import Janus
from adapters.rooms.jitsi import JitsiRooms
from adapters.rooms.livekit import LiveKitRooms
from adapters.rooms.ours import OurRooms
from adapters.settings import CitySettings, JanusSettings, JitsiSettings, LiveKitSettings
from casework.room_parts import RoomParts
from cli.room_trials import tried
from domain.room_ports import RoomProvider

Maker = Callable[[Sessions, aiohttp.ClientSession], RoomProvider]


def room_parts(city: CitySettings, sessions: Sessions, http: aiohttp.ClientSession) -> RoomParts:
    """The providers that the settings name, in their order. Raises ValueError for one that is unknown or not set up."""
    names = [name.strip() for name in city.rooms.split(",") if name.strip()]
    if unknown := set(names) - set(MAKERS):
        raise ValueError(f"GUICHET_ROOMS: {', '.join(sorted(unknown))} is none of {', '.join(MAKERS)}")
    providers = {name: tried(city, MAKERS[name](sessions, http)) for name in names}
    media = {"janus": JanusMedia(_janus_of(JanusSettings()), http)} if "janus" in providers else {}
    return RoomParts(providers, media)


def _ours(sessions: Sessions, http: aiohttp.ClientSession) -> RoomProvider:
    return OurRooms(sessions)


def _janus(sessions: Sessions, http: aiohttp.ClientSession) -> RoomProvider:
    of = JanusSettings()
    return JanusRooms(_janus_of(of), http, of.recordings)


def _livekit(sessions: Sessions, http: aiohttp.ClientSession) -> RoomProvider:
    of = LiveKitSettings()
    return LiveKitRooms(of, http) if of.url else _not_set_up("LIVEKIT")


def _jitsi(sessions: Sessions, http: aiohttp.ClientSession) -> RoomProvider:
    of = JitsiSettings()
    return JitsiRooms(of, http) if of.url else _not_set_up("JITSI")


def _janus_of(of: JanusSettings) -> Janus:
    return Janus(of.url, of.secret, of.admin_key) if of.url else _not_set_up("JANUS")


def _not_set_up(name: str) -> NoReturn:
    raise ValueError(f"GUICHET_ROOMS names {name.lower()}: GUICHET_{name}_URL is missing")


MAKERS: Final[dict[str, Maker]] = {"ours": _ours, "janus": _janus, "livekit": _livekit, "jitsi": _jitsi}
