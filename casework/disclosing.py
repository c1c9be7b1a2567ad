"""Hearings whose evidence was not disclosed yet, soonest first, with the days left to do it in time."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from casework import cursors
from casework.doors import Doors, entering
from casework.hearings import allow_at_court
from db import hearing_processes
from db.hearing_processes import Undisclosed
from domain.clock import local_date
from domain.contest_rules import ContestDelays
from domain.people import Actor

PAGE: Final = 25
DAYS_BEFORE: Final = ContestDelays().disclosure
LISTING: Final = "undisclosed"


@dataclass(frozen=True)
class Lacking:
    """A hearing, the last day of a disclosure in time, and the days until then; below 0 it has passed."""

    hearing: Undisclosed
    target: date
    days_left: int


@dataclass(frozen=True)
class ToDisclose:
    """A page of them; `next_cursor` is empty on the last one."""

    lines: list[Lacking]
    next_cursor: str


async def to_disclose(doors: Doors, actor: Actor, cursor: str = "") -> ToDisclose:
    """The hearings to come that lack the disclosure of evidence. Raises Forbidden, and Invalid for a bad cursor."""
    allow_at_court(actor, "prosecute")
    now, after = await doors.clock.now(), None
    if cursor:
        starts_at, hearing_id = cursors.opened(doors.secret, LISTING, cursor)
        after = (datetime.fromisoformat(starts_at), hearing_id)
    async with entering(doors, actor) as session:
        found = await hearing_processes.undisclosed(session, now, after, PAGE + 1)
    following = ""
    if len(found) > PAGE:
        last = found[PAGE - 1]
        following = cursors.sign(doors.secret, LISTING, last.starts_at.isoformat(), last.hearing_id)
    return ToDisclose([_lacking(one, local_date(now)) for one in found[:PAGE]], following)


def _lacking(hearing: Undisclosed, today: date) -> Lacking:
    target = local_date(hearing.starts_at) - timedelta(days=DAYS_BEFORE)
    return Lacking(hearing, target, (target - today).days)
