"""Files that people gave: rows only, the bytes are in the document store."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Document
from domain.errors import Erased


@dataclass(frozen=True)
class DocumentRow:
    """A file. `case_id` is the case or draft that it belongs to, or the owner's own shelf while it has none."""

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


def shelf(owner: str) -> str:
    """Where a person's files stand that belong to no case yet."""
    return f"shelf-{owner}"


def _document(row: Document) -> DocumentRow:
    return DocumentRow(
        row.id,
        row.case_id,
        row.owner,
        row.kind,
        row.name,
        row.media_type,
        row.size,
        row.sha256,
        row.storage_key,
        row.status,
        tuple(row.flags),
        row.uploaded_at,
    )
