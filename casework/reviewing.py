"""The prosecution's review: pleas that wait, those waiting longest first; the next file; what a decision has done."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from casework import access, desk, reading
from casework.desk import Wanted
from casework.doors import Doors, entering
from casework.hearings import allow_at_court
from casework.reading import CaseFile, Moment
from db import cases, worklist
from db.cases import TaskRow
from db.ciphertext import decrypt
from db.worklist import After, Queue
from domain import contest_states as states
from domain.contest_rules import COURT
from domain.errors import CaseError, IllegalTransition
from domain.people import Actor

TASK: Final = "review"
QUEUE: Final = Queue(boroughs=(COURT,), waiting="desk", task=TASK)
DECISIONS: Final = ("ProceedingsContinued", "ChargesWithdrawn")


@dataclass(frozen=True)
class Line:
    """A plea that waits: its task, the statement as served, the days left to its target; below 0 it is late."""

    task: TaskRow
    statement: dict[str, Any]
    days_left: int | None


@dataclass(frozen=True)
class Waiting:
    """A page of the queue; `next_cursor` is empty on the last one. `count` is of the whole queue."""

    lines: list[Line]
    next_cursor: str
    count: int
    today: date


@dataclass(frozen=True)
class Decided:
    """What the latest decision has done. `type` is that of its event, or "" while it is being recorded.

    `open` says that some counts still wait for a decision; `refund_cents` goes back to the defence.
    """

    reference: str
    type: str
    open: bool = False
    refund_cents: int = 0


async def waiting(doors: Doors, actor: Actor, cursor: str = "", size: int = 25) -> Waiting:
    """A page of the pleas that wait for their review. Raises Forbidden, and Invalid for a bad cursor or size."""
    allow_at_court(actor, "prosecute")
    page = await desk.tasks(doors, actor, Wanted(task=TASK), cursor, size)
    case_ids, now = [task.case_id for task in page.tasks], await doors.clock.now()
    async with entering(doors, actor) as session:
        await access.note(session, actor, case_ids, now)
        rows = await cases.several(session, case_ids)
        count = await worklist.count(session, QUEUE)
    keys = await doors.keys.of_cases(list(rows))
    statements = {one: decrypt(keys[one], f"{one}/summary", row.summary) for one, row in rows.items() if one in keys}
    lines = [_line(task, statements, page.today) for task in page.tasks]
    return Waiting(lines, page.next_cursor, count, page.today)


async def to_review(doors: Doors, actor: Actor, case_id: str) -> CaseFile:
    """A file whose plea waits. Raises Forbidden, NotFound, Erased, IllegalTransition when it waits no more."""
    allow_at_court(actor, "prosecute")
    file = await reading.case_file(doors, actor, case_id)
    if file.row.state != states.ADMIN_REVIEW:
        raise IllegalTransition(state=file.row.state, act="continue_proceedings")
    return file


async def following(doors: Doors, actor: Actor, file: CaseFile) -> TaskRow | None:
    """The file that comes after this one in the queue, from its beginning again after the last. Raises Forbidden."""
    allow_at_court(actor, "prosecute")
    place = After(file.task.due_on or date.max, file.row.id) if file.task and file.task.kind == TASK else None
    async with entering(doors, actor) as session:
        found = await worklist.page(session, QUEUE, place, 1) if place else []
        found = found or await worklist.page(session, QUEUE, None, 2)
    return next((task for task, _ in found if task.case_id != file.row.id), None)


async def decided(doors: Doors, actor: Actor, case_id: str) -> Decided | None:
    """What the latest decision in a case has done; None for a case that the reader does not see."""
    allow_at_court(actor, "prosecute")
    try:
        file = await reading.case_file(doors, actor, case_id)
        moments = await reading.timeline(doors, actor, case_id)
    except CaseError:
        return None
    ranks = [rank for rank, one in enumerate(moments) if one.type in DECISIONS]
    if not ranks:
        return Decided(file.row.reference, "", open=True)
    before, decision = moments[ranks[-1] - 1], moments[ranks[-1]]
    still_open = decision.after == states.ADMIN_REVIEW
    return Decided(file.row.reference, decision.type, still_open, _goes_back(before, decision))


def _line(task: TaskRow, statements: dict[str, dict[str, Any]], today: date) -> Line:
    return Line(task, statements.get(task.case_id, {}), (task.due_on - today).days if task.due_on else None)


def _goes_back(before: Moment, decision: Moment) -> int:
    """What a decision gives back: what leaves by itself, and what a person must now give back by hand."""
    earlier, later = (one.facts["standing"]["money"] for one in (before, decision))
    by_itself = earlier["paid_cents"] - later["paid_cents"]
    return max(0, by_itself + later["to_give_back_cents"] - earlier["to_give_back_cents"])
