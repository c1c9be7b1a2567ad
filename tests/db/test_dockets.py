"""Dockets that were proposed: who has one, taken again when silent, each date chosen once, read by the court alone."""

import secrets
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from casework import docket_making, dockets
from casework.docket_making import SILENCE, WORKER
from casework.dockets import Choice
from casework.doors import Doors
from cli.compose import parts
from db import docket_work
from db.docket_work import Taken
from domain.contest_errors import DocketNotReady
from domain.docket import Cost, Instance
from domain.docket_answer import Answer, Figures, Step
from domain.errors import Forbidden, IdempotencyKeyReused, Invalid, NotFound
from domain.people import Actor, Role
from tests.api.town import settings_of
from tests.db.conftest import Base
from tests.db.court import GREFFE, NINE, Court

pytestmark = pytest.mark.stack
NOW = datetime.now(UTC)
FIRST, LAST = date(2031, 5, 1), date(2031, 5, 31)
JUDGE = replace(GREFFE, id="juge-1", role=Role.ADJUDICATOR)
OUTSIDERS = [
    Actor("citoyen-1", Role.CITIZEN), Actor("agent-vd", Role.CLERK, ("VD",)), replace(GREFFE, role=Role.PROSECUTOR),
]  # fmt: skip
NOTHING = Figures(0, 0, Cost(0, 0, 0, 0, 0), 0, 0)


@pytest.fixture
def court(base: Base) -> Court:
    return Court(base)


@pytest.fixture
async def doors(base: Base) -> AsyncIterator[Doors]:
    await base.rows("DELETE FROM docket_lines")
    await base.rows("DELETE FROM docket_proposals")
    async with parts(settings_of(base.env, {}), base.env["DATABASE_APP_URL"]) as made:
        yield made.doors


async def asked(doors: Doors) -> str:
    return (await dockets.ask(doors, GREFFE, FIRST, LAST, secrets.token_hex(8))).id


async def taken(doors: Doors, worker: str, now: datetime = NOW, **more: bool) -> Taken | None:
    return await docket_making.take(doors, worker, now, **more)


async def made(doors: Doors, court: Court, count: int) -> tuple[str, list[str]]:
    """A docket that places so many cases, half an hour after half an hour; and the cases."""
    proposal_id = await asked(doors)
    of = await taken(doors, "w")
    assert of is not None and of.id == proposal_id
    slots, cases = await court.slots(count=count), [await court.case() for _ in range(count)]
    lines: list[dict[str, Any]] = [
        {"case_id": case, "seq": 1, "slot_id": slot, "rank": rank, "reason": {"shared_with": 0, "against": {}}}
        for rank, (case, slot) in enumerate(zip(cases, slots, strict=True))
    ]
    figures = docket_making.figures_of(Answer({}, {}, NOTHING, NOTHING, NOTHING, final=True))
    async with court.as_(WORKER) as session:
        await docket_work.note_read(session, of, "{}", "sha")
        assert await docket_work.answer(session, of, figures, lines)
        await docket_work.end(session, of, "done", NOW)
    return proposal_id, cases


async def test_a_docket_is_asked_for_once_a_key_by_a_clerk_of_the_court(doors: Doors) -> None:
    key = secrets.token_hex(8)
    one, again = [await dockets.ask(doors, GREFFE, FIRST, LAST, key) for _ in range(2)]
    assert one == again and one.state == "waiting"
    with pytest.raises(IdempotencyKeyReused):
        await dockets.ask(doors, GREFFE, FIRST, FIRST, key)
    for actor in (*OUTSIDERS, JUDGE):
        with pytest.raises(Forbidden):
            await dockets.ask(doors, actor, FIRST, LAST, key)


@pytest.mark.parametrize(
    ("first", "last", "faults"),
    [
        (date(2020, 1, 1), LAST, {"first": "in-the-past"}),
        (LAST, FIRST, {"last": "before-the-beginning"}),
        (FIRST, FIRST + timedelta(days=62), {"last": "docket-too-long"}),
    ],
    ids=["past", "backwards", "long"],
)
async def test_a_period_that_cannot_be(doors: Doors, first: date, last: date, faults: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refused:
        await dockets.ask(doors, GREFFE, first, last, secrets.token_hex(8))
    assert refused.value.errors == faults


async def test_one_worker_has_it_until_it_is_silent_for_a_minute(doors: Doors, court: Court) -> None:
    proposal_id = await asked(doors)
    first = await taken(doors, "first")
    assert first is not None and first.id == proposal_id
    assert await taken(doors, "second") is None
    assert await docket_making.beat(doors, first, NOW + SILENCE)
    assert await taken(doors, "second", NOW + SILENCE * 2) is None
    second = await taken(doors, "second", NOW + SILENCE * 2 + timedelta(seconds=1))
    assert second is not None and (second.id, second.attempts) == (proposal_id, 2)
    assert not await docket_making.beat(doors, first, NOW)
    async with court.as_(WORKER) as session:  # thought dead, and back too late
        assert not await docket_work.answer(session, first, {}, [])
        await docket_work.end(session, first, "done", NOW)
    assert (await dockets.read(doors, GREFFE, proposal_id)).proposal.state == "running"
    await docket_making.let_go(doors, second, untried=True)
    third = await taken(doors, "third")
    assert third is not None and third.attempts == 2


class Refusing:
    """A solver that is never reached."""

    async def solve(self, of: Instance) -> AsyncGenerator[Step | Answer]:
        """Not asked."""
        raise AssertionError(of)
        yield Step("done")


async def test_a_docket_of_somebody_who_may_not_any_more_or_that_fails_again_and_again_has_failed(
    doors: Doors, base: Base
) -> None:
    for account, attempts in (("nobody", 1), ("greffe", 4)):
        proposal_id = await asked(doors)
        of = await taken(doors, "w")
        assert of is not None
        await docket_making.make(doors, Refusing(), replace(of, asked_by=account, attempts=attempts))
        assert (await dockets.read(doors, GREFFE, proposal_id)).proposal.state == "failed"
        with pytest.raises(DocketNotReady):
            await dockets.publish(doors, GREFFE, proposal_id, Choice(days=(FIRST,)))


async def test_each_date_is_chosen_once_and_published_ones_begin_anew(doors: Doors, court: Court, base: Base) -> None:
    proposal_id, (one, two, three) = await made(doors, court, 3)
    assert await dockets.publish(doors, GREFFE, proposal_id, Choice(cases=(one,))) == 1
    assert await dockets.publish(doors, replace(GREFFE, id="greffe-2"), proposal_id, Choice(cases=(one,))) == 0
    of = await taken(doors, "w", publish=True)
    assert of is not None and of.id == proposal_id
    async with court.as_(WORKER) as session:
        (line,) = await docket_work.chosen(session, of, [], 10)
        assert (line.case_id, line.chosen_by) == (one, "greffe")
        assert not await docket_work.chosen(session, of, [one], 10)
        assert not await docket_work.end_of_publication(session, of, NOW)
        await docket_work.told(session, of, one, None, NOW)
        assert await docket_work.end_of_publication(session, of, NOW)
    assert (await dockets.read(doors, GREFFE, proposal_id)).proposal.state == "published"
    day = NINE.date()
    assert await dockets.publish(doors, GREFFE, proposal_id, Choice(days=(day,))) == 2
    found = await dockets.read(doors, GREFFE, proposal_id)
    assert found.proposal.state == "publishing"
    assert [(one.day, one.placed, one.chosen, one.set) for one in found.days] == [(day, 3, 2, 1)]
    rows = await base.rows("SELECT case_id FROM docket_lines WHERE status = 'chosen'")
    assert {row[0] for row in rows} == {two, three}


async def test_a_docket_whose_cases_another_has_set_says_so(doors: Doors, court: Court, base: Base) -> None:
    first, (case, *_) = await made(doors, court, 2)
    second, (other, *_) = await made(doors, court, 1)
    await base.rows("UPDATE docket_lines SET case_id = %s WHERE case_id = %s", case, other)
    told = await dockets.compare(doors, JUDGE, first, second)
    assert case in {one.case_id for one in told.differences} and len(told.differences) == 2
    await dockets.publish(doors, GREFFE, second, Choice(cases=(case,)))
    of = await taken(doors, "w", publish=True)
    assert of is not None and of.id == second
    async with court.as_(WORKER) as session:
        await docket_work.told(session, of, case, None, NOW)
        assert await docket_work.end_of_publication(session, of, NOW)
    assert (await dockets.read(doors, GREFFE, first)).proposal.state == "overtaken"


async def test_nobody_but_the_court_sees_a_docket(doors: Doors, court: Court) -> None:
    proposal_id, _ = await made(doors, court, 1)
    assert (await dockets.read(doors, JUDGE, proposal_id)).placed == 1
    for actor in OUTSIDERS:
        with pytest.raises(Forbidden):
            await dockets.read(doors, actor, proposal_id)
    for actor in OUTSIDERS[:2]:
        async with court.as_(actor) as session:
            for table in ("docket_proposals", "docket_lines"):
                assert (await session.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one() == 0
    for unknown in ("rien", "0" * 32, "\0"):
        with pytest.raises(NotFound):
            await dockets.read(doors, GREFFE, unknown)
