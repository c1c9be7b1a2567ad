"""What waits for one judge, kind by kind: those that come nearest to the ceiling of unreasonable delay first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from casework import access
from casework.doors import Doors, entering
from db import cases, worklist
from db.cases import CaseRow, EventRow, TaskRow
from db.ciphertext import decrypt
from db.worklist import Queue
from domain import contest_age, policy
from domain.clock import local_date
from domain.contest_age import FileAge
from domain.contest_rules import COURT
from domain.errors import Forbidden
from domain.people import Actor
from domain.ports import DataKey

KINDS: Final = (
    "confirm_judgment", "judge", "decide_revocation", "decide_postponement", "decide_application", "decide_mode",
    "judge_on_record",
)  # fmt: skip
OF_WHO_HEARD: Final = ("confirm_judgment", "judge")  # nobody else gives that judgment
MOST: Final = 50  # of one kind that are read


@dataclass(frozen=True)
class ToDecide:
    """A file that waits for this judge. `late`: the revocation was asked after its delay, and relief is to be decided.

    `by` is the side that asks, where one does.
    """

    task: TaskRow
    age: FileAge | None
    late: bool
    by: str


@dataclass(frozen=True)
class Group:
    """The files of one kind; `more` when others wait that were not read."""

    kind: str
    files: list[ToDecide]
    more: bool


@dataclass(frozen=True)
class Waiting:
    """All that waits, in the order of `KINDS`; kinds of which nothing waits are left out."""

    today: date
    groups: list[Group]


async def waiting(doors: Doors, actor: Actor) -> Waiting:
    """What waits for a judge; nothing of a case in which the judge stood aside. Raises Forbidden."""
    if not policy.may_at_desk(actor, "decide_contests") or COURT not in actor.boroughs:
        raise Forbidden(act="decide_contests")
    now = await doors.clock.now()
    async with entering(doors, actor) as session:
        tasks = {one: await worklist.page(session, Queue(actor.boroughs, task=one), None, MOST + 1) for one in KINDS}
        ids = [task.case_id for found in tasks.values() for task, _ in found[:MOST]]
        rows = await cases.several(session, ids)
        events = await cases.events_of(session, list(rows))
        await access.note(session, actor, list(rows), now)
    keys = await doors.keys.of_cases(list(rows))
    standings = {one: _standing(rows[one], keys[one], events[one]) for one in rows if one in keys}
    today = local_date(now)
    groups = [
        Group(kind, _own(actor, kind, [task for task, _ in found[:MOST]], standings, today), len(found) > MOST)
        for kind, found in tasks.items()
    ]
    return Waiting(today, [one for one in groups if one.files or one.more])


def _standing(row: CaseRow, key: DataKey, events: list[EventRow]) -> dict[str, Any]:
    last = events[-1]
    found: dict[str, Any] = decrypt(key, f"{row.id}/event/{last.seq}", last.facts)["standing"]
    return found


def _own(
    actor: Actor, kind: str, tasks: list[TaskRow], standings: Mapping[str, dict[str, Any]], today: date
) -> list[ToDecide]:
    """Those that are this judge's to decide, the nearest to the ceiling first."""
    found = [_to_decide(task, standings[task.case_id], today) for task in tasks if task.case_id in standings
             and _is_own(actor, kind, standings[task.case_id])]  # fmt: skip
    return sorted(found, key=_rank)


def _is_own(actor: Actor, kind: str, standing: Mapping[str, Any]) -> bool:
    if actor.id in standing["conflicts"]:
        return False
    return kind not in OF_WHO_HEARD or standing.get("heard_by", "") in ("", actor.id)


def _to_decide(task: TaskRow, standing: Mapping[str, Any], today: date) -> ToDecide:
    return ToDecide(
        task, contest_age.age_of(standing, today), bool(standing.get("late_revocation")), standing.get("asked_by", "")
    )


def _rank(one: ToDecide) -> tuple[int, date, str]:
    left = one.age.left if one.age and one.age.left is not None else 10**6
    return left, one.task.due_on or date.max, one.task.reference
