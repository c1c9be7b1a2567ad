"""Lists of cases to destroy: proposed, approved by two persons, ordered, carried out, certified."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from db.keeping_models import Destruction, DestructionApproval, DestructionCase


@dataclass(frozen=True)
class Listed:
    """One case of a list: why it is due, and what became of it. `files` is None until all were deleted."""

    case_id: str
    reference: str
    rule: str
    closed_on: date
    due_on: date
    outcome: str = "waiting"
    erased_at: datetime | None = None
    files: int | None = None


@dataclass(frozen=True)
class Approval:
    """One person's approval."""

    person: str
    role: str
    at: datetime


@dataclass(frozen=True)
class ListRow:
    """A list with its cases and approvals. `cases` counts them all, `listed` are those that the reader may see."""

    id: str
    reference: str
    schedule: str
    cases: int
    status: str
    proposed_by: str
    proposed_at: datetime
    ordered_by: str | None
    ordered_at: datetime | None
    carried_out_at: datetime | None
    keys_gone_at: datetime | None
    certificate_key: str | None
    certificate_sha256: str | None
    listed: tuple[Listed, ...]
    approvals: tuple[Approval, ...]


async def one_at_a_time(session: AsyncSession) -> None:
    """Wait until nobody else proposes a list: a case waits in one list at most, and a form sent twice is one list."""
    await session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended('destructions', 6))"))


async def propose(
    session: AsyncSession, list_id: str, schedule: str, listed: Sequence[Listed], by: str, at: datetime
) -> None:
    """Keep a new list; its reference is its year and its rank."""
    numbered = text("SELECT 'D-' || :year || '-' || lpad(nextval('destruction_numbers')::text, 5, '0')")
    reference = (await session.execute(numbered, {"year": str(at.year)})).scalar_one()
    values = {"id": list_id, "reference": reference, "schedule": schedule, "cases": len(listed), "status": "proposed",
              "proposed_by": by, "proposed_at": at}  # fmt: skip
    await session.execute(insert(Destruction).values(**values))
    await session.execute(insert(DestructionCase), [{"destruction_id": list_id, **vars(one)} for one in listed])


async def taken(session: AsyncSession, case_ids: Sequence[str]) -> list[str]:
    """Which of these cases wait in a list already."""
    query = select(DestructionCase.case_id).where(
        DestructionCase.case_id.in_(case_ids), DestructionCase.outcome.in_(("waiting", "erased"))
    )
    return list((await session.execute(query)).scalars())


async def approve(session: AsyncSession, list_id: str, approval: Approval) -> None:
    """Keep one person's approval; given twice at once, it is given once."""
    given = upsert(DestructionApproval).values(destruction_id=list_id, **vars(approval))
    await session.execute(given.on_conflict_do_nothing())


async def order(session: AsyncSession, list_id: str, by: str, at: datetime) -> None:
    """Order an approved list; the database refuses one that two persons did not approve."""
    statement = update(Destruction).where(Destruction.id == list_id, Destruction.status == "proposed")
    await session.execute(statement.values(status="ordered", ordered_by=by, ordered_at=at))


async def find(session: AsyncSession, list_id: str) -> ListRow | None:
    """One list."""
    row = await session.get(Destruction, list_id, populate_existing=True)
    return await _row(session, row) if row else None


async def every(session: AsyncSession) -> list[ListRow]:
    """Every list, latest first."""
    rows = (await session.execute(select(Destruction).order_by(Destruction.proposed_at.desc()))).scalars().all()
    return [await _row(session, row) for row in rows]


async def to_carry_out(session: AsyncSession) -> list[str]:
    """Lists that were ordered and are not done, oldest order first."""
    query = select(Destruction.id).where(Destruction.status == "ordered").order_by(Destruction.ordered_at)
    return list((await session.execute(query)).scalars())


async def settle_case(session: AsyncSession, list_id: str, case_id: str, **values: Any) -> None:
    """Say what became of one case of a list: `outcome`, `erased_at`, `files`."""
    this = update(DestructionCase).where(DestructionCase.destruction_id == list_id, DestructionCase.case_id == case_id)
    await session.execute(this.values(**values))


async def settle(session: AsyncSession, list_id: str, **values: Any) -> None:
    """Say that a list was carried out, and where its certificate is."""
    await session.execute(update(Destruction).where(Destruction.id == list_id).values(status="carried_out", **values))


async def by_code(session: AsyncSession, verify_code: str) -> tuple[str, datetime, str] | None:
    """The reference, day and hash of the certificate that carries a code; anyone who holds it may ask."""
    row = (await session.execute(text("SELECT * FROM certificate_of_code(:code)"), {"code": verify_code})).one_or_none()
    return (row[0], row[1], row[2]) if row else None


async def _row(session: AsyncSession, row: Destruction) -> ListRow:
    cases = select(DestructionCase).where(DestructionCase.destruction_id == row.id).order_by(DestructionCase.reference)
    approvals = select(DestructionApproval).where(DestructionApproval.destruction_id == row.id)
    listed = [
        Listed(one.case_id, one.reference, one.rule, one.closed_on, one.due_on, one.outcome, one.erased_at, one.files)
        for one in (await session.execute(cases.execution_options(populate_existing=True))).scalars()
    ]
    given = [
        Approval(one.person, one.role, one.at)
        for one in (await session.execute(approvals.order_by(DestructionApproval.at))).scalars()
    ]
    return ListRow(
        row.id, row.reference, row.schedule, row.cases, row.status, row.proposed_by, row.proposed_at, row.ordered_by,
        row.ordered_at, row.carried_out_at, row.keys_gone_at, row.certificate_key, row.certificate_sha256,
        tuple(listed), tuple(given),
    )  # fmt: skip
