"""The court's recordings, for the hearing's judge and the court's clerks alone; who looked and listened is noted."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casework import access
from casework.doors import Doors, entering
from db import accesses, people, recordings, sealed_pieces
from db.recordings import HeardHearing, RecordingRow
from domain import policy
from domain.case_ids import well_formed
from domain.errors import Erased, Forbidden, NotFound
from domain.people import Actor, Role
from domain.ports import DataKey

LISTED: Final = "recordings "  # and the hearing's id: what the log of accesses calls a look at the list
OPENED: Final = "recording "  # and the recording's id


@dataclass(frozen=True)
class Listening:
    """Somebody who saw the list (`recording` None), or opened one recording."""

    name: str
    role: str
    at: datetime
    recording: RecordingRow | None


@dataclass(frozen=True)
class Recorded:
    """A hearing's recordings, and everybody who looked or listened, the latest first."""

    hearing: HeardHearing
    rows: list[RecordingRow]
    listened: list[Listening]


@dataclass(frozen=True)
class Opened:
    """A recording that was opened: its bytes come piece by piece, the first of them is known to be there."""

    row: RecordingRow
    hearing: HeardHearing
    pieces: AsyncGenerator[bytes]


async def of_hearing(doors: Doors, actor: Actor, hearing_id: str) -> Recorded:
    """The recordings of a hearing. Raises NotFound where there was no room, Forbidden, Erased."""
    at = await doors.clock.now()
    async with entering(doors, actor) as session:
        hearing = await _allowed(session, actor, hearing_id)
        with access.opening(f"{LISTED}{hearing_id}"):
            await access.note(session, actor, [hearing.case_id], at)
        rows = await recordings.of_hearing(session, hearing_id)
        return Recorded(hearing, rows, await _listened(session, hearing, rows))


async def opened(doors: Doors, actor: Actor, hearing_id: str, recording_id: str) -> Opened:
    """One recording, to be listened to. Raises as `of_hearing`, and NotFound for one that was destroyed."""
    at = await doors.clock.now()
    async with entering(doors, actor) as session:
        hearing = await _allowed(session, actor, hearing_id)
        row = await recordings.find(session, recording_id) if well_formed(recording_id) else None
        if row is None or row.hearing_id != hearing_id or row.destroyed_at is not None:
            raise NotFound
        with access.opening(f"{OPENED}{recording_id}"):
            await access.note(session, actor, [hearing.case_id], at)
    pieces = _pieces(doors, await doors.keys.of_case(row.case_id), row)
    first = await anext(pieces, b"")
    return Opened(row, hearing, _after(first, pieces))


async def _allowed(session: AsyncSession, actor: Actor, hearing_id: str) -> HeardHearing:
    found = await recordings.hearing(session, hearing_id)
    if found is None:
        raise NotFound
    its_own = actor.role is not Role.ADJUDICATOR or actor.id == found.judge
    if not policy.may(actor, "listen", owner=found.owner, borough=found.borough) or not its_own:
        raise Forbidden(act="listen")
    if found.erased_at is not None:
        raise Erased
    return found


async def _listened(session: AsyncSession, hearing: HeardHearing, rows: list[RecordingRow]) -> list[Listening]:
    whats = {f"{OPENED}{row.id}": row for row in rows} | {f"{LISTED}{hearing.hearing_id}": None}
    seen = [one for one in await accesses.of_case(session, hearing.case_id) if one.what in whats]
    known = {one.person: await people.by_id(session, one.person) for one in seen}
    names = {person: account.name if account else person for person, account in known.items()}
    return [Listening(names[one.person], one.role, one.at, whats[one.what]) for one in reversed(seen)]


async def _pieces(doors: Doors, key: DataKey, row: RecordingRow) -> AsyncGenerator[bytes]:
    for name in sealed_pieces.names(row.storage_key, row.size):
        yield await asyncio.to_thread(sealed_pieces.unseal, key, name, await doors.store.get(name))


async def _after(first: bytes, rest: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
    yield first
    async for piece in rest:
        yield piece
