"""Batches of post: letters of one borough claimed together, printed once, posted on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.deliveries import DeliveryRow, row_of
from db.delivery_models import LetterDelivery, PostBatch
from db.models import Case, Letter

MOST = 500  # letters a batch


@dataclass(frozen=True)
class BatchRow:
    """A batch. Counts and hashes (SHA-256) are there once it is ready; its files until it is cleared."""

    id: str
    borough: str
    status: str
    made_at: datetime
    made_on: date
    duplex: bool
    letters: int | None
    pages: int | None
    sheets: int | None
    pdf_sha256: str | None
    manifest_sha256: str | None
    posted_on: date | None
    cleared_at: datetime | None


@dataclass(frozen=True)
class Posted:
    """A letter on its way by post, with what its case and its sealed file are called."""

    row: DeliveryRow
    reference: str
    borough: str
    summary: bytes
    code: str
    language: str
    storage_key: str
    sealed_sha256: str


_STOP = text("""
UPDATE letter_deliveries d SET status = 'stopped' FROM letters l
WHERE (l.case_id, l.number) = (d.case_id, d.number) AND d.status = 'waiting' AND l.status <> 'valid'
""")
_CLAIM = text("""
WITH chosen AS (
    SELECT d.case_id, d.number, d.attempt, c.reference
    FROM letter_deliveries d JOIN cases c ON c.id = d.case_id
    WHERE d.status = 'waiting' AND c.borough = CAST(:borough AS text)
    ORDER BY d.created_at, d.case_id, d.number LIMIT :most FOR UPDATE OF d SKIP LOCKED
), ranked AS (
    SELECT case_id, number, attempt, row_number() OVER (ORDER BY reference, number) AS rank FROM chosen
), made AS (
    INSERT INTO post_batches (id, borough, status, made_at, made_on, duplex)
    SELECT CAST(:borough AS text) || '-' || CAST(:today AS text) || '-' || nextval('post_batch_numbers'),
           CAST(:borough AS text), 'open', :now, CAST(CAST(:today AS text) AS date), :duplex
    WHERE EXISTS (SELECT 1 FROM ranked)
    RETURNING id
), moved AS (
    UPDATE letter_deliveries d SET status = 'batched', batch = made.id, rank = ranked.rank
    FROM ranked, made WHERE (d.case_id, d.number, d.attempt) = (ranked.case_id, ranked.number, ranked.attempt)
)
SELECT id FROM made
""")


async def boroughs_waiting(session: AsyncSession, idle_since: date | None) -> Sequence[str]:
    """Boroughs with letters to post; with `idle_since`, only those that made no batch on that day or later."""
    query = (
        select(Case.borough)
        .join(LetterDelivery, LetterDelivery.case_id == Case.id)
        .where(LetterDelivery.status == "waiting")
        .distinct()
        .order_by(Case.borough)
    )
    if idle_since is not None:
        query = query.where(Case.borough.not_in(select(PostBatch.borough).where(PostBatch.made_on >= idle_since)))
    return (await session.execute(query)).scalars().all()


async def claim(session: AsyncSession, borough: str, today: date, now: datetime, *, duplex: bool) -> str | None:
    """Put a borough's waiting letters into a new batch; None when there is none. No letter is in two live batches."""
    await session.execute(_STOP)
    values = {"borough": borough, "today": today.isoformat(), "now": now, "duplex": duplex, "most": MOST}
    return (await session.execute(_CLAIM, values)).scalar_one_or_none()


async def open_batches(session: AsyncSession) -> Sequence[str]:
    """Batches whose printing was begun and not finished, oldest first."""
    query = select(PostBatch.id).where(PostBatch.status == "open").order_by(PostBatch.made_at, PostBatch.id)
    return (await session.execute(query)).scalars().all()


async def find(session: AsyncSession, batch: str) -> BatchRow | None:
    """One batch."""
    row = await session.get(PostBatch, batch, populate_existing=True)
    return _batch(row) if row else None


async def latest(session: AsyncSession, limit: int = 100) -> list[BatchRow]:
    """The batches that the one who asks may see, latest first."""
    query = select(PostBatch).order_by(PostBatch.made_at.desc(), PostBatch.id.desc()).limit(limit)
    return [_batch(row) for row in (await session.execute(query)).scalars()]


async def in_batch(session: AsyncSession, batch: str) -> list[Posted]:
    """The letters of a batch, in its order."""
    query = _posted().where(LetterDelivery.batch == batch).order_by(LetterDelivery.rank)
    return [_entry(*row) for row in await session.execute(query)]


async def at_status(session: AsyncSession, *statuses: str, limit: int = 200) -> list[Posted]:
    """Letters by post at some statuses that the one who asks may see, oldest first."""
    query = _posted().where(LetterDelivery.status.in_(statuses)).order_by(LetterDelivery.created_at).limit(limit)
    return [_entry(*row) for row in await session.execute(query)]


async def by_reference(session: AsyncSession, reference: str, number: int) -> Posted | None:
    """The last attempt of one letter, by the case's reference and the letter's number."""
    query = (
        _posted()
        .where(Case.reference == reference, LetterDelivery.number == number)
        .order_by(LetterDelivery.attempt.desc())
        .limit(1)
    )
    row = (await session.execute(query)).one_or_none()
    return _entry(*row) if row else None


async def finish(session: AsyncSession, batch: str, **figures: Any) -> None:
    """The batch is printed; its figures are written once."""
    this = update(PostBatch).where(PostBatch.id == batch, PostBatch.status == "open")
    await session.execute(this.values(status="ready", **figures))


async def mark_posted(session: AsyncSession, batch: str, on: date) -> None:
    """The batch left on this day, and every letter in it."""
    this = update(PostBatch).where(PostBatch.id == batch, PostBatch.status == "ready")
    await session.execute(this.values(status="posted", posted_on=on))
    letters = update(LetterDelivery).where(LetterDelivery.batch == batch, LetterDelivery.status == "batched")
    await session.execute(letters.values(status="posted", posted_on=on))


async def to_clear(session: AsyncSession, posted_before: date, limit: int = 20) -> Sequence[str]:
    """Batches posted before a day whose files are still there."""
    query = select(PostBatch.id).where(PostBatch.posted_on < posted_before, PostBatch.cleared_at.is_(None)).limit(limit)
    return (await session.execute(query)).scalars().all()


async def mark_cleared(session: AsyncSession, batch: str, now: datetime) -> None:
    """The batch's files are gone; the sealed letters stay."""
    await session.execute(update(PostBatch).where(PostBatch.id == batch).values(cleared_at=now))


async def batches_of_case(session: AsyncSession, case_id: str) -> Sequence[str]:
    """Batches whose files still hold a letter of a case: what an erasure has to clear first."""
    query = (
        select(PostBatch.id)
        .join(LetterDelivery, LetterDelivery.batch == PostBatch.id)
        .where(LetterDelivery.case_id == case_id, PostBatch.cleared_at.is_(None))
        .distinct()
    )
    return (await session.execute(query)).scalars().all()


def _posted() -> Select[LetterDelivery, str, str, bytes, Letter]:
    return (
        select(LetterDelivery, Case.reference, Case.borough, Case.summary, Letter)
        .join(Case, Case.id == LetterDelivery.case_id)
        .join(Letter, (Letter.case_id == LetterDelivery.case_id) & (Letter.number == LetterDelivery.number))
        .where(LetterDelivery.channel == "post")
    )


def _entry(row: LetterDelivery, reference: str, borough: str, summary: bytes, letter: Letter) -> Posted:
    return Posted(row_of(row), reference, borough, summary, letter.code, letter.language, letter.storage_key,
                  letter.sealed_sha256)  # fmt: skip


def _batch(row: PostBatch) -> BatchRow:
    return BatchRow(**{name: getattr(row, name) for name in BatchRow.__dataclass_fields__})
