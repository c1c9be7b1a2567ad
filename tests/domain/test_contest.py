"""A statement of offence from service to the end of its file: pleas, silence, payment, hearing, judgment, remedies."""

from datetime import date

import pytest

from domain.contest_acts import CountPlea, Plead
from domain.contest_errors import AlreadyJudged, DuplicateCase
from domain.errors import Invalid
from domain.judgment_acts import JudgeOnRecord
from tests.contests import (
    CLERK,
    HOLDER,
    PROSECUTOR,
    DecideLatePlea,
    Story,
    WithdrawCharges,
    count,
    local,
    statement,
)

WHOLE = 15_100


def test_the_plea_is_due_thirty_days_after_service_and_the_letter_explains_it() -> None:
    story = Story()
    assert [local(alarm) for alarm in story.case.alarms] == [
        ("plea_reminder", "2026-11-25 08:00"),
        ("silence", "2026-12-03 00:15"),
    ]
    served = story.letter("C01")
    assert served["plead_by"] == "2026-12-02"
    assert "30" in served["plead_by_explanation"]
    assert served["balance_cents"] == WHOLE


def test_paying_the_whole_is_pleading_guilty_and_the_file_closes_after_the_appeal_delay() -> None:
    story = Story().on("2026-11-10")
    with pytest.raises(Invalid) as refused:
        story.offer(guilty=False)
    assert refused.value.errors == {"pleads_guilty": "paying-is-pleading-guilty"}
    story.pay()
    assert story.state == "GUILTY_PAID"
    assert story.letter("C03")["deemed_guilty"] is True
    assert story.case.dates.judged == date(2026, 11, 10)
    assert local(story.case.alarms[0]) == ("close", "2026-12-11 00:00")
    story.alarm()
    assert (story.state, story.case.ended_as, story.case.ended) == ("CLOSED", "GUILTY_PAID", True)
    assert story.letters == ["C01", "C03", "C15"]


def test_a_part_payment_without_a_plea_does_not_stop_the_clock_and_is_silence_at_the_deadline() -> None:
    story = Story().on("2026-11-10")
    story.pay(5_000, guilty=False)
    assert story.state == "SERVED"
    story.until("silence")
    assert story.state == "PLEA_OVERDUE"
    assert story.case.paid_cents == 5_000


def test_whoever_pleads_guilty_without_paying_has_thirty_days_more_and_a_cost() -> None:
    story = Story().on("2026-11-10")
    story.plead("guilty")
    assert story.state == "GUILTY_UNPAID"
    story.through()
    assert (story.state, story.case.balance) == ("PAYABLE", WHOLE + 800)
    assert story.letter("C04")["pay_by"] == "2026-12-10"
    story.on("2026-12-01").pay()
    assert story.state == "PAID"
    story.until("close")
    assert story.case.ended_as == "PAID"


def test_only_a_greater_sentence_can_be_contested() -> None:
    story = Story().on("2026-11-10")
    with pytest.raises(Invalid) as refused:
        story.plead("guilty_contest_sentence")
    assert refused.value.errors == {"pleas.1": "no-greater-sentence"}
    greater = Story(statement(count(greater_fine=20_000, greater_reasons="récidive"))).on("2026-11-10")
    greater.plead("guilty_contest_sentence")
    assert greater.state == "SENTENCE_CONTESTED"
    assert greater.through().state == "AWAITING_DATE"


def test_a_plea_of_not_guilty_is_reviewed_then_heard_and_an_acquittal_closes_the_file() -> None:
    story = Story().heard()
    assert story.letters == ["C01", "C05", "C07", "C08"]
    story.judge("acquitted")
    assert (story.state, story.case.balance) == ("ACQUITTED", 0)
    story.until("close")
    assert story.case.ended_as == "ACQUITTED"


def test_a_conviction_adds_its_costs_and_tells_the_licence_authority_of_the_points() -> None:
    story = Story().heard()
    story.judge("convicted")
    assert story.state == "CONVICTED"
    assert story.letters[-2:] == ["C04", "C15"]
    assert story.through().state == "PAYABLE"
    assert story.case.balance == WHOLE + 9_900


def test_a_late_plea_waits_for_the_clerk_who_accepts_it() -> None:
    story = Story()
    story.until("silence")
    story.on("2026-12-10").plead("not_guilty")
    task = story.events[-1].task
    assert task is not None
    assert (story.state, task.kind) == ("PLEA_OVERDUE", "decide_late_plea")
    story.do(DecideLatePlea, CLERK, accepted=True)
    assert story.state == "ADMIN_REVIEW"


def test_a_late_plea_that_is_refused_leaves_the_case_to_the_judge() -> None:
    story = Story()
    story.until("silence")
    story.on("2026-12-10").plead("not_guilty")
    with pytest.raises(Invalid):
        story.judge("convicted", kind=JudgeOnRecord)
    story.do(DecideLatePlea, CLERK, accepted=False, reasons="Aucun motif.")
    story.judge("convicted", kind=JudgeOnRecord)
    assert story.state == "CONVICTED_DEFAULT"


def test_silence_ends_in_a_judgment_by_default_with_its_cost_and_after_the_delay_in_enforcement() -> None:
    story = Story().in_default()
    assert (story.state, story.case.balance) == ("PAYABLE", WHOLE + 6_200)
    assert story.letter("C04")["balance_cents"] == WHOLE + 6_200
    story.until("unpaid")
    assert story.state == "ENFORCEMENT"
    assert story.letters[-1] == "C18"
    story.on("2027-04-01").pay()
    assert story.state == "PAID"


def test_a_statement_with_the_warning_is_judged_only_on_a_complete_record() -> None:
    story = Story(silence="deemed_no_contest")
    story.until("silence")
    with pytest.raises(Invalid) as refused:
        story.judge("convicted", kind=JudgeOnRecord)
    assert refused.value.errors == {"record_complete": "required"}
    story.judge("annulled", kind=JudgeOnRecord, record_complete=True)
    assert story.state == "ANNULLED"


def test_a_plea_after_judgment_is_told_that_it_was_judged() -> None:
    story = Story().in_default()
    with pytest.raises(AlreadyJudged):
        story.do(Plead, HOLDER, pleas=(CountPlea(1, "guilty"),), name="Camille Exemple")


def test_a_second_plea_is_a_duplicate() -> None:
    story = Story().on("2026-11-10")
    story.plead("not_guilty")
    with pytest.raises(DuplicateCase):
        story.plead("not_guilty")


def test_paying_after_a_plea_of_not_guilty_costs_the_change_of_plea() -> None:
    story = Story().on("2026-11-10")
    story.plead("not_guilty")
    story.on("2026-11-20").pay()
    assert (story.state, story.case.paid_cents) == ("GUILTY_PAID", WHOLE + 2_800)


def test_a_withdrawal_gives_back_what_was_paid_and_closes_the_next_day() -> None:
    story = Story(statement(count(), count(2))).on("2026-11-10")
    story.pay(10_000, guilty=False)
    story.plead("not_guilty", "not_guilty")
    story.do(WithdrawCharges, PROSECUTOR, reason_code="evidence", counts=(2,))
    assert story.state == "ADMIN_REVIEW"
    story.do(WithdrawCharges, PROSECUTOR, reason_code="evidence")
    assert story.state == "WITHDRAWN"
    assert story.letter("C06")["refund_cents"] == 10_000
    story.money_goes_back()
    assert story.case.balance == 0
    story.alarm()
    assert story.state == "CLOSED"


def test_the_file_is_not_closed_while_money_is_to_go_back() -> None:
    story = Story().on("2026-11-10")
    story.pay(10_000, guilty=False)
    story.do(WithdrawCharges, PROSECUTOR, reason_code="evidence")
    assert story.alarm().type == "ClosingPutOff"
    story.money_goes_back()
    assert story.alarm().type == "FileClosed"
