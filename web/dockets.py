"""The hearings of a period proposed as a whole: asked for, followed, read day by day, compared, published."""

import secrets
from datetime import date
from functools import partial
from typing import Any, Final

from starlette.responses import JSONResponse, Response

from casework import dockets
from casework.dockets import Choice, Docket, DocketLine, Proposal
from casework.refusals import from_data
from casework.sentences import Sentence, say
from domain.case_ids import well_formed
from domain.errors import CaseError, Invalid
from web import docket_words as words
from web.contest_words import HEARING_MODES
from web.court_days import a_day
from web.refusals import status_of
from web.visit import Visit

LONGEST_NUMBER: Final = 5  # digits of a page
STEPS: Final = 6  # of the making, where the bound is sought


async def index(visit: Visit) -> Response:
    """The proposals, and the form that asks for one."""
    return await _index(visit, None, 200)


async def ask(visit: Visit) -> Response:
    """Ask for the docket of a period."""
    actor = visit.require("propose_docket")
    try:
        first, last = _period(visit)
        made = await dockets.ask(visit.doors, actor, first, last, visit.form.one("key"))
    except CaseError as refusal:
        return await _index(visit, say(refusal, visit.lang), status_of(refusal))
    return visit.go(f"/bureau/audiences/mois/{made.id}")


async def show(visit: Visit) -> Response:
    """A proposal: how far it is, its days and figures; one of its days; or what has no place."""
    actor = visit.require("read_sittings")
    found = await dockets.read(visit.doors, actor, visit.part("proposal_id"))
    if visit.asked("jour"):
        return await _day(visit, found)
    return await _without_date(visit, found) if visit.asked("sans") else await _whole(visit, found, None, 200)


async def publish(visit: Visit) -> Response:
    """Have the chosen dates set; chosen twice, they are set once."""
    actor, proposal_id = visit.require("propose_docket"), visit.part("proposal_id")
    try:
        await dockets.publish(visit.doors, actor, proposal_id, _choice(visit))
    except CaseError as refusal:
        found = await dockets.read(visit.doors, actor, proposal_id)
        return await _whole(visit, found, say(refusal, visit.lang), status_of(refusal))
    return visit.go(f"/bureau/audiences/mois/{proposal_id}?choisies=1")


async def export(visit: Visit) -> Response:
    """A proposal as the file that `docket check` judges."""
    actor, proposal_id = visit.require("read_sittings"), visit.part("proposal_id")
    told = await dockets.exported(visit.doors, actor, proposal_id)
    name = f'attachment; filename="audiences-{proposal_id[:8]}.json"'
    return JSONResponse(told, headers={"content-disposition": name, "cache-control": "no-store"})


async def compare(visit: Visit) -> Response:
    """Two proposals side by side; without a second one, the choice of it."""
    actor, proposal_id, other = visit.require("read_sittings"), visit.part("proposal_id"), visit.asked("avec")
    found = await dockets.compare(visit.doors, actor, proposal_id, other) if other else None
    here = found.here if found else (await dockets.read(visit.doors, actor, proposal_id)).proposal
    return visit.page(
        "bureau/docket_compare.html", here=here, there=found.there if found else None,
        differences=found.differences if found else [], most=dockets.MOST_DIFFERENCES, chosen=other,
        others=await _others(visit, here), **_told(visit),
    )  # fmt: skip


async def _index(visit: Visit, sentence: Sentence | None, status: int) -> Response:
    actor = visit.require("read_sittings")
    first, last = await dockets.usual_period(visit.doors)
    typed = {"first": first.isoformat(), "last": last.isoformat()}
    if sentence:
        typed = {name: visit.form.one(name) for name in typed}
    return visit.page(
        "bureau/dockets.html", status, proposals=await dockets.latest(visit.doors, actor), sentence=sentence,
        faults=sentence.fields if sentence else {}, typed=typed, key=secrets.token_urlsafe(16),
        labels={"first": visit.say("Premier jour", "First day"), "last": visit.say("Dernier jour", "Last day")},
        longest=dockets.LONGEST, **_told(visit),
    )  # fmt: skip


async def _whole(visit: Visit, found: Docket, sentence: Sentence | None, status: int) -> Response:
    refused = [(one, say(from_data(one.refusal or {}), visit.lang)) for one in found.refused]
    return visit.page(
        "bureau/docket.html", status, docket=found, proposal=found.proposal, refused=refused, sentence=sentence,
        steps=STEPS, chosen=visit.asked("choisies") == "1", others=await _others(visit, found.proposal), **_told(visit),
        left=sum(one.placed - one.chosen - one.set - one.refused for one in found.days),
    )  # fmt: skip


async def _day(visit: Visit, found: Docket) -> Response:
    day = a_day(visit.asked("jour"))
    lines = await dockets.lines(visit.doors, visit.actor, found.proposal.id, day) if day else []
    return visit.page(
        "bureau/docket_day.html", proposal=found.proposal, day=day, lines=_reasoned(visit, lines), modes=HEARING_MODES,
        some=any(one.status == "proposed" for one in lines) and found.proposal.state in dockets.PUBLISHABLE,
        **_told(visit),
    )  # fmt: skip


async def _without_date(visit: Visit, found: Docket) -> Response:
    asked = visit.asked("sans")
    number = max(1, int(asked)) if asked.isdecimal() and len(asked) <= LONGEST_NUMBER else 1
    lines, more = await dockets.without_date(visit.doors, visit.actor, found.proposal.id, number)
    return visit.page(
        "bureau/docket_without.html", proposal=found.proposal, lines=_reasoned(visit, lines), number=number,
        more=more, **_told(visit),
    )  # fmt: skip


async def _others(visit: Visit, proposal: Proposal) -> list[Proposal]:
    """Proposals that this one can be compared with."""
    every = await dockets.latest(visit.doors, visit.actor)
    return [one for one in every if one.id != proposal.id and one.figures]


def _reasoned(visit: Visit, lines: list[DocketLine]) -> list[tuple[DocketLine, str]]:
    return [(one, words.reason(visit.say, one.reason, placed=one.slot_id is not None)) for one in lines]


def _period(visit: Visit) -> tuple[date, date]:
    """The period that the form names. Raises Invalid."""
    typed = {name: visit.form.one(name).strip() for name in ("first", "last")}
    found = {name: a_day(text) for name, text in typed.items()}
    faults = {name: "not-a-date" if typed[name] else "required" for name, day in found.items() if day is None}
    first, last = found["first"], found["last"]
    if first is None or last is None:
        raise Invalid(faults)
    return first, last


def _choice(visit: Visit) -> Choice:
    """The days or the cases that the form names. Raises Invalid."""
    days = [a_day(text) for text in visit.form.all("day")]
    cases = visit.form.all("case")
    known = tuple(day for day in days if day is not None)
    if len(known) < len(days) or not all(well_formed(one) for one in cases):
        raise Invalid({"set": "not-a-choice"})
    return Choice(known, tuple(cases))


def _told(visit: Visit) -> dict[str, Any]:
    """What every page of these says things with."""
    return {
        "words": words,
        "may_publish": visit.may("propose_docket"),
        "figure": partial(words.figure, visit.say),
        "percent": partial(words.percent, visit.say),
        "step": partial(words.step, visit.say),
    }
