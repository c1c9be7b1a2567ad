"""Reading cases: rows under row-level security, events, tasks, letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, collate, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Case, CaseEvent, Letter, Task
from domain.errors import Erased
from domain.events import Receipt
from domain.people import Actor, Role


@dataclass(frozen=True)
class CaseRow:
    """A case as last recorded. `summary` is the encrypted application."""

    id: str
    reference: str
    procedure: str
    service: str
    version: str
    borough: str
    owner: str
    language: str
    clock: str
    state: str
    seq: int
    head: str
    ended: bool
    summary: bytes
    promised_on: date | None
    next_alarm_at: datetime | None
    filed_at: datetime
    updated_at: datetime


@dataclass(frozen=True)
class EventRow:
    """An event, its facts still encrypted."""

    seq: int
    type: str
    act_id: str
    actor: str
    role: str
    at: datetime
    before: str
    after: str
    facts: bytes
    hash: str


@dataclass(frozen=True)
class TaskRow:
    """An open task: what waits, for whom, until when."""

    case_id: str
    reference: str
    service: str
    version: str
    state: str
    kind: str
    role: str
    borough: str
    due_on: date | None
    opened_at: datetime
    assigned_to: str | None


@dataclass(frozen=True)
class LetterRow:
    """A sealed letter."""

    case_id: str
    number: int
    code: str
    language: str
    verify_code: str
    unsigned_sha256: str
    sealed_sha256: str
    storage_key: str
    dated: date
    sealed_at: datetime
    status: str
    corrects: int | None = None
    changed_on: date | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Filter:
    """What a worklist may be narrowed by; empty means everything."""

    state: str = ""
    service: str = ""
    borough: str = ""
    task: str = ""
    reference: str = ""


@dataclass(frozen=True)
class After:
    """Where a page of a keyset listing begins: after this case."""

    filed_at: datetime
    case_id: str


async def find(session: AsyncSession, case_id: str) -> CaseRow | None:
    """One case, if the one who asks may see it. Raises Erased when it was destroyed under the retention schedule."""
    row = await session.get(Case, case_id)
    if row is not None and row.erased_at is not None:
        raise Erased
    return _case(row) if row else None


async def several(session: AsyncSession, case_ids: Sequence[str]) -> dict[str, CaseRow]:
    """Some cases by their ids: those that the one who asks may see, and that were not erased."""
    query = select(Case).where(Case.id.in_(case_ids), Case.erased_at.is_(None))
    return {row.id: _case(row) for row in (await session.execute(query)).scalars()}


async def procedure_of(session: AsyncSession, case_id: str) -> str | None:
    """Which procedure a case follows, if the one who asks may see it."""
    return (await session.execute(select(Case.procedure).where(Case.id == case_id))).scalar_one_or_none()


async def page(session: AsyncSession, actor: Actor, wanted: Filter, after: After | None, size: int) -> list[CaseRow]:
    """Cases that the one who asks may see, newest first, one page of a keyset listing; none that was erased."""
    query = select(Case).where(Case.erased_at.is_(None), *_within_reach(actor))
    query = query.order_by(Case.filed_at.desc(), Case.id).limit(size)
    for name in ("state", "service", "borough"):
        if value := getattr(wanted, name):
            query = query.where(getattr(Case, name) == value)
    if wanted.reference:
        query = query.where(begins_with(Case.reference, wanted.reference))
    if wanted.task:
        query = query.join(Task, and_(Task.case_id == Case.id, Task.done_at.is_(None))).where(Task.kind == wanted.task)
    if after is not None:
        same = and_(Case.filed_at == after.filed_at, Case.id > after.case_id)
        query = query.where(or_(Case.filed_at < after.filed_at, same))
    return [_case(row) for row in (await session.execute(query)).scalars()]


def _within_reach(actor: Actor) -> list[Any]:
    """What row-level security lets through, said as equality: a policy alone is asked about every row there is."""
    if actor.role is Role.CITIZEN:
        return [Case.owner == actor.id]
    if len(actor.boroughs) == 1:
        return [Case.borough == actor.boroughs[0]]
    return [Case.borough.in_(actor.boroughs)] if actor.boroughs else []


def begins_with(column: Any, prefix: str) -> Any:
    """A prefix as a range: unlike LIKE it is known to leak nothing, so row-level security lets an index answer it."""
    after = prefix[:-1] + chr(min(ord(prefix[-1]) + 1, 0x10FFFF))
    ordered = collate(column, "C")
    return and_(ordered >= prefix, ordered < after)


async def events(session: AsyncSession, case_id: str) -> list[EventRow]:
    """The events of one case, in order."""
    query = select(CaseEvent).where(CaseEvent.case_id == case_id).order_by(CaseEvent.seq)
    return [_event(row) for row in (await session.execute(query)).scalars()]


async def events_of(session: AsyncSession, case_ids: Sequence[str]) -> dict[str, list[EventRow]]:
    """The events of some cases, each case's in order."""
    query = select(CaseEvent).where(CaseEvent.case_id.in_(case_ids)).order_by(CaseEvent.case_id, CaseEvent.seq)
    found: dict[str, list[EventRow]] = {case_id: [] for case_id in case_ids}
    for row in (await session.execute(query)).scalars():
        found[row.case_id].append(_event(row))
    return found


async def last_events(session: AsyncSession, case_ids: Sequence[str]) -> dict[str, EventRow]:
    """The last event of each of some cases."""
    query = select(CaseEvent).distinct(CaseEvent.case_id).where(CaseEvent.case_id.in_(case_ids))
    rows = (await session.execute(query.order_by(CaseEvent.case_id, CaseEvent.seq.desc()))).scalars()
    return {row.case_id: _event(row) for row in rows}


async def receipt_of_act(session: AsyncSession, case_id: str, act_id: str) -> Receipt | None:
    """The receipt of an act, rebuilt from the record."""
    query = (
        select(CaseEvent.seq, CaseEvent.after, CaseEvent.hash, CaseEvent.at, CaseEvent.promised_on, Case.reference)
        .join(Case, Case.id == CaseEvent.case_id)
        .where(CaseEvent.case_id == case_id, CaseEvent.act_id == act_id)
    )
    row = (await session.execute(query)).one_or_none()
    return Receipt(case_id, row.reference, row.seq, row.after, row.hash, row.at, row.promised_on) if row else None


async def receipt_at(session: AsyncSession, case_id: str, seq: int) -> Receipt | None:
    """The receipt of one event, rebuilt from the record. Raises Erased."""
    await find(session, case_id)
    query = select(CaseEvent.act_id).where(CaseEvent.case_id == case_id, CaseEvent.seq == seq)
    act_id = (await session.execute(query)).scalar_one_or_none()
    return await receipt_of_act(session, case_id, act_id) if act_id else None


async def task_of(session: AsyncSession, case_id: str) -> TaskRow | None:
    """The open task of one case."""
    query = select(Task).where(Task.case_id == case_id, Task.done_at.is_(None))
    row = (await session.execute(query)).scalar_one_or_none()
    return task_row(row) if row else None


def task_row(row: Task) -> TaskRow:
    """A task as it leaves this layer."""
    return TaskRow(
        row.case_id,
        row.reference,
        row.service,
        row.version,
        row.state,
        row.kind,
        row.role,
        row.borough,
        row.due_on,
        row.opened_at,
        row.assigned_to,
    )


async def letters(session: AsyncSession, case_id: str) -> list[LetterRow]:
    """The letters of one case, in order."""
    query = select(Letter).where(Letter.case_id == case_id).order_by(Letter.number)
    return [_letter(row) for row in (await session.execute(query)).scalars()]


async def letter_by_code(session: AsyncSession, verify_code: str) -> LetterRow | None:
    """The letter that carries this code."""
    row = (await session.execute(select(Letter).where(Letter.verify_code == verify_code))).scalar_one_or_none()
    return _letter(row) if row else None


def _case(row: Case) -> CaseRow:
    return CaseRow(
        row.id,
        row.reference,
        row.procedure,
        row.service,
        row.version,
        row.borough,
        row.owner,
        row.language,
        row.clock,
        row.state,
        row.seq,
        row.head,
        row.ended,
        row.summary,
        row.promised_on,
        row.next_alarm_at,
        row.filed_at,
        row.updated_at,
    )


def _letter(row: Letter) -> LetterRow:
    return LetterRow(
        row.case_id,
        row.number,
        row.code,
        row.language,
        row.verify_code,
        row.unsigned_sha256,
        row.sealed_sha256,
        row.storage_key,
        row.dated,
        row.sealed_at,
        row.status,
        row.corrects,
        row.changed_on,
        row.reason,
    )


def _event(row: CaseEvent) -> EventRow:
    return EventRow(
        row.seq, row.type, row.act_id, row.actor, row.role, row.at, row.before, row.after, row.facts, row.hash
    )  # fmt: skip
