"""Files given out several at a time, undone for ten minutes; and cover for whoever is away (DOMAIN §7.5)."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from casework.doors import Doors, entering, unattended
from db import assignments, people, worklist
from db.assignments import Absence, Batch
from db.cases import TaskRow
from db.people import Account
from domain import policy
from domain.case_ids import well_formed
from domain.clock import local_date
from domain.errors import Forbidden, Invalid, NotFound, TooLate
from domain.people import Actor, Role

UNDO_WITHIN: Final = timedelta(minutes=10)
MOST_AT_ONCE: Final = 200
LONGEST_ABSENCE: Final = timedelta(days=366)
STAFF: Final = (Role.CLERK, Role.DIRECTOR)


@dataclass(frozen=True)
class Given:
    """What came of giving out files: the batch that can be undone, and the cases left where they were."""

    batch: Batch
    left: tuple[str, ...]


async def colleagues(doors: Doors, actor: Actor) -> list[Account]:
    """Who may hold files of the boroughs that one works for, oneself among them, by name. Raises Forbidden."""
    if not policy.may_at_desk(actor, "assign_files"):
        raise Forbidden(act="assign_files")
    async with unattended(doors) as session:
        found = [
            one for borough in actor.boroughs for role in STAFF for one in await people.of_role(session, role, borough)
        ]
    return sorted({one.actor.id: one for one in found}.values(), key=lambda one: one.name)


async def give_out(doors: Doors, actor: Actor, case_ids: Sequence[str], to: str) -> Given:
    """Give open files to an account, or to nobody (""): those that one may move; the others stay where they are.

    A clerk takes what is free and gives back what is theirs, to anybody of the borough; a director moves any.
    Raises Invalid for no file, too many, or somebody who may not hold them; Forbidden.
    """
    known = {one.actor.id: one.actor for one in await colleagues(doors, actor)}
    wanted = [case_id for case_id in dict.fromkeys(case_ids) if well_formed(case_id)]
    if not wanted or len(wanted) > MOST_AT_ONCE:
        raise Invalid({"case_ids": "required" if not wanted else "too-many"})
    if to and to not in known:
        raise Invalid({"to": "not-a-choice"})
    now = await doors.clock.now()
    async with entering(doors, actor) as session:
        tasks = await worklist.tasks_of(session, wanted)
        held = {task.case_id: task.assigned_to or "" for task in tasks if _may_move(actor, task, known.get(to))}
        moved = {
            case_id: by
            for case_id, by in held.items()
            if by != to and await worklist.assign(session, case_id, held_by=by, to=to, now=now)
        }
        batch = Batch(secrets.token_urlsafe(12), actor.id, to, now, None, moved)
        if moved:
            await assignments.keep(session, batch)
    there = {case_id for case_id, by in held.items() if by == to}
    return Given(batch, tuple(one for one in wanted if one not in moved and one not in there))


async def undo(doors: Doors, actor: Actor, batch_id: str) -> int:
    """Put the files of one's own batch back where they were, those that nobody moved since; how many.

    Raises NotFound, and TooLate after ten minutes or a second time.
    """
    now = await doors.clock.now()
    async with entering(doors, actor) as session:
        batch = await assignments.batch(session, batch_id, actor.id)
        if batch is None:
            raise NotFound
        if batch.undone_at is not None or now > batch.made_at + UNDO_WITHIN:
            raise TooLate(act="assign_files")
        back = [
            await worklist.assign(session, case_id, held_by=batch.given_to, to=held_by, now=now)
            for case_id, held_by in batch.held.items()
        ]
        await assignments.mark_undone(session, batch_id, now)
    return sum(back)


async def away(doors: Doors, actor: Actor) -> list[Absence]:
    """The absences, now and to come, of those who work for one's boroughs."""
    known = [one.actor.id for one in await colleagues(doors, actor)]
    async with entering(doors, actor) as session:
        return await assignments.absences(session, known, local_date(await doors.clock.now()))


async def say_away(doors: Doors, actor: Actor, person: str, cover: str, first_day: date, last_day: date) -> Absence:
    """Keep an absence: one's own, or a director's word about anybody of the borough. Raises Invalid, Forbidden."""
    known = {one.actor.id for one in await colleagues(doors, actor)}
    now = await doors.clock.now()
    if person not in known or (person != actor.id and actor.role is not Role.DIRECTOR):
        raise Forbidden(act="assign_files")
    faults = {} if cover in known - {person} else {"cover": "not-a-choice"}
    if last_day < max(first_day, local_date(now)) or last_day - first_day > LONGEST_ABSENCE:
        faults["last_day"] = "out-of-range"
    if faults:
        raise Invalid(faults)
    kept = Absence(secrets.token_urlsafe(12), person, cover, first_day, last_day)
    async with entering(doors, actor) as session:
        await assignments.add_absence(session, kept, actor.id, now)
    return kept


async def end_absence(doors: Doors, actor: Actor, absence_id: str) -> None:
    """Somebody is back, or the word was a mistake. Raises NotFound, Forbidden."""
    found = next((one for one in await away(doors, actor) if one.id == absence_id), None)
    if found is None:
        raise NotFound
    if found.person != actor.id and actor.role is not Role.DIRECTOR:
        raise Forbidden(act="assign_files")
    async with entering(doors, actor) as session:
        await assignments.end_absence(session, absence_id, await doors.clock.now())


def _may_move(actor: Actor, task: TaskRow, to: Actor | None) -> bool:
    """Whether one may move this task, and the other may hold it."""
    if not policy.may(actor, "take", owner="", borough=task.borough):
        return False
    if to is not None and not policy.may(to, "take", owner="", borough=task.borough):
        return False
    return actor.role is Role.DIRECTOR or task.assigned_to in (None, actor.id)
