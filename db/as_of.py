"""A case as it stood at an instant: from its events and the tables' own histories, never from the current row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from db.keeping_models import TaskMoment
from db.models import Case, LedgerEntry

Axis = Literal["at", "recorded"]


@dataclass(frozen=True)
class TaskThen:
    """What waited."""

    kind: str
    role: str
    due_on: date | None
    opened_at: datetime


@dataclass(frozen=True)
class LetterThen:
    """A sealed letter and the status that it had."""

    number: int
    code: str
    language: str
    dated: date
    status: str


@dataclass(frozen=True)
class CaseThen:
    """A case as of an instant. `balances` are debits less credits of each account, in cents."""

    case_id: str
    reference: str
    service: str
    borough: str
    seq: int
    state: str
    head: str
    last_event: str
    last_event_at: datetime
    promised_on: date | None
    tasks: tuple[TaskThen, ...]
    balances: dict[str, int]
    letters: tuple[LetterThen, ...]


# An event is known once all before it are: a payment reported late changes nothing of what was known earlier.
_LAST = """
SELECT seq, type, at, after, hash, promised_on FROM (
    SELECT e.*, max({axis}) OVER (ORDER BY seq) AS known FROM case_events e WHERE case_id = :case_id) past
WHERE known <= :instant ORDER BY seq DESC LIMIT 1
"""
LAST = {"at": text(_LAST.format(axis="at")), "recorded": text(_LAST.format(axis="recorded_at"))}
_LETTERS = """
SELECT l.number, l.code, l.language, l.dated, (
    SELECT s.status FROM letter_statuses s
    WHERE (s.case_id, s.number) = (l.case_id, l.number) AND s.{instant} <= :instant
    ORDER BY s.{instant} DESC, s.recorded_at DESC LIMIT 1) AS status
FROM letters l WHERE l.case_id = :case_id AND l.seq <= :seq ORDER BY l.number
"""
LETTERS = {"at": text(_LETTERS.format(instant="since")), "recorded": text(_LETTERS.format(instant="recorded_at"))}


async def find(session: AsyncSession, name: str) -> tuple[str, str, str, str] | None:
    """The id, reference, service and borough of the case that an id or a reference names: what never changes."""
    query = select(Case.id, Case.reference, Case.service, Case.borough)
    found = (await session.execute(query.where(or_(Case.id == name, Case.reference == name)))).one_or_none()
    return (found[0], found[1], found[2], found[3]) if found else None


async def as_of(session: AsyncSession, name: str, instant: datetime, axis: Axis = "at") -> CaseThen | None:
    """The case as of an instant of the city's clock (`at`), or as the record knew it then (`recorded`, the machine's).

    None where there was no such case yet.
    """
    fixed = await find(session, name)
    if fixed is None:
        return None
    place: dict[str, Any] = {"case_id": fixed[0], "instant": instant}
    last = (await session.execute(LAST[axis], place)).one_or_none()
    if last is None:
        return None
    letters = await session.execute(LETTERS[axis], place | {"seq": last.seq})
    return CaseThen(
        *fixed, seq=last.seq, state=last.after, head=last.hash, last_event=last.type, last_event_at=last.at,
        promised_on=last.promised_on, tasks=await _tasks(session, fixed[0], last.seq),
        balances=await _balances(session, fixed[0], last.seq),
        letters=tuple(LetterThen(*row) for row in letters if row[-1] is not None),
    )  # fmt: skip


async def _tasks(session: AsyncSession, case_id: str, seq: int) -> tuple[TaskThen, ...]:
    """The tasks written with the last event that changed them."""
    latest = select(TaskMoment.seq).where(TaskMoment.case_id == case_id, TaskMoment.seq <= seq)
    latest = latest.order_by(TaskMoment.seq.desc()).limit(1).scalar_subquery()
    query = select(TaskMoment).where(TaskMoment.case_id == case_id, TaskMoment.seq == latest).order_by(TaskMoment.line)
    rows: Sequence[TaskMoment] = (await session.execute(query)).scalars().all()
    return tuple(TaskThen(row.kind, row.role or "", row.due_on, row.opened_at) for row in rows if row.kind)


async def _balances(session: AsyncSession, case_id: str, seq: int) -> dict[str, int]:
    query = select(LedgerEntry).where(LedgerEntry.case_id == case_id, LedgerEntry.seq <= seq)
    found: dict[str, int] = {}
    for row in (await session.execute(query)).scalars():
        found[row.debit] = found.get(row.debit, 0) + row.cents
        found[row.credit] = found.get(row.credit, 0) - row.cents
    return dict(sorted(found.items()))
