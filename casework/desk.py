"""A clerk's desk: what waits by due date, counted by queue; taking a file and giving it back; promises not kept."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from casework import cursors, kinds
from casework.doors import Doors, entering
from db import assignments, breaches, cases, worklist
from db.breaches import Breach
from db.cases import TaskRow
from db.worklist import NOBODY, After, Counts, Queue
from domain import policy
from domain.case_ids import well_formed
from domain.clock import local_date
from domain.errors import AlreadyTaken, Forbidden, IllegalTransition, Invalid, NotFound
from domain.people import Actor, Role

LARGEST_PAGE: Final = 100
YEARS_BACK: Final = 3
_NUMBER: Final = re.compile(r"\d{1,7}")


@dataclass(frozen=True)
class Wanted:
    """How a worklist is narrowed; empty means everything. `assigned` is me, nobody or an account.

    `waiting` is desk (by default, unless a state is asked for) or citizen; `reference` is the beginning of a file's
    number, or its serial number alone.
    """

    state: str = ""
    service: str = ""
    borough: str = ""
    task: str = ""
    waiting: str = ""
    due_before: date | None = None
    overdue: bool = False
    assigned: str = ""
    reference: str = ""


@dataclass(frozen=True)
class DeskPage:
    """One page, the most urgent first; `next_cursor` is empty on the last one. Counts come with the first page."""

    tasks: list[TaskRow]
    next_cursor: str
    counts: Counts | None
    today: date
    covered: tuple[str, ...]  # in whose place the reader works today


async def tasks(doors: Doors, actor: Actor, wanted: Wanted, cursor: str = "", size: int = 25) -> DeskPage:
    """The open tasks that a clerk may see. Raises Forbidden, and Invalid for a bad size, filter or cursor."""
    _allow(actor, "worklist")
    today = local_date(await doors.clock.now())
    queue, after = _queue(actor, wanted, size, today), None
    if cursor:
        due, case_id = cursors.opened(doors.secret, "tasks", cursor)
        after = After(date.fromisoformat(due), case_id)
    async with entering(doors, actor) as session:
        covered = tuple(await assignments.covered_by(session, actor.id, today))
        if wanted.assigned == "me":
            queue = replace(queue, covered=covered)
        found = await worklist.page(session, queue, after, size + 1)
        counts = None if cursor else await worklist.counts(session, actor.boroughs, actor.id, covered, today)
    shown, following = found[:size], ""
    if len(found) > size:
        row, due_on = shown[-1]
        following = cursors.sign(doors.secret, "tasks", due_on.isoformat(), row.case_id)
    return DeskPage([row for row, _ in shown], following, counts, today, covered)


async def take(doors: Doors, actor: Actor, case_id: str, held_by: str = "") -> TaskRow:
    """Take a file, free or held by a named colleague. Raises AlreadyTaken when somebody was first."""
    row = await _open_task(doors, actor, case_id, "take")
    if row.assigned_to == actor.id:
        return row
    return await _assign(doors, actor, row, held_by, actor.id)


async def give_back(doors: Doors, actor: Actor, case_id: str) -> TaskRow:
    """Give a file back: one's own, or as the director of the borough anybody's. Raises AlreadyTaken, Forbidden."""
    row = await _open_task(doors, actor, case_id, "give_back")
    if row.assigned_to is None:
        return row
    if row.assigned_to != actor.id and actor.role is not Role.DIRECTOR:
        raise Forbidden(act="give_back")
    return await _assign(doors, actor, row, row.assigned_to, "")


async def overdue(doors: Doors, actor: Actor) -> list[Breach]:
    """The promises that were not kept and still stand open, the oldest first: for who answers for them."""
    _allow(actor, "supervise")
    async with entering(doors, actor) as session:
        return await breaches.standing(session)


async def _open_task(doors: Doors, actor: Actor, case_id: str, act: str) -> TaskRow:
    """The open task of a visible case. Raises NotFound, Forbidden, IllegalTransition when nothing waits."""
    async with entering(doors, actor) as session:
        case = await cases.find(session, case_id) if well_formed(case_id) else None
        row = await cases.task_of(session, case_id) if case else None
    if case is None:
        raise NotFound
    if not policy.may(actor, act, owner=case.owner, borough=case.borough):
        raise Forbidden(act=act)
    if row is None:
        raise IllegalTransition(state=case.state, act=act)
    return row


async def _assign(doors: Doors, actor: Actor, row: TaskRow, held_by: str, to: str) -> TaskRow:
    now = await doors.clock.now()
    async with entering(doors, actor) as session:
        await worklist.assign(session, row.case_id, held_by=held_by, to=to, now=now)
        found = await cases.task_of(session, row.case_id)
    if found is not None and (found.assigned_to or "") == to:  # done, by this request or by one sent twice
        return found
    raise AlreadyTaken(by=found.assigned_to if found else None)


def _queue(actor: Actor, wanted: Wanted, size: int, today: date) -> Queue:
    _check(wanted, size)
    held = {"me": actor.id, "nobody": NOBODY}.get(wanted.assigned, wanted.assigned)
    due_before = min((day for day in (wanted.due_before, today if wanted.overdue else None) if day), default=None)
    return Queue(
        boroughs=(wanted.borough,) if wanted.borough else actor.boroughs,
        waiting=wanted.waiting or ("" if wanted.state else "desk"),
        state=wanted.state,
        service=wanted.service,
        task=wanted.task,
        due_before=due_before,
        assigned_to=held,
        references=_references(wanted.reference, today),
    )


def _check(wanted: Wanted, size: int) -> None:
    if not 1 <= size <= LARGEST_PAGE:
        raise Invalid({"page_size": "out-of-range"})
    if wanted.state and wanted.state not in kinds.STATES:
        raise Invalid({"state": "not-a-choice"})
    if wanted.waiting not in ("", "desk", "citizen"):
        raise Invalid({"waiting": "not-a-choice"})


def _references(typed: str, today: date) -> tuple[str, ...]:
    """The beginnings that a typed number may mean: a serial number alone is looked for in the last years."""
    text = typed.strip().upper()
    if _NUMBER.fullmatch(text):
        return tuple(f"P-{today.year - back}-{text:0>7}" for back in range(YEARS_BACK))
    return (text,) if text else ()


def _allow(actor: Actor, action: str) -> None:
    if not policy.may_at_desk(actor, action):
        raise Forbidden(act=action)
