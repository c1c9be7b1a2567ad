"""Files that people gave: rows only, the bytes are in the document store."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, insert, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Document
from domain.errors import Erased
from domain.upload_rules import Usage


@dataclass(frozen=True)
class DocumentRow:
    """A file. `case_id` is the case or draft that it belongs to, or the owner's own shelf while it has none.

    `status` is received or quarantined; `scan` is clean, not_scanned, held or infected, and `scan_note` why not clean.
    `spare_key` names a second copy that is to be removed: what was sent, kept beside a held file for the scanner.
    `judgement` is RECEIVED, ACCEPTED or TO_REPLACE, then with a reason in ciphertext (DOMAIN §3.5).
    """

    id: str
    case_id: str
    owner: str
    kind: str
    name: bytes
    media_type: str
    size: int
    sha256: str
    storage_key: str
    status: str
    flags: tuple[str, ...]
    uploaded_at: datetime
    scan: str
    scan_note: str = ""
    scanned_at: datetime | None = None
    spare_key: str | None = None
    judgement: str = "RECEIVED"
    judgement_reason: bytes | None = None
    judged_seq: int | None = None
    judged_at: datetime | None = None
    replaced_by: str | None = None


_NAMES = tuple(one.name for one in fields(DocumentRow))


async def add(session: AsyncSession, row: DocumentRow) -> None:
    """Keep a file's row."""
    await session.execute(insert(Document).values(**(vars(row) | {"flags": list(row.flags)})))


async def find(session: AsyncSession, document_id: str) -> DocumentRow | None:
    """One file, if the one who asks may see it. Raises Erased when it was destroyed with its case."""
    row = await session.get(Document, document_id)
    if row is not None and row.erased_at is not None:
        raise Erased
    return _document(row) if row else None


async def of_case(session: AsyncSession, case_id: str) -> list[DocumentRow]:
    """The files of one case or draft, oldest first."""
    query = select(Document).where(Document.case_id == case_id).order_by(Document.uploaded_at, Document.id)
    return [_document(row) for row in (await session.execute(query)).scalars()]


async def of_cases(session: AsyncSession, case_ids: Collection[str]) -> dict[str, list[DocumentRow]]:
    """The files of some cases, in order, by case."""
    query = select(Document).where(Document.case_id.in_(case_ids)).order_by(Document.uploaded_at, Document.id)
    found: dict[str, list[DocumentRow]] = {}
    for row in (await session.execute(query)).scalars():
        found.setdefault(row.case_id, []).append(_document(row))
    return found


async def among(session: AsyncSession, ids: Iterable[str], homes: Collection[str]) -> list[DocumentRow]:
    """The files of these ids that stand in one of these homes: a case, a draft, a shelf."""
    query = select(Document).where(Document.id.in_(list(ids)), Document.case_id.in_(homes))
    return [_document(row) for row in (await session.execute(query)).scalars()]


async def unattached(session: AsyncSession, owner: str) -> list[DocumentRow]:
    """Files that a person gave before there was a draft or a case."""
    query = select(Document).where(Document.case_id == shelf(owner), Document.owner == owner)
    return [_document(row) for row in (await session.execute(query)).scalars()]


async def move(session: AsyncSession, row: DocumentRow) -> None:
    """Give a file another home; its name is encrypted for it."""
    await session.execute(update(Document).where(Document.id == row.id).values(case_id=row.case_id, name=row.name))


async def one_at_a_time(session: AsyncSession, owner: str) -> None:
    """Until this transaction ends, no other one keeps a file of the same person: what is counted stays true."""
    await session.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended(:owner, 0))"), {"owner": f"files/{owner}"}
    )


async def usage_of_home(session: AsyncSession, case_id: str) -> Usage:
    """What a case, draft or shelf holds."""
    return await _usage(session, Document.case_id == case_id)


async def usage_since(session: AsyncSession, owner: str, since: datetime) -> Usage:
    """What a person gave after an instant."""
    return await _usage(session, (Document.owner == owner) & (Document.uploaded_at > since))


async def to_settle(session: AsyncSession, before: datetime, most: int) -> list[DocumentRow]:
    """Held files last scanned before an instant, and files whose spare copy is still there; longest waiting first."""
    waits = (Document.scan == "held") & (or_(Document.scanned_at.is_(None), Document.scanned_at < before))
    left_over = (Document.scan != "held") & Document.spare_key.is_not(None)
    query = select(Document).where(waits | left_over).order_by(Document.scanned_at.nulls_first()).limit(most)
    return [_document(row) for row in (await session.execute(query)).scalars()]


async def held_since(session: AsyncSession, before: datetime) -> int:
    """How many files that were given before an instant are still held."""
    query = select(func.count()).select_from(Document).where(Document.scan == "held", Document.uploaded_at < before)
    return (await session.execute(query)).scalar_one()


async def note_scan(session: AsyncSession, row: DocumentRow) -> None:
    """Keep what a later scan found of a held file: where its bytes are now, what they are, and what was said."""
    names = ("media_type", "size", "sha256", "storage_key", "spare_key", "status", "scan", "scan_note", "scanned_at")
    values = {name: getattr(row, name) for name in names} | {"flags": list(row.flags)}
    await session.execute(update(Document).where(Document.id == row.id, Document.scan == "held").values(**values))


async def forget_spare(session: AsyncSession, document_id: str) -> None:
    """The second copy is gone."""
    await session.execute(update(Document).where(Document.id == document_id).values(spare_key=None))


def shelf(owner: str) -> str:
    """Where a person's files stand that belong to no case yet."""
    return f"shelf-{owner}"


async def _usage(session: AsyncSession, where: ColumnElement[bool]) -> Usage:
    query = select(func.count(), func.coalesce(func.sum(Document.size), 0)).where(where)
    files, size = (await session.execute(query)).one()
    return Usage(int(files), int(size))


def _document(row: Document) -> DocumentRow:
    kept: dict[str, Any] = {name: getattr(row, name) for name in _NAMES}
    kept["flags"] = tuple(row.flags)
    return DocumentRow(**kept)
