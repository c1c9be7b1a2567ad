"""Changes to a file under study: amendment, moved promise, documents judged and replaced (DOMAIN §7.5)."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.errors import IllegalTransition
from domain.rules import Delays, Fee
from tests.domain.permit_leads import Leads, Rows, faults, leads, letter
from tests.permits import PERMIT_FEE, Story, local

AMENDMENT = Fee("amendment", "at_amendment", 4_300, "4300")


def _asked(*fees: Fee, **changes: Any) -> Story:
    return Story(*fees, **changes).completed().then("amend", "2026-11-10")


def _owing(*fees: Fee) -> Story:
    return _asked(AMENDMENT, *fees).then("accept_amendment", "2026-11-11")


def _to_replace() -> Story:
    return Story().then("judge", "2026-11-04", "to_replace", reason="Illisible.")


TRANSITIONS: Rows = {
    "an amendment asked": (
        _asked, Leads("AmendmentAsked", "UNDER_REVIEW", "UNDER_REVIEW", promised="2026-11-26")),
    "accepted, free": (
        lambda: _asked().then("accept_amendment", "2026-11-11"),
        Leads("AmendmentAccepted", "UNDER_REVIEW", "UNDER_REVIEW", ("amendment_accepted",), promised="2026-11-26")),
    "accepted, its fee paid": (
        lambda: _owing().settled("2026-11-12"),
        Leads("PaymentReceived", "UNDER_REVIEW", "UNDER_REVIEW", ("P02",), (("cash", "receivable", 4_300),),
              ("review", "clerk", "2026-11-26"), "2026-11-26")),
    "accepted, its fee never paid": (
        lambda: _owing().until("amendment_unpaid"),
        Leads("AmendmentRefused", "UNDER_REVIEW", "UNDER_REVIEW", ("amendment_refused",),
              (("written_off", "receivable", 4_300),), promised="2026-11-26")),
    "refused": (
        lambda: _asked().then("refuse_amendment", "2026-11-11"),
        Leads("AmendmentRefused", "UNDER_REVIEW", "UNDER_REVIEW", ("amendment_refused",), promised="2026-11-26")),
    "the promise moved": (
        lambda: Story().completed().then("move_promise", "2026-11-12", "2026-12-18"),
        Leads("PromiseMoved", "UNDER_REVIEW", "UNDER_REVIEW", ("P25",), (), ("review", "clerk", "2026-12-18"),
              "2026-12-18")),
    "a document accepted": (
        lambda: Story().then("judge", "2026-11-04"),
        Leads("DocumentAccepted", "ADMISSIBILITY", "ADMISSIBILITY", promised="2026-11-09")),
    "a document to replace": (
        _to_replace,
        Leads("DocumentToReplace", "ADMISSIBILITY", "ADMISSIBILITY", ("document_to_replace",),
              promised="2026-11-09")),
    "a document replaced": (
        lambda: _to_replace().then("replace", "2026-11-05"),
        Leads("DocumentReplaced", "ADMISSIBILITY", "ADMISSIBILITY", promised="2026-11-09")),
    "refused with the amendment's fee open": (
        lambda: _owing().refused(),
        Leads("PermitRefused", "UNDER_REVIEW", "REFUSED", ("P13",), (("written_off", "receivable", 4_300),))),
    "withdrawn with the amendment's fee open": (
        lambda: _owing().withdrawn("2026-11-13"),
        Leads("ApplicationWithdrawn", "UNDER_REVIEW", "WITHDRAWN", ("withdrawn",),
              (("written_off", "receivable", 4_300),))),
}  # fmt: skip


@pytest.mark.parametrize(("story", "expected"), TRANSITIONS.values(), ids=list(TRANSITIONS))
def test_each_change_of_a_file_records_what_the_table_says(story: Callable[[], Story], expected: Leads) -> None:
    assert leads(story()) == expected


def test_an_amendment_accepted_asks_for_its_fee_where_the_by_law_has_one() -> None:
    story = _owing()
    assert (story.last.type, story.balance("receivable")) == ("AmendmentAccepted", 4_300)
    assert letter(story, "amendment_accepted")["amount_cents"] == 4_300
    assert [local(alarm) for alarm in story.permit.alarms] == [("amendment_unpaid", "2026-11-27 00:15")]
    assert story.permit.payment is not None
    assert story.permit.payment.payment_id.endswith("at_amendment1")


def test_the_application_as_filed_stays_and_the_amendment_stands_beside_it() -> None:
    story = _asked().then("accept_amendment", "2026-11-11")
    assert story.events[0].facts["answers"]["floors"] == 2
    assert story.last.facts["answers"] == {"floors": 3}


def test_a_second_amendment_has_a_payment_of_its_own() -> None:
    story = _owing().settled("2026-11-12").then("amend", "2026-11-13", floors=4).then("accept_amendment", "2026-11-13")
    assert story.permit.payment is not None
    assert story.permit.payment.payment_id.endswith("at_amendment2")


def test_an_amendment_s_fee_paid_after_a_reminder_repeats_no_reminder() -> None:
    story = _asked(AMENDMENT, delays=Delays(pay_at_submission="P50D")).then("accept_amendment", "2026-11-11")
    story.asked("2026-11-12").until("answer_reminder_1").settled("2026-12-16")
    assert [alarm.name for alarm in story.permit.alarms] == ["answer_reminder_2", "answer_warning", "silence"]


REFUSALS: dict[str, tuple[Callable[[], Story], dict[str, str]]] = {
    "an amendment while one is undecided": (
        lambda: _asked().then("amend", "2026-11-11"), {"answers": "amendment-open"}),
    "an amendment while one is unpaid": (lambda: _owing().then("amend", "2026-11-12"), {"answers": "amendment-open"}),
    "no amendment to accept": (
        lambda: Story().completed().then("accept_amendment", "2026-11-11"), {"amendment": "none-open"}),
    "no amendment to refuse": (
        lambda: Story().completed().then("refuse_amendment", "2026-11-11"), {"amendment": "none-open"}),
    "an amendment refused without reasons": (
        lambda: _asked().then("refuse_amendment", "2026-11-11", reasons=" "), {"reasons": "required"}),
    "approved while an amendment is undecided": (
        lambda: _asked().concluded().approved(), {"amendment": "amendment-open"}),
    "approved while an amendment is unpaid": (
        lambda: _owing().concluded().approved(), {"amendment": "amendment-open"}),
    "seconded while an amendment is unpaid": (
        lambda: Story(PERMIT_FEE, AMENDMENT, second_person_above_cents=0).granted().then("amend", "2026-11-20")
        .then("accept_amendment", "2026-11-20").then("second", "2026-11-23"), {"amendment": "amendment-open"}),
    "moved without a reason": (
        lambda: Story().completed().then("move_promise", "2026-11-12", reason=" "), {"reason": "required"}),
    "moved to today": (
        lambda: Story().completed().then("move_promise", "2026-11-12", "2026-11-12"), {"promised_on": "in-the-past"}),
    "nothing promised after the council": (
        lambda: Story(council="piia").advised().then("resolve", "2027-02-09")
        .then("move_promise", "2027-02-10", "2027-03-10"), {"promised_on": "nothing-promised"}),
    "to replace, without saying why": (
        lambda: Story().then("judge", "2026-11-04", "to_replace", reason=""), {"reason": "required"}),
    "replaced, though nobody asked": (lambda: Story().then("replace", "2026-11-05"), {"document": "not-to-replace"}),
    "complete with a document to replace": (lambda: _to_replace().completed(), {"documents": "to-replace"}),
}  # fmt: skip


@pytest.mark.parametrize(("story", "errors"), REFUSALS.values(), ids=list(REFUSALS))
def test_a_change_that_does_not_hold_is_refused_by_field(story: Callable[[], Story], errors: dict[str, str]) -> None:
    assert faults(story) == errors


def test_a_file_is_complete_once_the_document_is_replaced_or_accepted_after_all() -> None:
    assert _to_replace().then("replace", "2026-11-05").completed("2026-11-05").permit.state == "UNDER_REVIEW"
    assert _to_replace().then("judge", "2026-11-05").completed("2026-11-05").permit.state == "UNDER_REVIEW"


def test_an_amendment_is_not_for_a_file_that_waits_for_its_applicant_or_is_decided() -> None:
    for story in (Story().asked("2026-11-05"), Story().granted()):
        with pytest.raises(IllegalTransition):
            story.then("amend", "2026-11-25")


def test_a_moved_promise_is_moved_on_by_a_later_stop() -> None:
    story = Story().completed().then("move_promise", "2026-11-12", "2026-12-18").asked("2026-11-16")
    assert story.last.promised_on is None
    assert str(story.answered("2026-11-23").last.promised_on) == "2026-12-25"
    assert letter(story, "P05")["promised_on"] == "2026-12-25"


def test_a_stop_that_was_over_when_the_promise_was_moved_does_not_count_again() -> None:
    story = Story().completed().asked("2026-11-06").answered("2026-11-12").then("move_promise", "2026-11-12")
    assert str(story.last.promised_on) == "2026-12-18"


def test_the_letter_says_the_date_before_the_date_after_and_why() -> None:
    facts = letter(Story().completed().then("move_promise", "2026-11-12"), "P25")
    assert (facts["previous_on"], facts["promised_on"]) == ("2026-11-26", "2026-12-18")
    assert facts["reason"] == "Une agente est malade."


def test_a_promise_moved_at_admissibility_says_nothing_of_the_review() -> None:
    story = Story().then("move_promise", "2026-11-04", "2026-11-25").completed("2026-11-05")
    assert (str(story.last.promised_on), letter(story, "P03")["promised_on"]) == ("2026-11-26", "2026-11-26")


def test_a_promise_that_was_moved_is_broken_only_on_its_new_date() -> None:
    story = Story(watches_promises=True).completed().then("move_promise", "2026-11-12", "2026-12-18")
    assert [local(alarm) for alarm in story.permit.alarms] == [("promise_broken", "2026-12-19 00:00")]
    story.until("promise_broken").then("move_promise", "2026-12-21", "2027-01-15")
    assert [local(alarm) for alarm in story.permit.alarms] == [("promise_broken", "2027-01-16 00:00")]
