"""Reading cases: rows under row-level security, events, tasks, letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Case, CaseEvent, Letter, Task
from domain.events import Receipt


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
    kind: str
    role: str
    borough: str
    due_on: date | None
    opened_at: datetime


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
    """One case, if the one who asks may see it."""
    row = await session.get(Case, case_id)
    return _case(row) if row else None


async def page(session: AsyncSession, wanted: Filter, after: After | None, size: int) -> list[CaseRow]:
    """Cases that the one who asks may see, newest first, one page of a keyset listing."""
    query = select(Case).order_by(Case.filed_at.desc(), Case.id).limit(size)
    for name in ("state", "service", "borough"):
        if value := getattr(wanted, name):
            query = query.where(getattr(Case, name) == value)
    if wanted.reference:
        query = query.where(Case.reference.startswith(wanted.reference, autoescape=True))
    if wanted.task:
        query = query.join(Task, and_(Task.case_id == Case.id, Task.done_at.is_(None))).where(Task.kind == wanted.task)
    if after is not None:
        same = and_(Case.filed_at == after.filed_at, Case.id > after.case_id)
        query = query.where(or_(Case.filed_at < after.filed_at, same))
    return [_case(row) for row in (await session.execute(query)).scalars()]


async def events(session: AsyncSession, case_id: str) -> list[EventRow]:
    """The events of one case, in order."""
    query = select(CaseEvent).where(CaseEvent.case_id == case_id).order_by(CaseEvent.seq)
    rows = (await session.execute(query)).scalars()
    return [
        EventRow(row.seq, row.type, row.act_id, row.actor, row.role, row.at, row.before, row.after, row.facts, row.hash)
        for row in rows
    ]


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
    """The receipt of one event, rebuilt from the record."""
    query = select(CaseEvent.act_id).where(CaseEvent.case_id == case_id, CaseEvent.seq == seq)
    act_id = (await session.execute(query)).scalar_one_or_none()
    return await receipt_of_act(session, case_id, act_id) if act_id else None


async def open_tasks(session: AsyncSession, role: str, limit: int = 200) -> list[TaskRow]:
    """Open tasks of a role that the one who asks may see, most urgent first."""
    query = (
        select(Task, Case.reference, Case.service)
        .join(Case, Case.id == Task.case_id)
        .where(Task.role == role, Task.done_at.is_(None))
        .order_by(Task.due_on.nulls_last(), Task.opened_at)
        .limit(limit)
    )
    return [
        TaskRow(task.case_id, reference, service, task.kind, task.role, task.borough, task.due_on, task.opened_at)
        for task, reference, service in (await session.execute(query)).tuples()
    ]


async def task_of(session: AsyncSession, case_id: str) -> TaskRow | None:
    """The open task of one case."""
    query = (
        select(Task, Case.reference, Case.service)
        .join(Case, Case.id == Task.case_id)
        .where(Task.case_id == case_id, Task.done_at.is_(None))
    )
    found = (await session.execute(query)).one_or_none()
    if found is None:
        return None
    task, reference, service = found
    return TaskRow(task.case_id, reference, service, task.kind, task.role, task.borough, task.due_on, task.opened_at)


async def letters(session: AsyncSession, case_id: str) -> list[LetterRow]:
    """The letters of one case, in order."""
    query = select(Letter).where(Letter.case_id == case_id).order_by(Letter.number)
    return [_letter(row) for row in (await session.execute(query)).scalars()]


async def letter_by_code(session: AsyncSession, verify_code: str) -> LetterRow | None:
    """The letter that carries this code."""
    row = (await session.execute(select(Letter).where(Letter.verify_code == verify_code))).scalar_one_or_none()
    return _letter(row) if row else None


async def due_cases(session: AsyncSession, instant: datetime, limit: int = 500) -> Sequence[str]:
    """Open cases whose next alarm is at or before `instant`, earliest first."""
    query = select(Case.id).where(~Case.ended, Case.next_alarm_at <= instant).order_by(Case.next_alarm_at).limit(limit)
    return (await session.execute(query)).scalars().all()


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
