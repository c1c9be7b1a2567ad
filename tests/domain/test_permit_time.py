"""A permit's alarms and promises, by the calendar (DOMAIN §6.5, §7.1)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from domain.errors import IllegalTransition
from domain.rules import Delays
from tests.permits import PERMIT_FEE, STUDY, Story, local


def _alarms(story: Story) -> list[tuple[str, str]]:
    return [local(alarm) for alarm in story.permit.alarms]


ALARMS: dict[str, tuple[Callable[[], Story], list[tuple[str, str]]]] = {
    "15 days to pay": (lambda: Story(STUDY), [("fee_unpaid", "2026-11-18 00:15")]),
    "15 days to pay end on a Saturday": (
        lambda: Story(STUDY, filed="2026-11-06"), [("fee_unpaid", "2026-11-24 00:15")]),
    "15 days to pay end on New Year’s Day": (
        lambda: Story(STUDY, filed="2026-12-17"), [("fee_unpaid", "2027-01-05 00:15")]),
    "nothing to wait for at admissibility": (lambda: Story(), []),
    "nothing to wait for under review": (lambda: Story().completed(), []),
    "nothing to wait for before the decision": (lambda: Story().completed().concluded(), []),
    "60 days to answer, 15 after the warning": (
        lambda: Story().asked("2026-11-05"),
        [("answer_reminder_1", "2026-12-07 08:00"), ("answer_reminder_2", "2026-12-21 08:00"),
         ("answer_warning", "2027-01-05 00:00"), ("silence", "2027-01-20 00:15")]),
    "60 days to answer end on a Sunday": (
        lambda: Story(filed="2026-10-20").asked("2026-10-28"),
        [("answer_reminder_1", "2026-11-27 08:00"), ("answer_reminder_2", "2026-12-14 08:00"),
         ("answer_warning", "2026-12-29 00:00"), ("silence", "2027-01-13 00:15")]),
    "the closure falls on Christmas Eve": (
        lambda: Story(filed="2026-10-01").asked("2026-10-10"),
        [("answer_reminder_1", "2026-11-09 08:00"), ("answer_reminder_2", "2026-11-24 08:00"),
         ("answer_warning", "2026-12-10 00:00"), ("silence", "2026-12-29 00:15")]),
    "60 days to pay the issue fee": (
        lambda: Story(PERMIT_FEE).completed().concluded().approved("2026-11-20"),
        [("issue_fee_unpaid", "2027-01-20 00:15")]),
    "18 months end on a Saturday before a holiday": (
        lambda: Story().completed().concluded().approved("2026-11-20"),
        [("expiry_warning_60", "2028-03-24 08:00"), ("expiry_warning_15", "2028-05-08 08:00"),
         ("expiry", "2028-05-24 00:15")]),
    "a month leaves room for one warning only": (
        lambda: Story(delays=Delays(valid_for="P1M")).completed().concluded().approved("2026-11-20"),
        [("expiry_warning_15", "2026-12-06 08:00"), ("expiry", "2026-12-22 00:15")]),
    "ten days leave room for none": (
        lambda: Story(delays=Delays(valid_for="P10D")).completed().concluded().approved("2026-11-20"),
        [("expiry", "2026-12-01 00:15")]),
    "a local closure moves the last day": (
        lambda: Story(STUDY, closed_days=(date(2026, 11, 17),)), [("fee_unpaid", "2026-11-19 00:15")]),
    "a longer grace moves the alarm and not the deadline": (
        lambda: Story(STUDY, grace_minutes=120), [("fee_unpaid", "2026-11-18 02:00")]),
}  # fmt: skip


@pytest.mark.parametrize(("story", "expected"), ALARMS.values(), ids=list(ALARMS))
def test_alarms_are_those_of_the_calendar(story: Callable[[], Story], expected: list[tuple[str, str]]) -> None:
    told = story()
    assert _alarms(told) == expected
    assert told.last.next_alarm_at == (told.permit.alarms[0].at if expected else None)


def test_a_lapse_is_judged_at_its_deadline_and_fires_after_the_grace() -> None:
    (alarm,) = Story(STUDY).permit.alarms
    assert alarm.lapses
    assert alarm.at - alarm.deadline == timedelta(minutes=15)
    closed = Story(STUDY).until("fee_unpaid").last
    assert closed.at == alarm.deadline
    assert closed.orders[0].facts["deadline"] == "2026-11-17"


def test_silence_is_reminded_twice_warned_once_and_closed_last() -> None:
    story = Story().asked("2026-11-05").until("silence")
    told = [(event.type, event.facts.get("alarm"), event.after) for event in story.events[2:]]
    assert told == [
        ("ReminderSent", "answer_reminder_1", "INFO_REQUESTED"),
        ("ReminderSent", "answer_reminder_2", "INFO_REQUESTED"),
        ("ReminderSent", "answer_warning", "INFO_REQUESTED"),
        ("FileAbandoned", "silence", "ABANDONED"),
    ]
    assert story.last.next_alarm_at is None
    facts = story.last.orders[0].facts
    assert (facts["asked_on"], facts["deadline"]) == ("2026-11-05", "2027-01-19")


def test_the_request_for_information_says_both_days() -> None:
    facts = Story().asked("2026-11-05").last.orders[0].facts
    assert (facts["answer_by"], facts["closes_on"], facts["warning_days"]) == ("2027-01-04", "2027-01-19", 15)


@pytest.mark.parametrize(("warning", "days"), [("P15D", 19), ("P1M", 33), ("B10", 14)])
def test_the_days_after_the_warning_are_those_that_the_calendar_leaves(warning: str, days: int) -> None:
    story = Story(filed="2026-10-01", delays=Delays(answer_warning=warning)).asked("2026-10-10")
    assert story.last.orders[0].facts["answer_by"] == "2026-12-09"
    assert story.last.orders[0].facts["warning_days"] == days


def test_a_reminder_opens_no_task_and_leaves_the_others_armed() -> None:
    story = Story().asked("2026-11-05").until("answer_reminder_1")
    assert story.last.task is None
    assert [name for name, _ in _alarms(story)] == ["answer_reminder_2", "answer_warning", "silence"]
    with pytest.raises(IllegalTransition):
        story.do(story.acts.lapse("answer_reminder_1", story.last.at))


def test_an_answer_disarms_what_silence_would_have_done() -> None:
    assert _alarms(Story().asked("2026-11-05").until("answer_warning").answered("2027-01-12")) == []


def test_a_permit_warns_60_and_15_days_before_it_expires() -> None:
    story = Story().completed().concluded().approved("2026-11-20").until("expiry")
    told = [(event.type, event.facts["alarm"]) for event in story.events[-3:]]
    assert told == [
        ("ReminderSent", "expiry_warning_60"),
        ("ReminderSent", "expiry_warning_15"),
        ("PermitExpired", "expiry"),
    ]
    assert story.events[-2].orders[0].facts["expires_on"] == story.last.orders[0].facts["expired_on"] == "2028-05-23"


PROMISES: dict[str, tuple[Callable[[], Story], str | None]] = {
    "five business days from the payment, offices closed on both eves": (
        lambda: Story(STUDY).paid("2026-12-22"), "2027-01-04"),
    "fifteen business days from completeness": (lambda: Story().completed("2026-11-05"), "2026-11-26"),
    "none while the applicant owes an answer": (lambda: Story().completed().asked("2026-11-12"), None),
    "what was left runs on from the answer": (
        lambda: Story().completed("2026-11-05").asked("2026-11-12").answered("2026-12-01"), "2026-12-15"),
    "an answer on the same day moves nothing": (
        lambda: Story().completed("2026-11-05").asked("2026-11-12").answered("2026-11-12"), "2026-11-26"),
    "two stops add up": (
        lambda: Story().completed("2026-11-05").asked("2026-11-06").answered("2026-11-13").asked("2026-11-17")
        .answered("2026-11-24"), "2026-12-10"),
    "a stop before completeness does not count again": (
        lambda: Story().asked("2026-11-03").answered("2026-11-24").completed("2026-11-25"), "2026-12-16"),
    "the decision is due when the review was": (lambda: Story().completed("2026-11-05").concluded(), "2026-11-26"),
    "none once decided": (lambda: Story(PERMIT_FEE).completed().concluded().approved(), None),
}  # fmt: skip


@pytest.mark.parametrize(("story", "promised"), PROMISES.values(), ids=list(PROMISES))
def test_the_promise_stops_and_runs_with_the_service_clock(story: Callable[[], Story], promised: str | None) -> None:
    event = story().last
    assert (event.promised_on.isoformat() if event.promised_on else None) == promised


def test_a_payment_counts_from_the_instant_of_capture_in_local_time() -> None:
    story = Story(STUDY)
    late_in_the_evening = story.events[0].at.replace(day=4, hour=4, minute=30)  # 23:30 on 3 November in Montréal
    story.do(story.acts.capture(late_in_the_evening))
    assert story.permit.dates.admitted == date(2026, 11, 3)
