"""A simulated city with a Janus server of its own, whose hearings' processes are there before time goes on."""

import asyncio
import os
import secrets
import socket
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final, Self

from checks import room_journal
from checks.evidence import Evidence
from checks.room_journal import MediaServer
from cli import janus
from cli.janus import JanusPlace
from cli.postgres import unprivileged_user
from cli.processes import Part, Program
from cli.simulated_city import SimulatedCity
from cli.stack import Stack

PROVIDERS: Final = "janus,ours"
FIRST_PORT, PORTS = 31_000, 1_700  # below those that the system hands out
LOOK_SECONDS: Final = 1.0
BEGUN_WITHIN, SETTLED_WITHIN = 60.0, 600.0  # seconds
UNBEGUN: Final = """
SELECT count(*) FROM bookings b WHERE b.status = 'booked'
AND NOT EXISTS (SELECT 1 FROM hearing_processes p WHERE p.hearing_id = b.id)
"""
UNSETTLED: Final = """
SELECT (SELECT count(*) FROM hearing_processes WHERE next_at IS NOT NULL)
     + (SELECT count(*) FROM rooms WHERE ended_at IS NULL)
     + (SELECT count(*) FROM (SELECT 1 FROM room_attempts WHERE outcome IN ('asked', 'made', 'closed')
        GROUP BY hearing_id, provider HAVING coalesce(max(id) FILTER (WHERE outcome <> 'closed'), 0)
                                           > coalesce(max(id) FILTER (WHERE outcome = 'closed'), 0)) open)
"""


class RoomStack(Stack):
    """The parts of a city, and a Janus server that is asked before our own rooms are."""

    janus: JanusPlace

    async def stop(self) -> None:
        """Stop everything, the media server last."""
        await super().stop()
        await self.parts["janus"].stop()

    def _all_parts(self) -> list[Part]:
        self.janus = JanusPlace(self.var / "janus", _free_port(), secrets.token_hex(16), secrets.token_hex(16))
        self.env |= janus.environment(self.janus) | {"GUICHET_ROOMS": PROVIDERS}
        return [*super()._all_parts(), _unprivileged(janus.part(self.janus, self.env["PATH"]), self.janus.folder)]


class HearingCity(SimulatedCity):
    """Time goes on once every hearing that is set has its process: what is due of it then is due to somebody."""

    @classmethod
    def of(cls, city: SimulatedCity) -> Self:
        """A running city, driven so."""
        return cls(city.stack, city.client, city.instant)

    async def move_to(self, instant: datetime) -> None:
        """Move the instant."""
        await self._until_nought(UNBEGUN, BEGUN_WITHIN)
        await super().move_to(instant)

    async def until_settled(self) -> None:
        """Wait until no hearing has anything to do, and every room is closed."""
        await super().until_settled()
        await self._until_nought(UNSETTLED, SETTLED_WITHIN)

    async def _until_nought(self, query: str, seconds: float) -> None:
        deadline = asyncio.get_running_loop().time() + seconds
        while await self.count(query) and asyncio.get_running_loop().time() < deadline:
            await asyncio.sleep(0.1)


async def watch(city: SimulatedCity) -> None:
    """Note what stands at the providers, again and again, until this is cancelled."""
    while True:
        await note(city, final=False)
        await asyncio.sleep(LOOK_SECONDS)


async def note(city: SimulatedCity, *, final: bool) -> bool:
    """Note it once; whether everybody answered."""
    evidence, place = Evidence.of_city(city.stack.var), janus_of(city)
    evidence.rooms_journal.parent.mkdir(exist_ok=True)
    server = MediaServer(place.url, place.secret, place.admin_key)
    return await room_journal.note(evidence.rooms_journal, evidence.database_url, server, final=final)


def janus_of(city: SimulatedCity) -> JanusPlace:
    """Where the city's media server is."""
    if not isinstance(city.stack, RoomStack):
        raise TypeError("this city has no media server")
    return city.stack.janus


def _unprivileged(part: Part, folder: Path) -> Part:
    """The part as a user that may do nothing else, when we are root; its folder is that user's."""
    user = unprivileged_user()
    if user is None or not isinstance(part.launch, Program):
        return part
    part.launch, written = replace(part.launch, user=user), part.before_start
    part.before_start = _then(written, lambda: _give(folder, user))
    return part


def _then(first: Callable[[], None], second: Callable[[], None]) -> Callable[[], None]:
    def both() -> None:
        first()
        second()

    return both


def _give(folder: Path, user: int) -> None:
    for one in (folder, *folder.rglob("*")):
        os.chown(one, user, user, follow_symlinks=False)


def _free_port() -> int:
    """A port that nobody listens on, and that the system gives to nobody while the server is away."""
    while True:
        port = FIRST_PORT + secrets.randbelow(PORTS)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
