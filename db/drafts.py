"""Drafts: applications that are not filed yet; their content is encrypted under the key of the case to be."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.door_models import Draft


@dataclass(frozen=True)
class DraftRow:
    """A draft; `revision` counts its edits."""

    id: str
    owner: str
    service: str
    version: str
    borough: str
    language: str
    revision: int
    content: bytes
    created_at: datetime
    updated_at: datetime
    filed_at: datetime | None


async def add(session: AsyncSession, row: DraftRow) -> None:
    """Keep a new draft."""
    await session.execute(insert(Draft).values(**vars(row)))


async def find(session: AsyncSession, draft_id: str) -> DraftRow | None:
    """One draft, if it is the person's own."""
    row = await session.get(Draft, draft_id)
    return _draft(row) if row else None


async def of_owner(session: AsyncSession, owner: str) -> list[DraftRow]:
    """A person's drafts that are not filed, latest first."""
    query = select(Draft).where(Draft.owner == owner, Draft.filed_at.is_(None)).order_by(Draft.updated_at.desc())
    return [_draft(row) for row in (await session.execute(query)).scalars()]


async def change(session: AsyncSession, row: DraftRow, expects: int) -> bool:
    """Save an edit if the draft is still at the revision that was read."""
    statement = (
        update(Draft)
        .where(Draft.id == row.id, Draft.revision == expects, Draft.filed_at.is_(None))
        .values(
            content=row.content,
            borough=row.borough,
            language=row.language,
            updated_at=row.updated_at,
            revision=expects + 1,
            reminded_at=None,
        )
        .returning(Draft.id)
    )
    return (await session.execute(statement)).scalar_one_or_none() is not None


async def mark_filed(session: AsyncSession, draft_id: str, now: datetime) -> None:
    """The draft became a case."""
    await session.execute(update(Draft).where(Draft.id == draft_id).values(filed_at=now))


async def take_to_remind(session: AsyncSession, before: datetime) -> DraftRow | None:
    """One draft not touched since `before` whose owner was not reminded yet, held until the transaction ends."""
    query = (
        select(Draft)
        .where(Draft.filed_at.is_(None), Draft.reminded_at.is_(None), Draft.updated_at < before)
        .order_by(Draft.updated_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = (await session.execute(query)).scalar_one_or_none()
    return _draft(row) if row else None


async def note_reminded(session: AsyncSession, draft_id: str, now: datetime) -> None:
    """The owner was reminded."""
    await session.execute(update(Draft).where(Draft.id == draft_id).values(reminded_at=now))


async def ask_link(session: AsyncSession, draft_id: str, now: datetime) -> None:
    """Have the way back to a draft sent to its owner; asked for again before it left, it is sent once."""
    wanted = (Draft.id == draft_id, Draft.filed_at.is_(None), Draft.link_asked_at.is_(None))
    await session.execute(update(Draft).where(*wanted).values(link_asked_at=now))


async def take_link_asked(session: AsyncSession) -> tuple[DraftRow, datetime] | None:
    """One draft whose owner asked for the way back, and when, held until the transaction ends."""
    query = select(Draft).where(Draft.link_asked_at.is_not(None)).order_by(Draft.link_asked_at).limit(1)
    row = (await session.execute(query.with_for_update(skip_locked=True))).scalar_one_or_none()
    return (_draft(row), row.link_asked_at) if row and row.link_asked_at else None


async def note_link_sent(session: AsyncSession, draft_id: str) -> None:
    """The way back was sent."""
    await session.execute(update(Draft).where(Draft.id == draft_id).values(link_asked_at=None))


async def drop_untouched(session: AsyncSession, before: datetime) -> int:
    """Delete drafts not touched since `before`; how many."""
    statement = delete(Draft).where(Draft.filed_at.is_(None), Draft.updated_at < before).returning(Draft.id)
    return len((await session.execute(statement)).scalars().all())


def _draft(row: Draft) -> DraftRow:
    return DraftRow(
        row.id,
        row.owner,
        row.service,
        row.version,
        row.borough,
        row.language,
        row.revision,
        row.content,
        row.created_at,
        row.updated_at,
        row.filed_at,
    )
