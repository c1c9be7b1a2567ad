"""What reading and random walks found wrong with contests, each kept as the shortest story that shows it."""

from dataclasses import replace
from datetime import date

import pytest

from domain.acts import CapturePayment
from domain.contest_acts import ApplyToCourt, CloseDay, ResumeDelays, SuspendDelays
from domain.errors import IllegalTransition, Invalid
from domain.judgment_acts import CorrectJudgment, JudgeOnRecord
from domain.money_acts import CancelRefund, OrderRefund, TakePayment
from domain.people import SYSTEM, Actor, Role
from tests.contests import (
    CLERK,
    COLLECTOR,
    COURT,
    HOLDER,
    JUDGE,
    PROSECUTOR,
    Agree,
    ApplyForRevocation,
    AskRevocation,
    DecideAppeal,
    DecideRevocation,
    Instalment,
    RecordAppeal,
    Reserve,
    Story,
    WithdrawCharges,
    count,
    local,
    statement,
)

WHOLE = 15_100
DEFAULT = WHOLE + 6_200
CAUSE = {"grounds": "Maladie", "merits": "J’étais absente"}
DIRECTOR = Actor("direction", Role.DIRECTOR, (COURT,))


def _arrives(story: Story, payment: str, cents: int) -> str:
    """The gateway says late that money of a payment was captured; the event that it became."""
    return story.do(CapturePayment, SYSTEM, payment_id=payment, cents=cents, captured_at=story.now).type


def _appealed(story: Story, day: str) -> Story:
    on = date.fromisoformat(day)
    story.on(day).do(RecordAppeal, CLERK, side="defence", filed_on=on, court_number="500-36", extended=True)
    return story


def _two_counts() -> Story:
    return Story(statement(count(), count(2))).on("2026-11-10")


def test_money_that_arrives_while_a_judge_decides_on_revocation_decides_nothing() -> None:
    story = Story().in_default().on("2027-01-25")
    payment = story.offer()
    story.do(AskRevocation, HOLDER, known_on=date(2027, 1, 21), **CAUSE)
    _arrives(story, payment, DEFAULT)
    assert (story.state, story.case.balance) == ("REVOCATION_REQ", 0)
    story.do(DecideRevocation, JUDGE, granted=True, reasons="Motif sérieux")
    assert (story.state, story.case.balance) == ("AWAITING_DATE", 0)


def test_a_dismissed_revocation_of_what_was_paid_meanwhile_leaves_it_paid() -> None:
    story = Story().in_default().on("2027-01-25")
    payment = story.offer()
    story.do(ApplyForRevocation, PROSECUTOR, grounds="Erreur sur la plaque")
    _arrives(story, payment, DEFAULT)
    story.do(DecideRevocation, JUDGE, granted=False, reasons="Aucune erreur")
    assert (story.state, story.case.ended_as) == ("PAID", "PAID")


def test_an_appeal_dismissed_after_the_money_came_leaves_it_paid() -> None:
    story = Story().in_default().on("2027-01-25")
    payment = story.offer()
    _appealed(story, "2027-01-26")
    _arrives(story, payment, DEFAULT)
    assert story.state == "APPEALED"
    story.on("2027-05-03").do(DecideAppeal, CLERK, outcome="upheld", decided_on=date(2027, 5, 3))
    assert story.state == "PAID"


def test_a_revocation_gives_back_what_was_paid_above_the_claim() -> None:
    story = Story().in_default().on("2027-01-25")
    story.pay(20_000)
    story.do(AskRevocation, HOLDER, known_on=date(2027, 1, 21), **CAUSE)
    story.do(DecideRevocation, JUDGE, granted=True, reasons="Motif sérieux")
    assert [refund.cents for refund in story.case.refunds] == [20_000 - WHOLE]


@pytest.mark.parametrize("remedy", ["revocation", "appeal"])
def test_a_remedy_before_the_default_was_passed_through_does_not_spare_its_cost(remedy: str) -> None:
    story = Story()
    story.until("silence")
    story.on("2027-01-20").judge("convicted", kind=JudgeOnRecord)
    if remedy == "appeal":
        _appealed(story, "2027-01-20").on("2027-06-01")
        story.do(DecideAppeal, CLERK, outcome="upheld", decided_on=date(2027, 6, 1))
    else:
        story.do(ApplyForRevocation, PROSECUTOR, grounds="Erreur sur la plaque")
        story.on("2027-06-01").do(DecideRevocation, JUDGE, granted=False, reasons="Aucune erreur")
    assert (story.through().state, story.case.balance) == ("PAYABLE", DEFAULT)
    assert local(story.case.alarms[-1]) == ("unpaid", "2027-06-09 00:15")


def test_a_judgment_without_costs_brings_none_by_default_either() -> None:
    story = Story()
    story.until("silence")
    story.on("2027-01-20").judge("convicted", kind=JudgeOnRecord, without_costs=True)
    assert (story.through().state, story.case.balance) == ("PAYABLE", WHOLE)


def test_a_reserved_judgment_on_an_absent_defendant_is_by_default_too() -> None:
    story = Story().on("2026-11-10")
    story.plead("not_guilty")
    story.review()
    story.schedule("2027-02-10")
    story.open("2027-02-10", "prosecution")
    story.do(Reserve, JUDGE)
    with pytest.raises(Invalid) as refused:
        story.judge("convicted")
    assert refused.value.errors == {"in_absence": "required"}
    story.judge("convicted", in_absence=True)
    assert story.state == "CONVICTED_DEFAULT"


def test_the_same_part_taken_at_the_counter_and_online_counts_once_and_goes_back_once() -> None:
    story = Story().on("2026-11-10")
    payment = story.offer(5_000, guilty=False)
    story.do(TakePayment, Actor("caisse", Role.CLERK, (COURT,)), payment_id=payment, cents=5_000, method="cash")
    assert _arrives(story, payment, 5_000) == "LatePaymentReceived"
    assert (story.case.paid_cents, story.case.unapplied) == (5_000, {payment: 5_000})


def test_an_older_payment_and_the_whole_after_it_give_back_the_excess() -> None:
    story = Story().in_default().on("2027-01-25")
    older = story.offer(10_000)
    whole = story.offer()
    _arrives(story, older, 10_000)
    _arrives(story, whole, DEFAULT)
    assert (story.state, [refund.cents for refund in story.case.refunds]) == ("PAID", [10_000])


def test_a_second_payment_of_what_an_older_one_settled_goes_back_whole() -> None:
    story = Story().in_default().on("2027-01-25")
    older, newer = story.offer(), story.offer()
    _arrives(story, older, DEFAULT)
    assert (story.state, story.case.payment) == ("PAID", None)
    assert _arrives(story, newer, DEFAULT) == "LatePaymentReceived"
    assert story.state == "PAID"


def test_a_payment_that_was_open_when_a_count_was_withdrawn_is_asked_for_no_more() -> None:
    story = _two_counts()
    payment = story.offer()
    story.do(WithdrawCharges, PROSECUTOR, reason_code="evidence", counts=(2,))
    assert _arrives(story, payment, 2 * WHOLE) == "LatePaymentReceived"
    assert (story.state, story.case.balance) == ("SERVED", WHOLE)


def test_a_payment_offered_before_a_plea_of_not_guilty_is_a_part_after_it() -> None:
    story = Story().on("2026-11-10")
    payment = story.offer()
    story.plead("not_guilty")
    _arrives(story, payment, WHOLE)
    assert (story.state, story.case.balance) == ("ADMIN_REVIEW", 0)
    story.pay()
    assert (story.state, story.case.paid_cents) == ("GUILTY_PAID", WHOLE + 2_800)


def test_once_the_trial_is_open_money_that_was_asked_for_before_goes_back() -> None:
    story = Story().on("2026-11-10")
    story.plead("not_guilty")
    story.review()
    story.schedule("2027-02-10")
    payment = story.offer()
    story.open("2027-02-10", "defence", "prosecution")
    assert _arrives(story, payment, WHOLE + 2_800) == "LatePaymentReceived"
    assert (story.state, story.case.balance) == ("IN_SESSION", WHOLE)


def test_money_on_account_between_a_judgment_and_the_debt_is_no_plea_of_guilty() -> None:
    story = Story().on("2026-11-10")
    most, rest = story.offer(WHOLE - 100, guilty=False), story.offer(100, guilty=False)
    story.until("silence")
    story.on("2027-01-20").judge("convicted", kind=JudgeOnRecord)
    _arrives(story, most, WHOLE - 100)
    _arrives(story, rest, 100)
    assert story.state == "CONVICTED_DEFAULT"
    assert (story.through().state, story.case.balance) == ("PAYABLE", 6_200)


def test_a_plea_of_guilty_after_a_revoked_default_costs_the_change_of_plea() -> None:
    story = Story().in_default().on("2027-01-25")
    story.do(AskRevocation, HOLDER, known_on=date(2027, 1, 21), **CAUSE)
    story.do(DecideRevocation, JUDGE, granted=True, reasons="Motif sérieux")
    story.plead("guilty")
    assert story.case.balance == WHOLE + 2_800


def test_a_plea_of_guilty_to_what_is_paid_already_costs_nothing_more() -> None:
    story = _two_counts()
    story.pay(WHOLE, guilty=False)
    story.do(WithdrawCharges, PROSECUTOR, reason_code="evidence", counts=(2,))
    story.plead("guilty")
    assert (story.through().state, story.case.balance) == ("PAID", 0)


def test_only_the_points_that_were_told_are_reversed() -> None:
    story = Story(statement(count(), count(2, points=4)))
    story.until("silence")
    story.on("2027-01-20").judge("convicted", "acquitted", kind=JudgeOnRecord)
    assert story.letter("C15")["points"] == 2
    story.do(AskRevocation, HOLDER, known_on=date(2027, 1, 20), **CAUSE)
    story.do(DecideRevocation, JUDGE, granted=True, reasons="Motif sérieux")
    assert (story.letter("C15")["reversed"], story.letter("C15")["points"]) == (True, 2)


def test_an_appeal_that_convicts_tells_the_points_and_leaves_a_withdrawn_count_alone() -> None:
    story = _two_counts()
    story.do(WithdrawCharges, PROSECUTOR, reason_code="evidence", counts=(1,))
    story.heard().judge("acquitted")
    _appealed(story, "2027-02-11").do(DecideAppeal, CLERK, outcome="varied", decided_on=date(2027, 2, 11), fine=9_000)
    assert {number: now.outcome for number, now in story.case.counts.items()} == {1: "withdrawn", 2: "convicted"}
    assert story.letter("C15")["points"] == 2


def test_a_file_is_not_closed_while_the_delay_to_appeal_is_suspended() -> None:
    story = Story().on("2026-11-10")
    story.pay()
    story.on("2026-11-20").do(SuspendDelays, CLERK, reasons="Arrêté")
    assert story.case.alarms == []
    story.on("2027-01-20").do(ResumeDelays, CLERK)
    assert local(story.case.alarms[0]) == ("close", "2027-02-10 00:00")


def test_a_day_closed_late_at_the_end_of_the_delay_to_appeal_moves_the_closing() -> None:
    story = Story().on("2026-11-10")
    story.pay()
    story.on("2026-12-10").do(CloseDay, SYSTEM, day=date(2026, 12, 10), why="outage")
    assert local(story.case.alarms[0]) == ("close", "2026-12-12 00:00")


def test_a_preliminary_application_completes_service_by_ordinary_mail() -> None:
    story = Story(statement(service_mode="ordinary_mail", served_on=None)).on("2027-05-03")
    story.do(ApplyToCourt, HOLDER, subject="particulars", text="Quel panneau ?")
    assert (story.case.dates.served, story.case.alarms[-1].name) == (date(2027, 5, 3), "silence")


def test_a_refund_that_the_gateway_refused_can_be_ordered_again() -> None:
    story = Story().on("2026-11-10")
    story.pay(5_000, guilty=False)
    story.do(WithdrawCharges, PROSECUTOR, reason_code="error")
    story.do(CancelRefund, SYSTEM, refund_id=story.case.refunds[0].refund_id)
    payment = next(iter(story.case.paid))
    told = {"reason_code": "overpayment", "note": "Carte fermée"}
    story.do(OrderRefund, DIRECTOR, payment_id=payment, cents=5_000, **told)
    story.money_goes_back()
    assert (story.until("close").type, story.case.balance) == ("FileClosed", 0)


def test_nobody_under_fourteen_is_prosecuted() -> None:
    child = replace(statement().party, born_on=date(2012, 11, 3))
    with pytest.raises(Invalid) as refused:
        Story(statement(party=child))
    assert refused.value.errors == {"born_on": "under-age"}
    assert Story(statement(party=replace(child, born_on=date(2012, 11, 2)))).state == "SERVED"


def test_a_refund_that_the_gateway_refused_counts_as_paid_again() -> None:
    story = Story().in_default().on("2027-01-25")
    story.pay()
    _appealed(story, "2027-01-26").do(DecideAppeal, CLERK, outcome="new_trial", decided_on=date(2027, 1, 26))
    (refund,) = story.case.refunds
    story.plead("guilty")
    assert (story.through().state, story.case.balance) == ("PAYABLE", 2_800)
    story.do(CancelRefund, SYSTEM, refund_id=refund.refund_id)
    assert (story.state, story.case.balance) == ("PAID", 2_800 - 6_200)


def test_a_judgment_that_was_revoked_is_not_corrected_any_more() -> None:
    story = Story().in_default().on("2027-01-25")
    story.do(AskRevocation, HOLDER, known_on=date(2027, 1, 21), **CAUSE)
    story.do(DecideRevocation, JUDGE, granted=True, reasons="Motif sérieux")
    story.pay()
    with pytest.raises(IllegalTransition):
        story.do(CorrectJudgment, JUDGE, error="amende de 58 $", correction="amende de 85 $")


def test_an_agreement_is_over_once_a_remedy_is_asked_for() -> None:
    story = Story().in_default().on("2027-01-25")
    rest = Instalment(date(2027, 3, 1), DEFAULT - 2_130)
    story.do(Agree, COLLECTOR, deposit=2_130, instalments=(rest,))
    _appealed(story, "2027-01-26").do(DecideAppeal, CLERK, outcome="upheld", decided_on=date(2027, 1, 26))
    assert (story.state, story.case.agreement) == ("PAYABLE", ())
