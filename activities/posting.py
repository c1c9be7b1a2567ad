"""Batches of post: claimed in one transaction, printed the same way each time, finished once (DOMAIN §7.5).

Killed between two steps, a batch is open: the next turn builds the same files again, the first ones stored stay.
"""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from activities import contacts
from activities.manifests import CSV_NAME, JSON_NAME, PDF_NAME, Line, csv_of, json_of
from activities.post_room import PostRoom
from db import deliveries, faults, post
from db.ciphertext import decrypt
from db.post import BatchRow, Posted
from domain.clock import local_date
from domain.errors import Erased, NotFound
from domain.print_ports import Enclosure, PrintJob

log = logging.getLogger("guichet.posting")
KEPT_DAYS: Final = 30  # a posted batch's files are working copies
BATCH_FILES: Final = (PDF_NAME, JSON_NAME, CSV_NAME)
WRONG_FILE: Final = "letter-file"


@dataclass(frozen=True)
class _Ready:
    """A letter of a batch, ready for the printer; `block` is the address on its envelope."""

    letter: Posted
    enclosure: Enclosure
    block: tuple[str, ...]


async def batch(room: PostRoom, now: datetime, *, daily: bool = False) -> list[str]:
    """Gather and print what waits, by borough; the batches finished. `daily`: a borough that had its day waits."""
    today = local_date(now)
    async with room.sessions() as session:
        boroughs = await post.boroughs_waiting(session, today if daily else None)
    for borough in boroughs:
        async with room.sessions.begin() as session:
            while await post.claim(session, borough, today, now, duplex=room.duplex):
                pass
    return await finish_open(room)


async def finish_open(room: PostRoom) -> list[str]:
    """Print every batch that was claimed and not finished; one that cannot be printed stays open and is logged."""
    async with room.sessions() as session:
        waiting = await post.open_batches(session)
    finished: list[str] = []
    for name in waiting:
        try:
            await _finish(room, name)
            finished.append(name)
        except Exception:
            log.exception("batch not printed", extra={"batch": name})
    return finished


async def clear_posted(room: PostRoom, now: datetime) -> int:
    """Take away the files of batches posted long ago; the sealed letters stay where they are."""
    async with room.sessions() as session:
        names = await post.to_clear(session, local_date(now) - timedelta(days=KEPT_DAYS))
    for name in names:
        await clear(room, name, now)
    return len(names)


async def clear(room: PostRoom, batch_id: str, now: datetime) -> None:
    """Take a batch's files away, as an erasure does too (`db.post.batches_of_case`)."""
    for name in BATCH_FILES:
        await room.store.delete(file_key(batch_id, name))
    async with room.sessions.begin() as session:
        await post.mark_cleared(session, batch_id, now)


def file_key(batch_id: str, name: str) -> str:
    """Where a batch's file lies in the document store."""
    return f"post/{batch_id}/{name}"


def sheets(pages: int, *, duplex: bool) -> int:
    """Sheets of paper: two pages on each where both sides are printed."""
    return (pages + 1) // 2 if duplex else pages


async def _finish(room: PostRoom, batch_id: str) -> None:
    async with room.sessions() as session:
        found = await post.find(session, batch_id)
        letters = await post.in_batch(session, batch_id)
    if found is None:
        raise NotFound
    ready = [one for letter in letters if (one := await _ready(room, letter)) is not None]
    job = await room.shop.assemble(tuple(one.enclosure for one in ready), duplex=found.duplex)
    places = zip(ready, job.first_pages, job.pages, strict=True)
    await _store(room, found, [_line(one, first, pages) for one, first, pages in places], job)


def _line(one: _Ready, first_page: int, pages: int) -> Line:
    letter = one.letter
    return Line(
        code=letter.code,
        number=letter.row.number,
        reference=letter.reference,
        language=letter.language,
        first_page=first_page,
        pages=pages,
        cover=bool(one.enclosure.cover),
        sha256=letter.sealed_sha256,
        address=one.block,
    )


async def _store(room: PostRoom, found: BatchRow, lines: list[Line], job: PrintJob) -> None:
    """The first files stored are the batch's: what is written down is read from them."""
    total = {"letters": len(lines), "pages": job.total_pages, "sheets": sheets(job.total_pages, duplex=found.duplex)}
    files = {
        PDF_NAME: job.pdf,
        JSON_NAME: json_of(found.id, found.made_on, lines, total, duplex=found.duplex),
        CSV_NAME: csv_of(found.id, lines, total),
    }
    stored: dict[str, bytes] = {}
    for name, content in files.items():
        key = file_key(found.id, name)
        stored[name] = content if await room.store.put_once(key, content) else await room.store.get(key)
    hashes = {
        "pdf_sha256": hashlib.sha256(stored[PDF_NAME]).hexdigest(),
        "manifest_sha256": hashlib.sha256(stored[JSON_NAME]).hexdigest(),
    }
    async with room.sessions.begin() as session:
        await post.finish(session, found.id, **total, **hashes)


async def _ready(room: PostRoom, letter: Posted) -> _Ready | None:
    """The letter's own file, with a cover where its address is outdated; None, and a fault, where it is not the one."""
    try:
        pdf = await room.store.get(letter.storage_key)
        block, printed = await _addresses(room, letter)
    except (NotFound, Erased):
        pdf, block, printed = b"", (), ()
    if hashlib.sha256(pdf).hexdigest() == letter.sealed_sha256:
        return _Ready(letter, Enclosure(pdf, () if block == printed else block), block)
    async with room.sessions.begin() as session:
        await deliveries.note(session, letter.row, status="stopped", batch=None, rank=None)
        detail = f"letter {letter.row.number} was not printed"
        await faults.raise_fault(session, WRONG_FILE, letter.row.case_id, detail, await room.clock.now())
    return None


async def _addresses(room: PostRoom, letter: Posted) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The address for the envelope, and the one that the letter itself shows: its first attempt's."""
    case_id = letter.row.case_id
    key = await room.keys.of_case(case_id)
    async with room.sessions() as session:
        first = (await deliveries.of_letter(session, case_id, letter.row.number))[0]
    filed = contacts.of_application(decrypt(key, f"{case_id}/summary", letter.summary))
    used, printed = contacts.open_used(key, letter.row) or filed, contacts.open_used(key, first) or filed
    return used.block, printed.block
