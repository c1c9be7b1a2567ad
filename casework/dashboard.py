"""The desk's own work at a glance: queues, ages and the promises kept, for the boroughs that one works for."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from casework.doors import Doors, entering
from db import dashboard
from db.dashboard import Waiting, Week
from domain import policy
from domain.clock import local_date
from domain.errors import Forbidden
from domain.people import Actor

AGE_LIMITS: Final = (2, 7, 14, 30)  # days, each included
WEEKS: Final = 12


@dataclass(frozen=True)
class Dashboard:
    """What the page shows: `ages` counts by `AGE_LIMITS`, the last beyond them; twelve weeks, the oldest first."""

    waiting: list[Waiting]
    ages: list[int]
    weeks: list[Week]
    today: date


async def read(doors: Doors, actor: Actor) -> Dashboard:
    """The figures of one's boroughs; of every borough for whoever has none of their own. Raises Forbidden."""
    if not policy.may_at_desk(actor, "worklist"):
        raise Forbidden(act="worklist")
    today = local_date(await doors.clock.now())
    since = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
    boroughs = actor.boroughs or tuple(one.code for one in doors.catalogue.boroughs)
    async with entering(doors, actor) as session:
        waiting = await dashboard.waiting(session, boroughs, today)
        ages = await dashboard.ages(session, boroughs, today, AGE_LIMITS)
        found = {one.monday: one for one in await dashboard.weeks(session, boroughs, since)}
    mondays = [since + timedelta(weeks=rank) for rank in range(WEEKS)]
    return Dashboard(waiting, ages, [found.get(monday, Week(monday, 0, 0)) for monday in mondays], today)
