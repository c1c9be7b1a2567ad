"""Held files are scanned again until a scanner speaks: clean ones are released, the others stay in quarantine."""

import hashlib
import logging
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from casework.doors import Doors, unattended
from casework.intake import NOT_SCANNED, UNKNOWN_TYPE
from db import documents, faults
from db.documents import DocumentRow
from domain.errors import NotFound
from domain.ports import ScanVerdict

log = logging.getLogger("guichet.files")
AGAIN_AFTER: Final = timedelta(seconds=30)
ALARM_AFTER: Final = timedelta(minutes=10)
ALARM: Final = "files-held"
MISSING: Final = "missing"
MOST: Final = 20
_OF_THE_SCANNER: Final = {"away", "no-database", "database-too-old", "test-file-only"}  # the next file fares no better


async def settle_held_files(doors: Doors, now: datetime) -> int:
    """Scan again what is held, and remove the copies that are needed no more; how many files were settled.

    A file held for ten minutes raises the alarm `files-held`, which closes when none is.
    """
    async with unattended(doors) as session:
        rows = await documents.to_settle(session, now - AGAIN_AFTER, MOST)
    settled = 0
    for row in rows:
        after = await _scanned_again(doors, row, now) if row.scan == "held" else row
        if after.scan != "held":
            await _remove_spare(doors, after)
            settled += 1
        elif after.scan_note in _OF_THE_SCANNER:
            break
    await _watch(doors, now)
    return settled


async def _scanned_again(doors: Doors, row: DocumentRow, now: datetime) -> DocumentRow:
    """The row as it is after one more scan of what was sent."""
    try:
        sent = await doors.store.get(row.spare_key or row.storage_key)
    except NotFound:
        after = replace(row, scan_note=MISSING, scanned_at=now)
    else:
        after = _judged(row, sent, await doors.scanner.scan(sent), now)
    async with unattended(doors) as session:
        await documents.note_scan(session, after)
    return after


def _judged(row: DocumentRow, sent: bytes, verdict: ScanVerdict, now: datetime) -> DocumentRow:
    flags = tuple(flag for flag in row.flags if flag != NOT_SCANNED)
    if verdict.infected:
        assert row.spare_key is not None
        return replace(
            row,
            scan="infected",
            scan_note=verdict.signature,
            scanned_at=now,
            status="quarantined",
            flags=flags,
            storage_key=row.spare_key,
            spare_key=row.storage_key,
            media_type=UNKNOWN_TYPE,
            size=len(sent),
            sha256=hashlib.sha256(sent).hexdigest(),
        )
    if verdict.scanned:
        return replace(row, scan="clean", scan_note="", scanned_at=now, flags=flags)
    return replace(row, scan_note=verdict.why, scanned_at=now)


async def _remove_spare(doors: Doors, row: DocumentRow) -> None:
    if row.spare_key:
        await doors.store.delete(row.spare_key)
        async with unattended(doors) as session:
            await documents.forget_spare(session, row.id)


async def _watch(doors: Doors, now: datetime) -> None:
    async with unattended(doors) as session:
        waiting = await documents.held_since(session, now - ALARM_AFTER)
        if waiting:
            log.error("files are held: the scanner does not answer", extra={"files": waiting})
            await faults.raise_fault(session, ALARM, None, str(waiting), now)
        else:
            await faults.close_others(session, (ALARM,), [], now)
