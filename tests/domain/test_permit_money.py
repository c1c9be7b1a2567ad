"""A permit's ledger: double entries, nothing owed at the end, late money given back (DESIGN §6)."""

from collections.abc import Callable

import pytest

from domain.errors import IllegalTransition, InvalidAmount
from domain.rules import Fee
from tests.permits import PERMIT_FEE, STUDY, Story, noon

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
    with pytest.raises(InvalidAmount):
        _refunded(story)


def test_a_fee_paid_in_time_is_not_given_back_as_late_money() -> None:
    with pytest.raises(InvalidAmount):
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
