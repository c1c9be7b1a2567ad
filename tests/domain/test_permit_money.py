"""A permit's ledger: double entries, nothing owed at the end, late money given back (DESIGN §6)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from domain.errors import IllegalTransition, RefundExceedsCapture
from domain.rules import Fee
from tests.domain.permit_leads import Leads, faults, leads, letter
from tests.permits import CASE, PERMIT_FEE, STUDY, Story, noon

BOTH = (STUDY, PERMIT_FEE)

ENDS: dict[str, tuple[Callable[[], Story], dict[str, int]]] = {
    "refused after paying": (lambda: Story(STUDY).paid().completed().refused(), {"cash": 15_000, "fees": -15_000}),
    "expired, both fees paid": (
        lambda: Story(*BOTH).paid().completed().concluded().approved().paid("2026-12-02", PERMIT_FEE).until("expiry"),
        {"cash": 113_000, "fees": -113_000}),
    "withdrawn unpaid": (
        lambda: Story(STUDY).withdrawn("2026-11-04"), {"written_off": 15_000, "fees": -15_000}),
    "withdrawn after paying": (
        lambda: Story(STUDY).paid().withdrawn("2026-11-04"), {"cash": 15_000, "fees": -15_000}),
    "never paid": (lambda: Story(STUDY).until("fee_unpaid"), {"written_off": 15_000, "fees": -15_000}),
    "issue fee never paid": (
        lambda: Story(*BOTH).paid().completed().concluded().approved().until("issue_fee_unpaid"),
        {"cash": 15_000, "written_off": 98_000, "fees": -113_000}),
    "paid too late and given back": (
        lambda: _refunded(_late(Story(STUDY).withdrawn("2026-11-04"))), {"written_off": 15_000, "fees": -15_000}),
    "issue fee paid too late and given back": (
        lambda: _refunded(_late(Story(PERMIT_FEE).completed().concluded().approved().until("issue_fee_unpaid"),
                                PERMIT_FEE), PERMIT_FEE),
        {"written_off": 98_000, "fees": -98_000}),
    "free": (lambda: Story().completed().concluded().approved().until("expiry"), {}),
}  # fmt: skip


def _late(story: Story, fee: Fee = STUDY) -> Story:
    return story.paid("2027-02-01", fee)


def _refunded(story: Story, fee: Fee = STUDY) -> Story:
    return story.do(story.acts.refund(noon("2027-02-02"), fee))


@pytest.mark.parametrize(("story", "expected"), ENDS.values(), ids=list(ENDS))
def test_an_ended_case_owes_nothing_and_keeps_nothing_of_nobody(
    story: Callable[[], Story], expected: dict[str, int]
) -> None:
    told = story()
    accounts = ("receivable", "cash", "written_off", "unapplied", "fees")
    assert told.permit.ended
    assert {name: told.balance(name) for name in accounts if told.balance(name)} == expected


def test_a_fee_is_assessed_once_and_owed_until_it_is_paid() -> None:
    story = Story(*BOTH)
    assert story.balance("receivable") == 15_000
    assert story.paid().balance("receivable") == 0
    assert story.completed().concluded().approved().balance("receivable") == 98_000
    assert story.paid("2026-12-02", PERMIT_FEE).balance("receivable") == 0


def test_late_money_is_kept_apart_until_it_goes_back() -> None:
    story = _late(Story(STUDY).withdrawn("2026-11-04"))
    assert (story.last.type, story.last.after, story.last.orders) == ("LatePaymentReceived", "WITHDRAWN", ())
    assert story.balance("unapplied") == -15_000
    _refunded(story)
    assert (story.last.type, story.last.orders[0].code) == ("PaymentRefunded", "refunded")
    assert (story.balance("unapplied"), story.balance("cash")) == (0, 0)


def test_the_same_money_is_taken_in_once_even_after_it_went_back() -> None:
    story = _late(Story(STUDY).withdrawn("2026-11-04"))
    for told in (story, _refunded(story)):
        with pytest.raises(IllegalTransition):
            _late(told)


def test_the_same_money_goes_back_once() -> None:
    story = _refunded(_late(Story(STUDY).withdrawn("2026-11-04")))
    with pytest.raises(IllegalTransition):
        _refunded(story)


def test_a_fee_paid_in_time_is_not_given_back_as_late_money() -> None:
    with pytest.raises(IllegalTransition):
        _refunded(Story(STUDY).paid().withdrawn("2026-11-04"))


def test_a_fee_of_zero_asks_for_nothing() -> None:
    free = Fee("study", "at_submission", 0, "0")
    story = Story(free)
    assert (story.permit.state, story.permit.payment, story.last.postings) == ("ADMISSIBILITY", None, ())


def test_several_fees_of_one_moment_are_one_payment() -> None:
    deposit = Fee("deposit", "at_submission", 2_500, "2500")
    story = Story(STUDY, deposit)
    assert story.permit.payment is not None
    assert (story.permit.payment.cents, story.permit.payment.purpose) == (17_500, "at_submission")


def test_a_fee_taken_at_the_counter_leads_where_the_gateway_s_money_leads() -> None:
    story = Story(STUDY).taken("2026-11-03", "cheque")
    assert leads(story) == Leads(
        "PaymentTaken", "AWAITING_PAYMENT", "ADMISSIBILITY", ("P02",), (("till", "receivable", 15_000),),
        ("check_completeness", "clerk", "2026-11-10"), "2026-11-10",
    )  # fmt: skip
    assert (letter(story, "P02")["method"], story.last.facts["method"]) == ("cheque", "cheque")


def test_what_came_by_the_gateway_after_the_counter_goes_back_and_the_counter_s_money_stays() -> None:
    story = _late(Story(STUDY).taken("2026-11-03"))
    assert (story.last.type, story.last.after) == ("LatePaymentReceived", "ADMISSIBILITY")
    assert (story.balance("till"), story.balance("cash"), story.balance("unapplied")) == (15_000, 15_000, -15_000)
    _refunded(story)
    assert (story.balance("till"), story.balance("cash"), story.balance("unapplied")) == (15_000, 0, 0)
    with pytest.raises(IllegalTransition):
        _late(story)


def test_the_counter_takes_what_is_open_and_nothing_else() -> None:
    story = Story(STUDY)
    due = story.permit.payment
    assert due is not None
    for wrong in (replace(due, cents=14_999), replace(due, payment_id="another")):
        assert faults(lambda wrong=wrong: story.then("take", "2026-11-03", wrong)) == {"cents": "not-the-amount-due"}
    story.taken("2026-11-03")
    with pytest.raises(IllegalTransition):
        story.then("take", "2026-11-03", due)


def _paid_and_refused() -> Story:
    return Story(STUDY).paid().completed().refused()


def _ordered(story: Story, cents: int, **changes: Any) -> Story:
    return story.then("order_refund", "2026-12-01", f"{CASE}-at_submission", cents, **changes)


def _given(story: Story) -> Story:
    return story.then("refunded", "2026-12-02", story.permit.refunds[0])


def test_a_refund_is_ordered_and_its_money_leaves_when_the_gateway_gave_it() -> None:
    story = _ordered(_paid_and_refused(), 5_000)
    assert leads(story) == Leads("RefundOrdered", "REFUSED", "REFUSED")
    assert leads(_given(story)) == Leads(
        "PaymentRefunded", "REFUSED", "REFUSED", ("refunded",), (("refunded", "cash", 5_000),)
    )
    assert (story.balance("cash"), story.permit.paid_cents, story.permit.refunds) == (10_000, 10_000, [])


def test_a_refund_of_what_the_counter_took_leaves_the_till_at_once() -> None:
    story = _ordered(Story(STUDY).taken("2026-11-03"), 15_000, reason_code="overpayment")
    assert leads(story) == Leads(
        "PaymentRefunded", "ADMISSIBILITY", "ADMISSIBILITY", ("refunded",), (("refunded", "till", 15_000),), None,
        "2026-11-10",
    )  # fmt: skip
    assert (story.balance("till"), story.permit.paid_cents) == (0, 0)


def test_refunds_never_exceed_what_was_captured_counting_those_on_their_way() -> None:
    story = _ordered(_ordered(_paid_and_refused(), 9_000), 5_000)
    with pytest.raises(RefundExceedsCapture) as refusal:
        _ordered(story, 1_001)
    assert refusal.value.facts == {"cents": 1_001, "left": 1_000}
    _given(_given(_ordered(story, 1_000)))
    _given(story)
    assert (story.balance("cash"), story.balance("refunded"), story.permit.paid_cents) == (0, 15_000, 0)


REFUNDS: dict[str, tuple[Callable[[], object], dict[str, str]]] = {
    "of nothing": (lambda: _ordered(_paid_and_refused(), 0), {"cents": "invalid-amount"}),
    "of less than nothing": (lambda: _ordered(_paid_and_refused(), -1), {"cents": "invalid-amount"}),
    "without a word": (lambda: _ordered(_paid_and_refused(), 100, note=" "), {"note": "required"}),
    "of a payment that is not there": (lambda: _ordered(Story(STUDY), 100), {"payment_id": "unknown"}),
    "of money that came too late and is going back anyway": (
        lambda: _ordered(_late(Story(STUDY).withdrawn("2026-11-04")), 100), {"payment_id": "unknown"}),
}  # fmt: skip


@pytest.mark.parametrize(("told", "errors"), REFUNDS.values(), ids=list(REFUNDS))
def test_a_refund_that_does_not_hold_is_refused(told: Callable[[], object], errors: dict[str, str]) -> None:
    assert faults(told) == errors


def test_a_refund_is_recorded_as_it_was_ordered() -> None:
    story = _ordered(_paid_and_refused(), 5_000)
    (order,) = story.permit.refunds
    for wrong in (replace(order, cents=5_001), replace(order, payment_id="x"), replace(order, refund_id="x")):
        errors = faults(lambda wrong=wrong: story.then("refunded", "2026-12-02", wrong))
        assert errors == {"cents": "not-the-amount-captured"}
    _given(story)
    with pytest.raises(IllegalTransition):
        story.then("refunded", "2026-12-02", order)
