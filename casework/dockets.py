"""Dockets of a period, at the court's desk: asked for, read, compared, published; made and carried out elsewhere."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from casework.acting import act_id_of
from casework.doors import Doors, entering
from casework.hearings import allow_at_court
from db import dockets
from db.dockets import Difference, DocketDay, DocketLine, Proposal, Range
from domain.case_ids import keyed_id, well_formed
from domain.clock import local_date
from domain.contest_errors import DocketNotReady
from domain.contest_rules import ContestDelays
from domain.docket_month import rank_in
from domain.errors import IdempotencyKeyReused, Invalid, NotFound
from domain.people import Actor

LONGEST: Final = 62  # days of a period
USUAL: Final = 31
SHOWN: Final = 50  # proposals in the list
PAGE: Final = 50  # lines without a place
MOST_DIFFERENCES: Final = 500
PUBLISHABLE: Final = ("done", "published", "overtaken", "publishing")


@dataclass(frozen=True)
class Docket:
    """A proposal: its days, and the dates that could not be set."""

    proposal: Proposal
    days: list[DocketDay]
    refused: list[DocketLine]

    @property
    def placed(self) -> int:
        """How many cases have a slot in it."""
        return sum(one.placed for one in self.days)


@dataclass(frozen=True)
class Comparison:
    """Two proposals side by side, and the cases that they do not place alike."""

    here: Proposal
    there: Proposal
    differences: list[Difference]


@dataclass(frozen=True)
class Choice:
    """Which dates of a proposal are to be set: all of some days, those of some cases."""

    days: tuple[date, ...] = ()
    cases: tuple[str, ...] = ()


async def usual_period(doors: Doors) -> tuple[date, date]:
    """From the first day that the notice of a hearing allows, a month."""
    first = local_date(await doors.clock.now()) + timedelta(days=ContestDelays().hearing_notice)
    return first, first + timedelta(days=USUAL - 1)


async def ask(doors: Doors, actor: Actor, first: date, last: date, key: str) -> Proposal:
    """Ask for a docket of a period of local days, both in; the same key again is the same one.

    Raises Forbidden, Invalid, IdempotencyKeyReused.
    """
    allow_at_court(actor, "propose_docket")
    now, proposal_id = await doors.clock.now(), keyed_id(doors.secret, "docket", act_id_of(doors, actor, key))
    if faults := _faults(first, last, local_date(now)):
        raise Invalid(faults)
    values: dict[str, Any] = {
        "id": proposal_id, "first_day": first, "last_day": last, "asked_by": actor.id, "asked_at": now,
    }  # fmt: skip
    async with entering(doors, actor) as session:
        await dockets.add(session, values)
        found = await _found(session, proposal_id)
    if (found.first_day, found.last_day) != (first, last):
        raise IdempotencyKeyReused
    return found


async def latest(doors: Doors, actor: Actor) -> list[Proposal]:
    """The proposals, the last that was asked for first. Raises Forbidden."""
    allow_at_court(actor, "read_sittings")
    async with entering(doors, actor) as session:
        return await dockets.latest(session, SHOWN)


async def read(doors: Doors, actor: Actor, proposal_id: str) -> Docket:
    """One proposal. Raises Forbidden, NotFound."""
    allow_at_court(actor, "read_sittings")
    async with entering(doors, actor) as session:
        found = await _found(session, proposal_id)
        return Docket(
            found, await dockets.days(session, found.id), await dockets.refused(session, found.id, MOST_DIFFERENCES)
        )  # fmt: skip


async def lines(doors: Doors, actor: Actor, proposal_id: str, day: date) -> list[DocketLine]:
    """The lines of a day, by hour and room. Raises Forbidden, NotFound."""
    return await _lines(doors, actor, proposal_id, Range(day))


async def without_date(doors: Doors, actor: Actor, proposal_id: str, page: int) -> tuple[list[DocketLine], bool]:
    """A page, from 1, of the cases without a place; whether there are more. Raises Forbidden, NotFound."""
    found = await _lines(doors, actor, proposal_id, Range(None, PAGE + 1, PAGE * (page - 1)))
    return found[:PAGE], len(found) > PAGE


async def compare(doors: Doors, actor: Actor, one: str, other: str) -> Comparison:
    """Two proposals. Raises Forbidden, NotFound."""
    allow_at_court(actor, "read_sittings")
    async with entering(doors, actor) as session:
        here, there = await _found(session, one), await _found(session, other)
        found = await dockets.differences(session, here.id, there.id, MOST_DIFFERENCES)
    return Comparison(here, there, found)


async def exported(doors: Doors, actor: Actor, proposal_id: str) -> dict[str, Any]:
    """A proposal as a file that `docket check` judges: the court as it was read, and where each case was placed.

    Raises Forbidden, NotFound: a docket that is not made yet is none.
    """
    allow_at_court(actor, "read_sittings")
    async with entering(doors, actor) as session:
        found = await _found(session, proposal_id)
        instance = await dockets.instance(session, found.id)
        every = await dockets.every_line(session, found.id)
    if instance is None or found.figures is None:
        raise NotFound
    sittings = {one["id"]: (one["starts"], one["minutes"]) for one in instance["sittings"]}
    placed = {
        one.case_id: {"seat": {"sitting": one.sitting_id, "slot": rank_in(*sittings[one.sitting_id], one.starts_at)}}
        for one in every
        if one.sitting_id and one.starts_at
    }
    return {"instance": instance, "placed": placed, "reasons": {one.case_id: one.reason for one in every}}


async def publish(doors: Doors, actor: Actor, proposal_id: str, choice: Choice) -> int:
    """Have the chosen dates set, one after the other, in this person's name; how many were not chosen before.

    Choosing the same again changes nothing. Raises Forbidden, NotFound, Invalid when nothing is chosen,
    DocketNotReady before the docket is made.
    """
    allow_at_court(actor, "propose_docket")
    if not (choice.days or choice.cases):
        raise Invalid({"set": "required"})
    now = await doors.clock.now()
    async with entering(doors, actor) as session:
        found = await _found(session, proposal_id)
        if await dockets.lock(session, found.id) not in PUBLISHABLE:
            raise DocketNotReady
        values = {"id": found.id, "by": actor.id, "now": now, "days": list(choice.days), "cases": list(choice.cases)}
        return await dockets.choose(session, values)


async def _lines(doors: Doors, actor: Actor, proposal_id: str, wanted: Range) -> list[DocketLine]:
    allow_at_court(actor, "read_sittings")
    async with entering(doors, actor) as session:
        found = await _found(session, proposal_id)
        return await dockets.lines(session, found.id, wanted)


async def _found(session: AsyncSession, proposal_id: str) -> Proposal:
    found = await dockets.find(session, proposal_id) if well_formed(proposal_id) else None
    if found is None:
        raise NotFound
    return found


def _faults(first: date, last: date, today: date) -> dict[str, str]:
    """What is wrong with a period, by field."""
    if first <= today:
        return {"first": "in-the-past"}
    if last < first:
        return {"last": "before-the-beginning"}
    return {"last": "docket-too-long"} if (last - first).days >= LONGEST else {}
