"""A hearing of which the court has a recording: its room as it stood, what Janus left, and who keeps it."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from activities.recordings import Keeper, keep_some
from adapters.rooms.janus_recordings import JanusRecordings
from cli.compose import parts
from tests import mjr
from tests.api.town import settings_of
from tests.conftest import City

ROOM = (
    "INSERT INTO rooms (hearing_id, case_id, provider, record, made_at, ended_at) "
    "SELECT id, case_id, 'janus', true, %(at)s, %(ended)s FROM bookings WHERE case_id = %(case)s AND status = 'booked' "
    "RETURNING hearing_id"
)


@dataclass(frozen=True)
class Folder:
    """Janus's folder of recordings, filled by hand."""

    path: Path

    def left(self, hearing_id: str, participant: str, *, frames: int = 50, half: bool = False) -> Path:
        """A recording of somebody's voice, as Janus leaves it; `half`: it was not finished."""
        at = datetime.now(UTC)
        file = self.path / hearing_id / (mjr.name(hearing_id, participant, at) + (".tmp" if half else ""))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(mjr.audio(frames, at))
        return file


@asynccontextmanager
async def keeping(city: City, folder: Path) -> AsyncGenerator[Keeper]:
    """Who keeps what stands in a folder, with a worker's rights."""
    of = settings_of(city.env, {})
    async with parts(of, city.worker_url) as made:
        doors = made.doors
        yield Keeper(
            made.sessions, made.keys, doors.store, JanusRecordings(folder), lambda: doors.catalogue, doors.clock,
            of.city.door_secret,
        )  # fmt: skip


def room_of(city: City, case_id: str, *, ended: bool = True) -> str:
    """A room that a case's hearing had; the hearing's id."""
    now = datetime.now(UTC)
    with psycopg.connect(city.database_url, autocommit=True) as owner:
        row = owner.execute(ROOM, {"case": case_id, "at": now, "ended": now if ended else None}).fetchone()
    assert row is not None
    return str(row[0])


async def recorded(city: City, folder: Path, case_id: str, *who: str) -> tuple[str, str]:
    """Recordings of some people at a case's hearing, kept; the hearing's id and that of the first recording."""
    hearing_id = room_of(city, case_id)
    for one in who:
        Folder(folder).left(hearing_id, one)
    async with keeping(city, folder) as keeper:
        assert await keep_some(keeper) == len(who)
    with psycopg.connect(city.database_url) as owner:
        found = owner.execute("SELECT id FROM recordings WHERE hearing_id = %s ORDER BY participant", [hearing_id])
        first = found.fetchone()
    assert first is not None
    return hearing_id, str(first[0])
