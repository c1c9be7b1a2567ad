"""The court's days: the hearings of a day and what each still lacks; the sittings to come."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from casework.doors import Doors, entering
from casework.hearings import allow_at_court
from db import hearing_day, hearing_processes, people, sittings
from db.hearing_day import VideoHearing
from db.hearing_processes import DayHearing
from db.people import Account
from db.sittings import SittingLine
from domain.clock import expires_at, local_date, local_midnight
from domain.contest_rules import COURT
from domain.people import Actor, Role

AHEAD: Final = timedelta(days=92)


@dataclass(frozen=True)
class CourtDay:
    """One local day of hearings, by hour and room; `video` tells of those by video, by their ids."""

    day: date
    hearings: list[DayHearing]
    video: dict[str, VideoHearing]


async def hearings_of(doors: Doors, actor: Actor, day: date | None = None) -> CourtDay:
    """The hearings of a local day (today without one): a judge's own, or all for the court office. Raises Forbidden."""
    allow_at_court(actor, "read_sittings")
    now = await doors.clock.now()
    day = day or local_date(now)
    async with entering(doors, actor) as session:
        found = await hearing_processes.between(session, local_midnight(day), expires_at(day), now, _judge(actor))
        video = await hearing_day.of(session, [one.hearing_id for one in found])
    return CourtDay(day, found, video)


async def sittings_from(doors: Doors, actor: Actor, day: date | None = None) -> list[SittingLine]:
    """The sittings of three months from a local day (today without one); a judge's own. Raises Forbidden."""
    allow_at_court(actor, "read_sittings")
    now = await doors.clock.now()
    first = day or local_date(now)
    async with entering(doors, actor) as session:
        return await sittings.between(session, local_midnight(first), expires_at(first + AHEAD), now, _judge(actor))


async def judges(doors: Doors, actor: Actor) -> list[Account]:
    """Who may be given a sitting. Raises Forbidden."""
    allow_at_court(actor, "open_sitting")
    async with entering(doors, actor) as session:
        return await people.of_role(session, Role.ADJUDICATOR, COURT)


def _judge(actor: Actor) -> str:
    return actor.id if actor.role is Role.ADJUDICATOR else ""
