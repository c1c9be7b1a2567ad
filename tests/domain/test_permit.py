"""Every transition of the permit's spine: event, letters, money, task and promise (DOMAIN §7.1)."""

from collections.abc import Callable

import pytest

from tests.domain.permit_leads import Leads, Rows, leads
from tests.permits import PERMIT_FEE, STUDY, Story

TRANSITIONS: Rows = {
    "filed with a fee": (
        lambda: Story(STUDY),
        Leads("ApplicationFiled", "", "AWAITING_PAYMENT", ("P01",), (("receivable", "fees", 15_000),),
              ("pay", "citizen", "2026-11-17")),
    ),
    "filed without a fee": (
        lambda: Story(),
        Leads("ApplicationFiled", "", "ADMISSIBILITY", ("P01",), (), ("check_completeness", "clerk", "2026-11-09"),
              "2026-11-09"),
    ),
    "filed with a fee due at issue only": (
        lambda: Story(PERMIT_FEE),
        Leads("ApplicationFiled", "", "ADMISSIBILITY", ("P01",), (), ("check_completeness", "clerk", "2026-11-09"),
              "2026-11-09"),
    ),
    "paid": (
        lambda: Story(STUDY).paid("2026-11-03"),
        Leads("PaymentReceived", "AWAITING_PAYMENT", "ADMISSIBILITY", ("P02",), (("cash", "receivable", 15_000),),
              ("check_completeness", "clerk", "2026-11-10"), "2026-11-10"),
    ),
    "declared complete": (
        lambda: Story().completed("2026-11-05"),
        Leads("FileDeclaredComplete", "ADMISSIBILITY", "UNDER_REVIEW", ("P03",), (), ("review", "clerk", "2026-11-26"),
              "2026-11-26"),
    ),
    "asked at admissibility": (
        lambda: Story().asked("2026-11-05"),
        Leads("InformationRequested", "ADMISSIBILITY", "INFO_REQUESTED", ("P04",), (),
              ("answer_information", "citizen", "2027-01-19")),
    ),
    "asked under review": (
        lambda: Story().completed().asked("2026-11-12"),
        Leads("InformationRequested", "UNDER_REVIEW", "INFO_REQUESTED", ("P04",), (),
              ("answer_information", "citizen", "2027-01-26")),
    ),
    "answered at admissibility": (
        lambda: Story(STUDY).paid("2026-11-03").asked("2026-11-05").answered("2026-11-19"),
        Leads("InformationReceived", "INFO_REQUESTED", "ADMISSIBILITY", ("P05",), (),
              ("check_completeness", "clerk", "2026-11-24"), "2026-11-24"),
    ),
    "answered under review": (
        lambda: Story().completed("2026-11-05").asked("2026-11-12").answered("2026-12-01"),
        Leads("InformationReceived", "INFO_REQUESTED", "UNDER_REVIEW", ("P05",), (), ("review", "clerk", "2026-12-15"),
              "2026-12-15"),
    ),
    "review concluded": (
        lambda: Story().completed("2026-11-05").concluded(),
        Leads("ReviewConcluded", "UNDER_REVIEW", "DECISION_READY", (), (), ("decide", "clerk", "2026-11-26"),
              "2026-11-26"),
    ),
    "approved, nothing to pay": (
        lambda: Story().completed().concluded().approved("2026-11-20"),
        Leads("PermitApproved", "DECISION_READY", "ISSUED", ("P14",)),
    ),
    "approved, a fee to pay": (
        lambda: Story(PERMIT_FEE).completed().concluded().approved("2026-11-20"),
        Leads("PermitApproved", "DECISION_READY", "APPROVED_TO_PAY", ("P12",), (("receivable", "fees", 98_000),),
              ("pay", "citizen", "2027-01-19")),
    ),
    "issue fee paid": (
        lambda: Story(PERMIT_FEE).completed().concluded().approved("2026-11-20").paid("2026-12-02", PERMIT_FEE),
        Leads("PaymentReceived", "APPROVED_TO_PAY", "ISSUED", ("P02", "P14"), (("cash", "receivable", 98_000),)),
    ),
    "refused from the decision": (
        lambda: Story().completed().concluded().refused(),
        Leads("PermitRefused", "DECISION_READY", "REFUSED", ("P13",)),
    ),
    "refused from the review": (
        lambda: Story().completed().refused(),
        Leads("PermitRefused", "UNDER_REVIEW", "REFUSED", ("P13",)),
    ),
    "withdrawn unpaid": (
        lambda: Story(STUDY).withdrawn("2026-11-04"),
        Leads("ApplicationWithdrawn", "AWAITING_PAYMENT", "WITHDRAWN", ("withdrawn",),
              (("written_off", "receivable", 15_000),)),
    ),
    "withdrawn at admissibility": (
        lambda: Story(STUDY).paid().withdrawn("2026-11-04"),
        Leads("ApplicationWithdrawn", "ADMISSIBILITY", "WITHDRAWN", ("withdrawn",)),
    ),
    "withdrawn while asked": (
        lambda: Story().asked("2026-11-05").withdrawn("2026-11-06"),
        Leads("ApplicationWithdrawn", "INFO_REQUESTED", "WITHDRAWN", ("withdrawn",)),
    ),
    "withdrawn under review": (
        lambda: Story().completed().withdrawn("2026-11-06"),
        Leads("ApplicationWithdrawn", "UNDER_REVIEW", "WITHDRAWN", ("withdrawn",)),
    ),
    "withdrawn before the decision": (
        lambda: Story().completed().concluded().withdrawn("2026-11-20"),
        Leads("ApplicationWithdrawn", "DECISION_READY", "WITHDRAWN", ("withdrawn",)),
    ),
    "unpaid for 15 days": (
        lambda: Story(STUDY).until("fee_unpaid"),
        Leads("FileAbandoned", "AWAITING_PAYMENT", "ABANDONED", ("P06",), (("written_off", "receivable", 15_000),)),
    ),
    "silent for 75 days": (
        lambda: Story().asked("2026-11-05").until("silence"),
        Leads("FileAbandoned", "INFO_REQUESTED", "ABANDONED", ("P06",)),
    ),
    "issue fee unpaid for 60 days": (
        lambda: Story(PERMIT_FEE).completed().concluded().approved().until("issue_fee_unpaid"),
        Leads("FileAbandoned", "APPROVED_TO_PAY", "ABANDONED", ("P06",), (("written_off", "receivable", 98_000),)),
    ),
    "expired": (
        lambda: Story().completed().concluded().approved().until("expiry"),
        Leads("PermitExpired", "ISSUED", "EXPIRED", ("P16",)),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("story", "expected"), TRANSITIONS.values(), ids=list(TRANSITIONS))
def test_each_transition_records_what_the_table_says(story: Callable[[], Story], expected: Leads) -> None:
    assert leads(story()) == expected


@pytest.mark.parametrize("story", [row[0] for row in TRANSITIONS.values()], ids=list(TRANSITIONS))
def test_events_are_numbered_and_chained_and_the_last_of_a_terminal_state_says_so(story: Callable[[], Story]) -> None:
    told = story()
    assert [event.seq for event in told.events] == list(range(1, len(told.events) + 1))
    for earlier, later in zip(told.events, told.events[1:], strict=False):
        assert later.before == earlier.after
        assert later.prev_head != earlier.prev_head
    assert told.last.ended == (told.last.after in {"REFUSED", "EXPIRED", "WITHDRAWN", "ABANDONED"})
    assert [event.seq for event in told.events if event.filing] == [1]


def test_letters_go_out_as_letters_and_reminders_as_mails() -> None:
    story = Story().asked("2026-11-05").until("answer_warning")
    kinds = [(order.kind, order.code) for event in story.events for order in event.orders]
    assert kinds == [
        ("letter", "P01"),
        ("letter", "P04"),
        ("mail", "answer_reminder"),
        ("mail", "answer_reminder"),
        ("mail", "answer_warning"),
    ]


def test_the_conditions_of_the_approval_stand_on_the_permit_that_is_paid_later() -> None:
    story = Story(PERMIT_FEE).completed().concluded().approved("2026-11-20", "Clôturer le chantier")
    permit = story.paid("2026-12-02", PERMIT_FEE).last.orders[1]
    assert permit.facts["conditions"] == ["Clôturer le chantier"]
    assert (permit.facts["valid_from"], permit.facts["valid_until"]) == ("2026-12-02", "2028-06-02")
    assert permit.facts["decided_by"] == "clerk"


def test_a_case_can_be_asked_twice_and_goes_back_to_where_it_was_each_time() -> None:
    story = Story().asked("2026-11-03").answered("2026-11-04").completed().asked("2026-11-09").answered("2026-11-10")
    assert [event.after for event in story.events] == [
        "ADMISSIBILITY", "INFO_REQUESTED", "ADMISSIBILITY", "UNDER_REVIEW", "INFO_REQUESTED", "UNDER_REVIEW",
    ]  # fmt: skip
