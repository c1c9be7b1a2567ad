"""The permit workflow in skipped time: deadlines, races, money, refusals."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.acts import Opinion
from domain.errors import CaseError, Forbidden, IllegalTransition, Invalid, PreconditionFailed
from domain.events import Receipt
from tests.permits import CASE, CLERK_ELSEWHERE, STUDY
from tests.workflows.conftest import City

pytestmark = pytest.mark.filterwarnings("error::temporalio.workflow.UnfinishedUpdateHandlersWarning")

STUDY_PAYMENT = f"{CASE}-at_submission"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def test_a_file_silent_for_75_days_is_closed(city: City) -> None:
    await city.file(clock="real")
    asked_at = await city.now()
    await city.do(city.acts.ask(asked_at))
    end = await city.end()
    assert (end.state, end.seq) == ("ABANDONED", 6)
    assert [event.facts["alarm"] for event in city.records.events[CASE][2:]] == [
        "answer_reminder_1", "answer_reminder_2", "answer_warning", "silence",
    ]  # fmt: skip
    assert timedelta(days=75) <= city.records.events[CASE][-1].at - asked_at <= timedelta(days=75 + 12)


async def test_an_answer_received_in_time_stops_the_closure_even_while_it_is_on_its_way(city: City) -> None:
    await city.file(clock="real")
    await city.do(city.acts.ask(await city.now()))
    deadline = await _sleep_to_the_last_alarm(city)
    answer = city.acts.answer(deadline - HOUR)
    city.records.on_their_way.append((CASE, answer.received_at))
    await city.env.sleep(3 * HOUR)
    assert (await city.status()).state == "INFO_REQUESTED"
    city.records.on_their_way.clear()
    assert (await city.do(answer)).state == "ADMISSIBILITY"
    assert city.types()[-1] == "InformationReceived"


async def test_an_act_that_never_arrives_is_looked_for_less_and_less_often(city: City) -> None:
    await city.file(clock="real")
    await city.do(city.acts.ask(await city.now()))
    deadline = await _sleep_to_the_last_alarm(city)
    city.records.on_their_way.append((CASE, deadline - HOUR))
    await city.env.sleep(25 * HOUR)
    assert (await city.status()).state == "INFO_REQUESTED"
    assert 12 <= len(city.records.looks) <= 40


async def test_an_act_received_too_late_stops_nothing(city: City) -> None:
    await city.file(clock="real")
    await city.do(city.acts.ask(await city.now()))
    deadline = await _sleep_to_the_last_alarm(city)
    city.records.on_their_way.append((CASE, deadline + timedelta(minutes=1)))
    assert (await city.end()).state == "ABANDONED"


async def _sleep_to_the_last_alarm(city: City):
    """Sleep until only the closure is left, two hours before it; return its deadline."""
    await city.env.sleep(timedelta(days=70))
    alarm = (await city.status()).next_alarm_at
    assert alarm is not None
    deadline = alarm - timedelta(minutes=15)
    await city.env.sleep(deadline - 2 * HOUR - await city.now())
    return deadline


async def test_a_fee_unpaid_for_15_days_closes_the_file_and_the_payment(city: City) -> None:
    await city.file(STUDY, clock="real")
    assert (await city.end()).state == "ABANDONED"
    assert city.payments.book[STUDY_PAYMENT].status == "voided"
    assert sum(line.cents for line in city.records.postings(CASE) if line.debit == "written_off") == STUDY.cents


async def test_money_captured_just_before_the_deadline_wins_though_nobody_told_us(city: City) -> None:
    await city.file(STUDY, clock="real")
    deadline = (await city.status()).next_alarm_at
    assert deadline is not None
    await city.env.sleep(deadline - timedelta(minutes=20) - await city.now())
    city.payments.pay(STUDY_PAYMENT, await city.now())
    await city.env.sleep(DAY)
    assert (await city.status()).state == "ADMISSIBILITY"
    assert city.types() == ["ApplicationFiled", "PaymentReceived"]


async def test_five_approvals_at_once_give_one_receipt_and_four_refusals(city: City) -> None:
    await city.file()
    await city.to_decision()
    now = await city.now()
    approvals = [city.do(city.acts.approve(now, f"condition {n}")) for n in range(5)]
    answers = await asyncio.gather(*approvals, return_exceptions=True)
    assert Counter(type(answer) for answer in answers) == {Receipt: 1, IllegalTransition: 4}
    assert city.types().count("PermitApproved") == 1


async def test_the_same_act_sent_twice_is_answered_twice_the_same_and_recorded_once(city: City) -> None:
    await city.file()
    act = city.acts.complete(await city.now())
    first, again = await city.do(act), await city.do(act)
    assert first == again
    assert city.types() == ["ApplicationFiled", "FileDeclaredComplete"]


async def test_filing_twice_is_filing_once(city: City) -> None:
    now = await city.now()
    first, again = await city.file(at=now), await city.file(at=now)
    assert first == again
    assert city.types() == ["ApplicationFiled"]


async def test_a_refused_act_leaves_no_event_neither_in_the_record_nor_in_the_history(city: City) -> None:
    await city.file()
    before, now = await city.history(), await city.now()
    refused = {
        "state": (city.acts.approve(now), IllegalTransition),
        "person": (city.acts.complete(now, by=CLERK_ELSEWHERE), Forbidden),
        "copy": (replace(city.acts.complete(now), expects=7), PreconditionFailed),
        "content": (replace(city.acts.ask(now), items=()), Invalid),
    }
    for act, kind in refused.values():
        with pytest.raises(kind) as refusal:
            await city.do(act)
        assert isinstance(refusal.value, CaseError)
    assert city.types() == ["ApplicationFiled"]
    assert not [kind for kind in (await city.history())[len(before) :] if "update" in kind or "activity" in kind]


async def test_a_refusal_travels_with_its_facts_and_fields(city: City) -> None:
    await city.file()
    with pytest.raises(IllegalTransition) as illegal:
        await city.do(city.acts.approve(await city.now()))
    assert illegal.value.facts == {"state": "ADMISSIBILITY", "act": "approve"}
    await city.do(city.acts.complete(await city.now()))
    with pytest.raises(Invalid) as invalid:
        await city.do(city.acts.conclude(await city.now(), Opinion("zoning", "favourable")))
    assert invalid.value.errors == {"opinions.heritage": "required"}


async def test_money_captured_while_the_citizen_withdraws_goes_back(city: City) -> None:
    filed = await city.file(STUDY)
    await city.until_opened()
    city.payments.pay(STUDY_PAYMENT, filed.at + HOUR)
    await city.do(city.acts.withdraw(filed.at + 2 * HOUR))
    end = await city.end()
    assert (end.state, end.seq) == ("WITHDRAWN", 4)
    assert city.types()[1:] == ["ApplicationWithdrawn", "LatePaymentReceived", "PaymentRefunded"]
    assert city.payments.book[STUDY_PAYMENT].status == "refunded"
    assert city.payments.calls.count(("refund", STUDY_PAYMENT)) == 1


async def test_the_gateway_s_message_and_our_own_look_take_the_money_in_once(city: City) -> None:
    filed = await city.file(STUDY)
    await city.until_opened()
    city.payments.pay(STUDY_PAYMENT, filed.at + HOUR)
    message = replace(city.acts.capture(filed.at + HOUR), act_id=f"captured/{STUDY_PAYMENT}")
    answers = await asyncio.gather(
        city.advance(filed.at + timedelta(days=30)), city.do(message), return_exceptions=True
    )
    assert not [answer for answer in answers if isinstance(answer, Exception) and not isinstance(answer, CaseError)]
    assert city.types() == ["ApplicationFiled", "PaymentReceived"]


async def test_acts_under_way_are_answered_before_the_case_ends(city: City) -> None:
    await city.file()
    now = await city.now()
    city.records.open.clear()
    under_way = [asyncio.create_task(city.do(city.acts.withdraw(now))) for _ in range(4)]
    await asyncio.sleep(0.5)
    city.records.open.set()
    answers = await asyncio.gather(*under_way, return_exceptions=True)
    assert Counter(type(answer) for answer in answers) == {Receipt: 1, IllegalTransition: 3}
    assert (await city.end()).seq == 2
