"""Keeping the court's recordings: made playable, sealed under the case's key, and the plain file destroyed.

At least once: a file stays in clear until its row stands, so that a fall in between is taken up by the next pass. A
recording whose case was erased is destroyed unread.
"""

import asyncio
import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from catalogue.load import Catalogue
from db import holds, recordings, sealed_pieces
from db.recordings import Due, RecordingRow
from domain.case_ids import keyed_id
from domain.clock import local_date
from domain.errors import Erased
from domain.hearing_door import CLOSES_AFTER
from domain.ports import CaseKeys, Clock, DataKey, DocumentStore
from domain.recordings import SCHEDULE, RecordingFile, RecordingsFolder, destroy_after
from domain.retention import PERMANENT, after

log = logging.getLogger("guichet.recordings")
FOLDER: Final = "recordings"  # below it, a folder a case


@dataclass(frozen=True)
class Keeper:
    """What keeping needs from the world. `secret` keys the recordings' ids."""

    sessions: async_sessionmaker[AsyncSession]
    keys: CaseKeys
    store: DocumentStore
    folder: RecordingsFolder
    catalogue: Callable[[], Catalogue]  # as last published
    clock: Clock
    secret: str


async def keep_some(by: Keeper) -> int:
    """Keep every whole file of a hearing that is over; how many were kept, or destroyed unread."""
    files = await by.folder.whole()
    if not files:
        return 0
    before = await by.clock.now() - CLOSES_AFTER
    async with by.sessions() as session:
        cases = await recordings.over(session, sorted({one.hearing_id for one in files}), before)
    return sum([await _keep(by, one, cases[one.hearing_id]) for one in files if one.hearing_id in cases])


async def destroy_due(by: Keeper) -> int:
    """Destroy the recordings whose time is over, by their own day and by their case's end; how many."""
    keep = by.catalogue().retention.keep_of(SCHEDULE)
    if keep == PERMANENT:
        return 0
    at = await by.clock.now()
    async with by.sessions() as session:
        found = await recordings.due(session, local_date(at))
    over = [one for one in found if one.closed_at and after(local_date(one.closed_at), keep) <= local_date(at)]
    return sum([await _destroy(by, one, at) for one in over])


async def _keep(by: Keeper, file: RecordingFile, case_id: str) -> int:
    recording_id = keyed_id(by.secret, "recording", file.hearing_id, file.name)
    async with by.sessions.begin() as session:
        if not await recordings.one_at_a_time(session, recording_id):
            return 0
        if await recordings.find(session, recording_id) is None:
            try:
                key = await by.keys.of_case(case_id)
            except Erased:
                log.warning("a recording of an erased case is destroyed unread", extra={"recording": recording_id})
            else:
                await recordings.add(session, await _stored(by, file, (case_id, recording_id), key))
    await by.folder.destroy(file)
    return 1


async def _stored(by: Keeper, file: RecordingFile, ids: tuple[str, str], key: DataKey) -> RecordingRow:
    """Store a file's pieces and say where; what an earlier try left is removed first."""
    case_id, recording_id = ids
    folder, at = f"{FOLDER}/{case_id}/{recording_id}", await by.clock.now()
    await by.store.delete(folder)
    async with by.folder.playable(file) as playable:
        sha256, size = await _sealed(by, playable.path, folder, key)
    keep = by.catalogue().retention.keep_of(SCHEDULE)
    return RecordingRow(
        recording_id, file.hearing_id, case_id, file.participant, file.kind, playable.form, folder, sha256, size,
        file.recorded_at, at, destroy_after(local_date(file.recorded_at), keep),
    )  # fmt: skip


async def _sealed(by: Keeper, path: Path, folder: str, key: DataKey) -> tuple[str, int]:
    """Seal and store piece by piece; the hash and the size of the plain bytes."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source:
        for rank, piece in enumerate(sealed_pieces.pieces(source)):
            name = f"{folder}/{rank:06d}"
            await by.store.put_once(name, await asyncio.to_thread(sealed_pieces.seal, key, name, piece))
            digest.update(piece)
            size += len(piece)
    return digest.hexdigest(), size


async def _destroy(by: Keeper, one: Due, at: datetime) -> int:
    """Files first, then the note; under the case's lock, for a hold may have come since."""
    async with by.sessions.begin() as session:
        await holds.one_at_a_time(session, one.case_id)
        if any(hold.lifted_at is None for hold in await holds.of_case(session, one.case_id)):
            return 0
        await by.store.delete(one.storage_key)
        await recordings.destroyed(session, one.id, at)
    log.info("recording destroyed", extra={"recording": one.id})
    return 1
