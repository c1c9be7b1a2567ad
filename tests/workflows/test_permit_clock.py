"""The permit workflow's own clock: few timers in real time, none in simulated time, and a history that stays short."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from temporalio.client import WorkflowUpdateFailedError

from tests.permits import CASE, PERMIT_FEE, STUDY
from tests.workflows.conftest import City

STUDY_PAYMENT = f"{CASE}-at_submission"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BUDGET = 120


async def test_a_permit_expires_after_its_validity_with_both_warnings(city: City) -> None:
    await city.file(clock="real")
    await city.to_decision()
    issued_at = await city.now()
    await city.do(city.acts.approve(issued_at))
    end = await city.end()
    assert end.state == "EXPIRED"
    assert [event.facts["alarm"] for event in city.records.events[CASE][-3:]] == [
        "expiry_warning_60", "expiry_warning_15", "expiry",
    ]  # fmt: skip
    assert city.records.events[CASE][-1].at - issued_at > timedelta(days=545)


async def test_on_the_real_clock_there_is_one_timer_for_each_alarm_and_no_more(city: City) -> None:
    await city.file(clock="real")
    await city.do(city.acts.ask(await city.now()))
    await city.end()
    kinds = Counter(await city.history())
    assert kinds["timer_started_event_attributes"] == 4
    assert kinds["timer_fired_event_attributes"] == 4


async def test_a_later_alarm_leaves_the_armed_timer_alone(city: City) -> None:
    await city.file(PERMIT_FEE, clock="real")
    for _ in range(3):
        await city.do(city.acts.ask(await city.now()))
        await city.env.sleep(HOUR)
        await city.do(city.acts.answer(await city.now()))
    await city.to_decision()
    await city.do(city.acts.approve(await city.now()))
    await city.env.sleep(HOUR)
    assert Counter(await city.history())["timer_started_event_attributes"] == 1


async def test_an_earlier_alarm_replaces_the_armed_timer(city: City) -> None:
    await city.file(PERMIT_FEE, clock="real")
    await city.to_decision()
    await city.do(city.acts.approve(await city.now()))
    await city.do(city.acts.capture(await city.now(), PERMIT_FEE))
    await city.env.sleep(timedelta(days=65))
    assert (await city.status()).state == "ISSUED"
    kinds = Counter(await city.history())
    assert kinds["timer_started_event_attributes"] - kinds["timer_fired_event_attributes"] == 1


async def test_in_simulated_time_alarms_fire_in_order_when_told_and_no_timer_is_armed(city: City) -> None:
    filed = await city.file()
    await city.do(city.acts.ask(filed.at))
    waiting = await city.status()
    assert waiting.next_alarm_at is not None
    just_before = await city.advance(waiting.next_alarm_at - timedelta(seconds=1))
    assert just_before == waiting
    done = await city.advance(filed.at + timedelta(days=100))
    assert (done.state, done.next_alarm_at, done.quiescent) == ("ABANDONED", None, True)
    assert [event.facts.get("alarm") for event in city.records.events[CASE][2:]] == [
        "answer_reminder_1", "answer_reminder_2", "answer_warning", "silence",
    ]  # fmt: skip
    assert (await city.end()).state == "ABANDONED"
    assert "timer_started_event_attributes" not in await city.history()


async def test_money_found_at_a_simulated_deadline_arms_no_timer_either(city: City) -> None:
    filed = await city.file(STUDY)
    await city.until_opened()
    city.payments.pay(STUDY_PAYMENT, filed.at + DAY)
    assert (await city.advance(filed.at + timedelta(days=30))).state == "ADMISSIBILITY"
    assert "timer_started_event_attributes" not in await city.history()


async def test_a_case_on_the_real_clock_cannot_be_advanced(city: City) -> None:
    filed = await city.file(STUDY, clock="real")
    with pytest.raises(WorkflowUpdateFailedError):
        await city.advance(filed.at + timedelta(days=400))
    assert (await city.status()).state == "AWAITING_PAYMENT"


@pytest.mark.parametrize("clock", ["real", "simulated"])
@pytest.mark.parametrize("asks", [0, 1])
async def test_an_issued_permit_stays_within_its_budget_of_events(city: City, clock: str, asks: int) -> None:
    filed = await city.file(STUDY, PERMIT_FEE, clock=clock)
    await city.do(city.acts.capture(filed.at))
    for _ in range(asks):
        await city.do(city.acts.ask(filed.at))
        await city.do(city.acts.answer(filed.at))
    await city.to_decision()
    await city.do(city.acts.approve(filed.at))
    assert (await city.do(city.acts.capture(filed.at, PERMIT_FEE))).state == "ISSUED"
    assert len(await city.history()) <= BUDGET


@pytest.mark.parametrize("clock", ["real", "simulated"])
async def test_a_permit_with_three_opinions_given_one_by_one_stays_within_its_budget(city: City, clock: str) -> None:
    opinions = ("zoning", "heritage", "trees")
    filed = await city.file(STUDY, PERMIT_FEE, clock=clock, opinions=opinions)
    await city.do(city.acts.capture(filed.at))
    await city.do(city.acts.complete(filed.at))
    for discipline in opinions:
        await city.do(city.acts.give_opinion(filed.at, discipline))
    await city.do(replace(city.acts.conclude(filed.at), opinions=()))
    await city.do(city.acts.approve(filed.at))
    assert (await city.do(city.acts.capture(filed.at, PERMIT_FEE))).state == "ISSUED"
    assert len(await city.history()) <= BUDGET
