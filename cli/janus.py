"""A Janus server of this machine: its own settings, the VideoRoom plugin, a websocket, and nothing of /etc/janus.

Debian's defaults are open to everybody: they are never read. The server's program is Debian's `janus`.
"""

import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import aiohttp

from adapters.rooms.janus_link import Janus, linked
from cli.processes import Part, Program
from domain.room_ports import RoomNotMade

LIBRARIES: Final = ("/usr/lib", "/usr/local/lib", "/opt/janus/lib")
LOUDNESS: Final = 3  # warnings and worse


@dataclass(frozen=True)
class JanusPlace:
    """Where a server keeps its settings, listens, and writes recordings (none: it records nothing)."""

    folder: Path
    port: int
    secret: str
    admin_key: str
    address: str = "127.0.0.1"
    recordings: Path | None = None

    @property
    def url(self) -> str:
        """The address of its websocket."""
        return f"ws://{self.address}:{self.port}"

    @property
    def janus(self) -> Janus:
        """What a client needs to speak to it."""
        return Janus(self.url, self.secret, self.admin_key)


def missing() -> str:
    """Why this machine has no Janus server; empty when it has."""
    if shutil.which("janus") is None:
        return "janus is not installed (Debian's package `janus`)"
    return "" if _library("plugins/libjanus_videoroom.so") else "janus has no VideoRoom plugin here"


def environment(place: JanusPlace) -> dict[str, str]:
    """The settings of a city that uses this server."""
    recordings = {"GUICHET_JANUS_RECORDINGS": str(place.recordings)} if place.recordings else {}
    return recordings | {
        "GUICHET_JANUS_URL": place.url,
        "GUICHET_JANUS_SECRET": place.secret,
        "GUICHET_JANUS_ADMIN_KEY": place.admin_key,
    }


def part(place: JanusPlace, path: str) -> Part:
    """The server as a part of a city: started, asked, stopped. `path` is the PATH. Raises RuntimeError without one."""
    if why := missing():
        raise RuntimeError(why)
    log = place.folder / "janus.log"
    program = Program(["janus", "--disable-colors", f"--configs-folder={place.folder}"], {"PATH": path}, log)
    return Part("janus", program, log, _answers(place), before_start=lambda: write_settings(place), grace_seconds=5)


def write_settings(place: JanusPlace) -> None:
    """Write the server's settings, readable by its owner alone. Raises RuntimeError when a library is missing."""
    place.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if place.recordings is not None:
        place.recordings.mkdir(parents=True, exist_ok=True, mode=0o700)
    for kind, name in (("plugins", "libjanus_videoroom.so"), ("transports", "libjanus_websockets.so")):
        _only(place.folder / kind, f"{kind}/{name}")
    for name in ("events", "loggers"):
        (place.folder / name).mkdir(exist_ok=True)
    for name, text in _settings(place).items():
        file = place.folder / name
        file.touch(mode=0o600)
        file.write_text(text, encoding="utf-8")


def _settings(place: JanusPlace) -> dict[str, str]:
    """Recordings bear another name until they are whole."""
    folders = "\n".join(f'  {name}_folder = "{place.folder / name}"' for name in ("plugins", "transports", "events",
                                                                               "loggers"))  # fmt: skip
    return {
        "janus.jcfg": f'general: {{\n{folders}\n  debug_level = {LOUDNESS}\n  api_secret = "{place.secret}"\n'
        '  recordings_tmp_ext = "tmp"\n  session_timeout = 60\n}\n'
        "media: {\n  ipv6 = false\n}\nnat: {\n  ignore_mdns = false\n}\n",
        "janus.plugin.videoroom.jcfg": f'general: {{\n  admin_key = "{place.admin_key}"\n'
        "  lock_rtp_forward = true\n  string_ids = true\n}\n",
        "janus.transport.websockets.jcfg": f'general: {{\n  json = "compact"\n  ws = true\n  ws_port = {place.port}\n'
        f'  ws_ip = "{place.address}"\n  wss = false\n}}\n',
    }


def _only(folder: Path, name: str) -> None:
    """A folder with one library in it: Janus loads whatever it finds."""
    library = _library(name)
    if library is None:
        raise RuntimeError(f"janus has no {name} here")
    folder.mkdir(exist_ok=True)
    link = folder / library.name
    link.unlink(missing_ok=True)
    link.symlink_to(library)


def _library(name: str) -> Path | None:
    places = (found for root in LIBRARIES for pattern in (f"janus/{name}", f"*/janus/{name}")
              for found in Path(root).glob(pattern))  # fmt: skip
    return next(places, None)


def _answers(place: JanusPlace) -> Callable[[], Awaitable[bool]]:
    async def ready() -> bool:
        async with aiohttp.ClientSession() as http:
            try:
                await (await linked(http, place.janus)).close()
            except RoomNotMade:
                return False
        return True

    return ready
