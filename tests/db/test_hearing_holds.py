"""A hold over time and under repetition: it runs out, its key stays its own, and one key never makes two."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from casework import hearings
from casework.doors import Doors
from casework.hearings import Terms
from cli.compose import parts
from domain.contest_errors import SlotTaken
from domain.contest_rules import COURT
from domain.people import Actor, Role
from tests.api.town import settings_of
from tests.db.conftest import Base
from tests.db.court import GREFFE, NOW, Court
from tests.fakes import FakeClock

pytestmark = pytest.mark.stack
OTHER = Actor("greffe-2", Role.CLERK, (COURT,))
NOTICE = Terms(30)


@pytest.fixture
def court(base: Base) -> Court:
    return Court(base)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOW)


@pytest.fixture
async def doors(base: Base, clock: FakeClock) -> AsyncIterator[Doors]:
    async with parts(settings_of(base.env, {}), base.env["DATABASE_APP_URL"]) as made:
        yield replace(made.doors, clock=clock)


async def test_a_hold_lasts_a_quarter_of_an_hour_and_then_anybody_may_have_the_slot(
    doors: Doors, court: Court, clock: FakeClock
) -> None:
    (slot,), case_id, key = await court.slots(), await court.case(), secrets.token_hex(8)
    first = await hearings.hold(doors, GREFFE, case_id, slot, key, NOTICE)
    assert (first.status, first.held_until) == ("held", NOW + timedelta(minutes=15))
    clock.instant += timedelta(minutes=14)
    with pytest.raises(SlotTaken) as refused:
        await hearings.hold(doors, OTHER, await court.case(), slot, secrets.token_hex(8), NOTICE)
    assert refused.value.facts == {"why": "slot"}
    clock.instant += timedelta(minutes=1)
    assert (await hearings.hold(doors, GREFFE, case_id, slot, key, NOTICE)).status == "released"  # the same, over now
    assert (await hearings.hold(doors, OTHER, await court.case(), slot, secrets.token_hex(8), NOTICE)).status == "held"
    with pytest.raises(SlotTaken) as lapsed:
        await hearings.book(doors, GREFFE, first.hearing.hearing_id)
    assert lapsed.value.facts == {"why": "lapsed"}


async def test_a_hold_that_ran_out_and_that_nobody_wanted_can_still_be_booked(
    doors: Doors, court: Court, clock: FakeClock
) -> None:
    (slot,) = await court.slots()
    held = await hearings.hold(doors, GREFFE, await court.case(), slot, secrets.token_hex(8), NOTICE)
    clock.instant += timedelta(hours=1)
    assert (await hearings.book(doors, GREFFE, held.hearing.hearing_id)).status == "booked"


async def test_one_key_sent_many_times_at_once_makes_one_hold(doors: Doors, court: Court) -> None:
    (slot,), case_id, key = await court.slots(), await court.case(), secrets.token_hex(8)
    told = await asyncio.gather(*(hearings.hold(doors, GREFFE, case_id, slot, key, NOTICE) for _ in range(8)))
    assert {one.hearing.hearing_id for one in told} == {told[0].hearing.hearing_id}
    assert await court.base.rows("SELECT count(*) FROM bookings WHERE slot_id = %s", slot) == [(1,)]


async def test_the_same_key_of_two_people_makes_two_requests(doors: Doors, court: Court) -> None:
    (slot,), key = await court.slots(), secrets.token_hex(8)
    await hearings.hold(doors, GREFFE, await court.case(), slot, key, NOTICE)
    with pytest.raises(SlotTaken):
        await hearings.hold(doors, OTHER, await court.case(), slot, key, NOTICE)


async def test_what_is_given_back_goes_to_the_next_and_the_race_for_it_has_one_winner(
    doors: Doors, court: Court
) -> None:
    (slot,) = await court.slots()
    held = await hearings.hold(doors, GREFFE, await court.case(), slot, secrets.token_hex(8), NOTICE)
    given_back = await hearings.release(doors, OTHER, held.hearing.hearing_id)
    assert given_back.status == "released"
    cases = [await court.case() for _ in range(12)]
    racers = [hearings.hold(doors, OTHER, one, slot, secrets.token_hex(8), NOTICE) for one in cases]
    told = await asyncio.gather(*racers, return_exceptions=True)
    assert sum(not isinstance(one, BaseException) for one in told) == 1
    assert all(isinstance(one, SlotTaken) for one in told if isinstance(one, BaseException))
