"""What is billed after a permit: the bill, its one reminder, a case that waits for its money (DOMAIN §3.2, §3.4)."""

import pytest

from domain.errors import IllegalTransition
from domain.permit_lapses import gives_up
from domain.rules import Delays, Fee
from tests.domain.permit_leads import Leads, leads, letter
from tests.permits import Story, local

USE = Fee("street", "invoice_after", 56_000, "days * 5600")
MONTH = Delays(valid_for="P1M")  # issued 2026-11-20, valid to 2026-12-21; billed on 2026-12-04, to pay by 2027-01-04


def _issued(delays: Delays = MONTH) -> Story:
    return Story(USE, delays=delays).granted()


def _names(story: Story) -> list[str]:
    return [alarm.name for alarm in story.permit.alarms]


def test_a_bill_comes_two_weeks_after_the_permit_and_asks_for_its_fee() -> None:
    story = _issued()
    assert [local(alarm) for alarm in story.permit.alarms if alarm.name == "invoice"] == [
        ("invoice", "2026-12-04 08:00")
    ]
    assert leads(story.until("invoice")) == Leads(
        "InvoiceIssued", "ISSUED", "ISSUED", ("invoice",), (("receivable", "fees", 56_000),)
    )
    assert letter(story, "invoice") == {"amount_cents": 56_000, "pay_by": "2027-01-04"}


def test_a_bill_paid_leaves_the_permit_as_it_was() -> None:
    story = _issued().until("invoice").settled("2026-12-07")
    assert leads(story) == Leads("PaymentReceived", "ISSUED", "ISSUED", ("P02",), (("cash", "receivable", 56_000),))
    assert letter(story, "P02")["purpose"] == "invoice_after"
    assert story.until("expiry").permit.ended


def test_a_bill_repeats_no_reminder_of_the_permit_s_end() -> None:
    story = _issued().until("expiry_warning_15").settled("2026-12-07")
    assert _names(story) == ["expiry"]


def test_a_bill_outlives_the_permit_and_the_case_waits_for_it() -> None:
    story = _issued().until("expiry")
    assert (story.permit.state, story.permit.ended, story.balance("receivable")) == ("EXPIRED", False, 56_000)
    assert story.balance("written_off") == 0
    story.until("invoice_overdue")
    assert leads(story) == Leads("ReminderSent", "EXPIRED", "EXPIRED", ("invoice_overdue",))
    assert letter(story, "invoice_overdue")["amount_cents"] == 56_000
    story.taken("2027-01-12")
    assert (story.permit.ended, story.balance("receivable"), story.balance("till")) == (True, 0, 56_000)


def test_a_bill_is_sent_and_reminded_once() -> None:
    story = _issued().until("invoice_overdue")
    assert [event.type for event in story.events].count("InvoiceIssued") == 1
    assert _names(story) == []


def test_work_done_before_the_bill_is_billed_all_the_same() -> None:
    story = _issued(delays=Delays(start_within="P12M")).then("start", "2026-11-23").then("finish", "2026-11-25")
    assert (story.permit.state, story.permit.ended, _names(story)) == ("COMPLETED", False, ["invoice"])
    story.until("invoice").settled("2026-12-07")
    assert (story.permit.state, story.permit.ended) == ("COMPLETED", True)


def test_a_permit_whose_time_to_start_ends_still_owes_its_bill() -> None:
    story = _issued(delays=Delays(start_within="P1M")).until("not_started")
    assert (story.permit.state, story.balance("receivable"), story.permit.ended) == ("EXPIRED", 56_000, False)


def test_no_alarm_gives_up_what_was_used() -> None:
    alarms = ("expiry", "not_started", "renewal_unpaid", "renewal_closed", "silence", "invoice_overdue")
    assert not [alarm for alarm in alarms if gives_up(alarm, "invoice_after")]


def test_a_permit_that_bills_afterwards_is_nothing_to_renew() -> None:
    with pytest.raises(IllegalTransition):
        _issued().until("invoice").then("renew", "2026-12-07")
