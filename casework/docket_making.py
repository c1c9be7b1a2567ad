"""A docket made outside the doors: read, placed by the solver, kept as it gets better, in the name of whoever asked.

A worker has it for as long as it shows signs of life; the docket of one that was killed is taken again and made anew.
"""

from contextlib import aclosing
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final

from casework import access
from casework.docket_reading import MonthRead, read_month
from casework.doors import Doors, entering
from casework.setting_dates import PASSING
from db import docket_work, people
from db.docket_work import MAKING, PUBLISHING, Taken, Turn
from domain.docket_answer import Answer, Step
from domain.docket_month import in_order
from domain.docket_ports import DocketSolver, SolverFailed
from domain.errors import CaseError, Forbidden
from domain.people import Actor, Role

SILENCE: Final = timedelta(seconds=60)  # after which a docket is taken from whoever has it
MOST_ATTEMPTS: Final = 3
WORKER: Final = Actor("dockets", Role.SYSTEM)  # takes what waits; what it does is in people's names


async def take(doors: Doors, worker: str, now: datetime, *, publish: bool = False) -> Taken | None:
    """The docket that waits longest to be made, or to be published; None when there is none. `now` is real time."""
    async with entering(doors, WORKER) as session:
        return await docket_work.take(session, PUBLISHING if publish else MAKING, Turn(worker, now, now - SILENCE))


async def beat(doors: Doors, of: Taken, now: datetime) -> bool:
    """Show that this docket is worked on; False when somebody else has it."""
    async with entering(doors, WORKER) as session:
        return await docket_work.beat(session, of, now)


async def let_go(doors: Doors, of: Taken, *, untried: bool) -> None:
    """Leave a docket to whoever takes it next, at once; untried, this time does not count."""
    async with entering(doors, WORKER) as session:
        await docket_work.let_go(session, of, untried=untried)


async def make(doors: Doors, solver: DocketSolver, of: Taken) -> None:
    """Read what waits, and keep each answer of the solver, until the docket is done or cannot be made."""
    state = "done"
    try:
        if of.attempts > MOST_ATTEMPTS:
            raise Forbidden(act="propose_docket")
        await _answers(doors, solver, of)
    except (SolverFailed, *PASSING):
        return await let_go(doors, of, untried=False)
    except CaseError:  # who asked may not any more, the period is over, or it failed again and again
        state = "failed"
    now = await doors.clock.now()
    async with entering(doors, WORKER) as session:
        await docket_work.end(session, of, state, now)


async def actor_of(doors: Doors, account: str) -> Actor:
    """Whom an account is now. Raises Forbidden for one that is no more."""
    async with entering(doors, WORKER) as session:
        found = await people.by_id(session, account)
    if found is None:
        raise Forbidden(act="propose_docket")
    return found.actor


async def _answers(doors: Doors, solver: DocketSolver, of: Taken) -> None:
    actor = await actor_of(doors, of.asked_by)
    with access.opening("POST /bureau/audiences/mois"):
        read = await read_month(doors, actor, of.first_day, of.last_day)
    async with entering(doors, WORKER) as session:
        await docket_work.note_read(session, of, read.as_json, read.sha256)
    made = read.month.instance
    await _say(doors, of, {"code": "read", "placed": len(made.matters), "cost": made.capacity})
    async with aclosing(solver.solve(made)) as saying:  # whoever stops here stops the solver too
        async for said in saying:
            if isinstance(said, Step):
                await _say(doors, of, asdict(said))
            else:
                await _keep(doors, of, read, said)


async def _keep(doors: Doors, of: Taken, read: MonthRead, answer: Answer) -> None:
    ranks = {case_id: rank for rank, case_id in enumerate(in_order(read.month.instance, answer.placed), 1)}
    lines = [_line(read, answer, one.id) | {"rank": ranks.get(one.id, 0)} for one in read.month.instance.matters]
    async with entering(doors, WORKER) as session:
        await docket_work.answer(session, of, figures_of(answer), lines)


def figures_of(answer: Answer) -> dict[str, Any]:
    """An answer's figures as they are kept: its own, and of the two dockets that it stands beside."""
    sides = {"own": answer.own, "first_come": answer.first_come, "greedy": answer.greedy}
    told = {name: asdict(one) | {"objective": one.objective} for name, one in sides.items()}
    return {**told, "bound": answer.bound, "gap": answer.gap, "final": answer.final}


def _line(read: MonthRead, answer: Answer, case_id: str) -> dict[str, Any]:
    where, why = answer.placed.get(case_id), answer.reasons[case_id]
    return {
        "case_id": case_id,
        "seq": read.seqs[case_id],
        "slot_id": read.month.slot_of(where) if where else None,
        "reason": {"shared_with": why.shared_with, "against": dict(why.against)},
    }


async def _say(doors: Doors, of: Taken, line: dict[str, Any]) -> None:
    at = await doors.clock.now()
    async with entering(doors, WORKER) as session:
        await docket_work.say(session, of, line | {"at": at})
