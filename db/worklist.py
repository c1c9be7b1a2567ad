"""The worklist: open tasks with what is shown of their cases, by due date; counted by queue; taken by one clerk.

Everything here reads one table, by equality and range on indexed columns, so that row-level security costs nothing.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, func, literal, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.cases import TaskRow, begins_with, task_row
from db.models import Task

MOST_COUNTED: Final = 1000  # a count stops here: a longer queue is "999+"
NOBODY: Final = "nobody"


@dataclass(frozen=True)
class Queue:
    """Which open tasks; empty means every one. `assigned_to` is an account, or nobody; `references` are beginnings.

    `covered` are those in whose place that account works too.

    `waiting` is the desk or the citizen. `due_before` is a date that the due date must precede.
    """

    boroughs: tuple[str, ...] = ()
    waiting: str = ""
    state: str = ""
    service: str = ""
    task: str = ""
    due_before: date | None = None
    assigned_to: str = ""
    covered: tuple[str, ...] = ()
    references: tuple[str, ...] = ()


@dataclass(frozen=True)
class After:
    """Where a page of the worklist begins: after this task."""

    due: date
    case_id: str


@dataclass(frozen=True)
class Counts:
    """How many tasks a desk has, by queue; no count goes beyond `MOST_COUNTED`."""

    desk: int
    overdue: int
    this_week: int
    citizen: int
    untaken: int
    mine: int


async def page(session: AsyncSession, queue: Queue, after: After | None, size: int) -> list[tuple[TaskRow, date]]:
    """One page of the worklist, the earliest due date first; each task with the date that it is sorted by."""
    query = _narrowed(select(Task), queue).order_by(Task.due, Task.case_id).limit(size)
    if after is not None:
        query = query.where(tuple_(Task.due, Task.case_id) > tuple_(literal(after.due), literal(after.case_id)))
    return [(task_row(row), row.due) for row in (await session.execute(query)).scalars()]


async def counts(
    session: AsyncSession, boroughs: tuple[str, ...], account: str, covered: tuple[str, ...], today: date
) -> Counts:
    """The queues of a desk at a glance. A week is seven days, today among them."""
    desk, week = Queue(boroughs, "desk"), today + timedelta(days=7)
    queues = (
        _counted(desk),
        _counted(Queue(boroughs, "desk", due_before=today)),
        _counted(desk, Task.due >= today, Task.due < week),
        _counted(Queue(boroughs, "citizen")),
        _counted(Queue(boroughs, "desk", assigned_to=NOBODY)),
        _counted(Queue(assigned_to=account, covered=covered), Task.desk),
    )
    return Counts(*(await session.execute(select(*queues))).one())


async def count(session: AsyncSession, queue: Queue) -> int:
    """How many tasks a queue has; no count goes beyond `MOST_COUNTED`."""
    return (await session.execute(select(_counted(queue)))).scalar_one()


async def open_tasks(session: AsyncSession, owner: str, limit: int = 200) -> list[TaskRow]:
    """Open tasks most urgent first: those of one citizen, or, without an owner, of every desk that one may see."""
    query = select(Task).where(Task.done_at.is_(None), Task.desk.is_(not owner))
    if owner:
        query = query.where(Task.owner == owner)
    query = query.order_by(Task.due, Task.case_id).limit(limit)
    return [task_row(row) for row in (await session.execute(query)).scalars()]


async def tasks_of(session: AsyncSession, case_ids: list[str]) -> list[TaskRow]:
    """The open tasks of some cases."""
    query = select(Task).where(Task.case_id.in_(case_ids), Task.done_at.is_(None))
    return [task_row(row) for row in (await session.execute(query)).scalars()]


async def assign(session: AsyncSession, case_id: str, *, held_by: str, to: str, now: datetime) -> bool:
    """Give the open task of a case to an account, or to nobody, if `held_by` (or nobody) still holds it; whether."""
    holder = Task.assigned_to == held_by if held_by else Task.assigned_to.is_(None)
    statement = (
        update(Task)
        .where(Task.case_id == case_id, Task.done_at.is_(None), holder)
        .values(assigned_to=to or None, assigned_at=now if to else None)
        .returning(Task.case_id)
    )
    return (await session.execute(statement)).scalar_one_or_none() is not None


def _counted(queue: Queue, *more: Any) -> Any:
    some = _narrowed(select(literal(1)).select_from(Task), queue).where(*more).limit(MOST_COUNTED).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def _narrowed(query: Select[Any], queue: Queue) -> Select[Any]:
    query = query.where(Task.done_at.is_(None))
    if len(queue.boroughs) == 1:
        query = query.where(Task.borough == queue.boroughs[0])
    elif queue.boroughs:
        query = query.where(Task.borough.in_(queue.boroughs))
    for name, column in (("state", Task.state), ("service", Task.service), ("task", Task.kind)):
        if value := getattr(queue, name):
            query = query.where(column == value)
    if queue.waiting:
        query = query.where(Task.desk.is_(queue.waiting == "desk"))
    return query.where(*_held(queue), *_due(queue), *_named(queue))


def _held(queue: Queue) -> list[Any]:
    if not queue.assigned_to:
        return []
    if queue.assigned_to == NOBODY:
        return [Task.assigned_to.is_(None)]
    if queue.covered:
        return [Task.assigned_to.in_((queue.assigned_to, *queue.covered))]
    return [Task.assigned_to == queue.assigned_to]


def _due(queue: Queue) -> list[Any]:
    return [Task.due < queue.due_before] if queue.due_before else []


def _named(queue: Queue) -> list[Any]:
    return [or_(*(begins_with(Task.reference, one) for one in queue.references))] if queue.references else []
