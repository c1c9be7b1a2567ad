"""The letters' way to people: one row an attempt, one live attempt a letter (DESIGN §4: bookkeeping, no event)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from db.delivery_models import CaseAddress, LetterDelivery
from db.models import Case, Letter

LIVE = ("available", "opened", "addressless", "waiting", "batched", "posted")


@dataclass(frozen=True)
class DeliveryRow:
    """One attempt. `address` is ciphertext: the electronic address, the name and the postal lines that were used."""

    case_id: str
    number: int
    attempt: int
    channel: str
    basis: str
    status: str
    address: bytes | None
    accepted_at: datetime | None
    available_at: datetime | None
    announced_at: datetime | None
    texted_at: datetime | None
    opened_at: datetime | None
    bounced_at: datetime | None
    batch: str | None
    rank: int | None
    posted_on: date | None
    returned_on: date | None
    return_reason: str | None
    created_at: datetime


@dataclass(frozen=True)
class Unread:
    """A letter that was made available and not opened; `summary` is the case's, encrypted."""

    row: DeliveryRow
    summary: bytes


async def begin(session: AsyncSession, values: dict[str, Any]) -> DeliveryRow:
    """The first attempt of a letter; begun twice, it stays as first begun."""
    await session.execute(insert(LetterDelivery).values(attempt=1, **values).on_conflict_do_nothing())
    first = (values["case_id"], values["number"], 1)
    return _row(await session.get_one(LetterDelivery, first, populate_existing=True))


async def of_case(session: AsyncSession, case_id: str) -> list[DeliveryRow]:
    """Every attempt of a case's letters, in order."""
    query = (
        select(LetterDelivery)
        .where(LetterDelivery.case_id == case_id)
        .order_by(LetterDelivery.number, LetterDelivery.attempt)
    )
    return [_row(row) for row in (await session.execute(query)).scalars()]


async def of_letter(session: AsyncSession, case_id: str, number: int) -> list[DeliveryRow]:
    """Every attempt of one letter, in order."""
    return [row for row in await of_case(session, case_id) if row.number == number]


async def note(session: AsyncSession, row: DeliveryRow, **values: Any) -> bool:
    """Write down what became of an attempt that still has the status that was read; False when it moved on."""
    this = update(LetterDelivery).where(
        LetterDelivery.case_id == row.case_id,
        LetterDelivery.number == row.number,
        LetterDelivery.attempt == row.attempt,
        LetterDelivery.status == row.status,
    )
    return (await session.execute(this.values(**values).returning(LetterDelivery.attempt))).first() is not None


async def go_by_post(session: AsyncSession, ended: DeliveryRow, last: dict[str, Any], next_: dict[str, Any]) -> bool:
    """End a live attempt (`last`) and begin one by post (`next_`); False when the attempt moved on meanwhile."""
    if not await note(session, ended, **last):
        return False
    values = {"case_id": ended.case_id, "number": ended.number, "attempt": ended.attempt + 1, "channel": "post"}
    await session.execute(insert(LetterDelivery).values(**values, **next_))
    return True


async def mark_opened(session: AsyncSession, case_id: str, number: int, now: datetime) -> None:
    """The person opened the letter in their file; the first time counts."""
    this = update(LetterDelivery).where(
        LetterDelivery.case_id == case_id, LetterDelivery.number == number, LetterDelivery.channel == "electronic"
    )
    await session.execute(this.where(LetterDelivery.opened_at.is_(None)).values(opened_at=now))
    await session.execute(this.where(LetterDelivery.status == "available").values(status="opened"))


async def mark_texted(session: AsyncSession, row: DeliveryRow, now: datetime) -> None:
    """The person's telephone was told, whatever became of the letter meanwhile."""
    this = update(LetterDelivery).where(
        LetterDelivery.case_id == row.case_id,
        LetterDelivery.number == row.number,
        LetterDelivery.attempt == row.attempt,
    )
    await session.execute(this.values(texted_at=now))


async def unread(session: AsyncSession, before: datetime, limit: int) -> list[Unread]:
    """Letters that still stand, made available before an instant and never opened."""
    query = (
        select(LetterDelivery, Case.summary)
        .join(Case, Case.id == LetterDelivery.case_id)
        .join(Letter, (Letter.case_id == LetterDelivery.case_id) & (Letter.number == LetterDelivery.number))
        .where(LetterDelivery.status == "available", LetterDelivery.available_at < before, Letter.status == "valid")
        .order_by(LetterDelivery.available_at)
        .limit(limit)
    )
    return [Unread(_row(row), summary) for row, summary in await session.execute(query)]


async def address_of(session: AsyncSession, case_id: str) -> tuple[int, bytes] | None:
    """The postal address that stands for a case instead of the application's, with its rank; encrypted."""
    query = select(CaseAddress).where(CaseAddress.case_id == case_id).order_by(CaseAddress.rank.desc()).limit(1)
    row = (await session.execute(query)).scalar_one_or_none()
    return (row.rank, row.address) if row else None


async def give_address(
    session: AsyncSession, case_id: str, rank: int, address: bytes, given_by: str, now: datetime
) -> None:
    """Keep a new postal address; somebody else's of the same rank is an IntegrityError."""
    values = {"case_id": case_id, "rank": rank, "address": address, "given_by": given_by, "given_at": now}
    await session.execute(insert(CaseAddress).values(**values))


async def count(session: AsyncSession, status: str) -> int:
    """How many attempts stand at a status."""
    query = select(func.count()).select_from(LetterDelivery).where(LetterDelivery.status == status)
    return (await session.execute(query)).scalar_one()


def row_of(row: LetterDelivery) -> DeliveryRow:
    """A row as it leaves this package."""
    return _row(row)


def _row(row: LetterDelivery) -> DeliveryRow:
    return DeliveryRow(**{name: getattr(row, name) for name in DeliveryRow.__dataclass_fields__})
