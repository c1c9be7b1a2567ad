"""At a real Janus that fails by lot: a room asked for again by its key is one, and without its key it is several.

What stands is told by the check's own question to the server, not by the provider.
"""

import asyncio
import secrets
from collections import Counter

import aiohttp
import pytest

from adapters.rooms.faults import FaultyRooms
from adapters.rooms.janus import JanusRooms
from checks.room_journal import MediaServer, hearing_of, listed
from cli.janus import JanusPlace
from cli.room_trials import KeylessRooms
from domain.room_ports import RoomNotMade, RoomProvider

HEARINGS = 12


async def asked_until_made(provider: RoomProvider, key: str) -> None:
    """What the making of rooms does: the same room is asked for until somebody says that it stands."""
    while True:
        try:
            async with asyncio.timeout(0.5):
                await provider.make(key, record=False)
                return
        except (RoomNotMade, TimeoutError):
            continue


@pytest.mark.parametrize("keyed", [True, False], ids=["by its key", "without its key"])
async def test_a_room_asked_for_again_is_one_by_its_key_alone(janus: JanusPlace, *, keyed: bool) -> None:
    keys = [secrets.token_hex(16) for _ in range(HEARINGS)]
    async with aiohttp.ClientSession() as http:
        rooms = JanusRooms(janus.janus, http, janus.recordings)
        faulty = FaultyRooms(rooms if keyed else KeylessRooms(rooms), 5, 0.6)
        for key in keys:
            await asked_until_made(faulty, key)
        there = await listed(MediaServer(janus.url, janus.secret, janus.admin_key))
        counts = Counter(hearing_of(room) for room in there if hearing_of(room) in keys)
        for room in there:
            if hearing_of(room) in keys:
                await rooms.close(room)
    assert set(counts) == set(keys)
    assert (max(counts.values()) == 1) is keyed
