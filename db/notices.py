"""Public notices that stand, and what the public says of them: ciphertext under the case's own key."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True)
class StandingNotice:
    """The last notice of a case that the council has not decided; `facts` is its event's, encrypted."""

    seq: int
    facts: bytes
    service: str
    borough: str


@dataclass(frozen=True)
class CommentRow:
    """One comment, encrypted."""

    id: str
    at: datetime
    content: bytes


@dataclass(frozen=True)
class AskedOutside:
    """What a reviewer outside the city learns of the case; `seq` is the version that the opinion is given on."""

    service: str
    borough: str
    reference: str
    seq: int


async def standing(session: AsyncSession, case_id: str) -> StandingNotice | None:
    """The notice that anyone may read and comment on."""
    row = (await session.execute(text("SELECT * FROM standing_notice(:id)"), {"id": case_id})).one_or_none()
    return StandingNotice(row.seq, row.facts, row.service, row.borough) if row else None


async def add_comment(session: AsyncSession, case_id: str, row: CommentRow) -> None:
    """Keep a comment; the same id again is the same comment.

    Not ON CONFLICT: that asks whether the writer may read the row, and whoever comments may read none.
    """
    statement = text("INSERT INTO public_comments (id, case_id, at, content) VALUES (:id, :case, :at, :content)")
    with suppress(IntegrityError):
        async with session.begin_nested():
            await session.execute(statement, {"id": row.id, "case": case_id, "at": row.at, "content": row.content})


async def comments(session: AsyncSession, case_id: str) -> list[CommentRow]:
    """Every comment on a case, oldest first; row-level security shows them to its desk."""
    query = text("SELECT id, at, content FROM public_comments WHERE case_id = :id ORDER BY at, id")
    return [CommentRow(row.id, row.at, row.content) for row in (await session.execute(query, {"id": case_id})).all()]


async def asked_by_link(session: AsyncSession, token_sha256: str) -> AskedOutside | None:
    """The case of an opinion's link."""
    row = (await session.execute(text("SELECT * FROM asked_by_link(:hash)"), {"hash": token_sha256})).one_or_none()
    return AskedOutside(row.service, row.borough, row.reference, row.seq) if row else None
