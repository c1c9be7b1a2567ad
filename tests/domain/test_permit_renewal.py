"""A permit renewed: after its end, or in the window before a year ends (DOMAIN §3.2, §7.1, §7.5)."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.errors import IllegalTransition
from domain.rules import Delays, Fee
from tests.domain.permit_leads import Leads, Rows, faults, leads, letter
from tests.permits import Story, local

FEE = Fee("renewal", "at_renewal", 24_500, "original_fee / 4")
WORK = Delays(start_within="P12M")  # issued 2026-11-20: not started by 2027-11-22
YEAR: dict[str, Any] = {"annual": True, "delays": Delays(valid_for="P1Y")}  # valid to 2027-11-22
SEASON: dict[str, Any] = {"annual": True, "season_until": "10-31"}


def _expired() -> Story:
    return Story(FEE, delays=WORK).granted().until("not_started")


def _asked() -> Story:
    return _expired().then("renew", "2028-01-10")


def _window(*fees: Fee, **changes: Any) -> Story:
    return Story(*fees, **(YEAR | changes)).granted().until("renewal_opens")


def _names(story: Story) -> list[str]:
    return [alarm.name for alarm in story.permit.alarms]


TRANSITIONS: Rows = {
    "renewal asked after the end": (
        _asked, Leads("RenewalAsked", "EXPIRED", "RENEWAL_PENDING", (), (("receivable", "fees", 24_500),),
                      ("renew", "citizen", "2028-01-25"))),
    "renewal paid": (
        lambda: _asked().settled("2028-01-12"),
        Leads("PaymentReceived", "RENEWAL_PENDING", "ISSUED", ("P02", "P21"), (("cash", "receivable", 24_500),))),
    "renewal never paid": (
        lambda: _asked().until("renewal_unpaid"),
        Leads("RenewalLapsed", "RENEWAL_PENDING", "EXPIRED", (), (("written_off", "receivable", 24_500),))),
    "nobody renewed in six months": (
        lambda: _expired().until("renewal_closed"), Leads("FileClosed", "EXPIRED", "EXPIRED")),
    "renewed free of charge": (
        lambda: Story(Fee("renewal", "at_renewal", 0, "0"), delays=WORK).granted().until("not_started")
        .then("renew", "2028-01-10"), Leads("PermitRenewed", "EXPIRED", "ISSUED", ("P21",))),
    "the window opens": (
        lambda: _window(FEE), Leads("RenewalOpened", "ISSUED", "RENEWAL_PENDING", ("P24",), (),
                                    ("renew", "citizen", "2027-11-22"))),
    "asked in the window": (
        lambda: _window(FEE).then("renew", "2027-10-20"),
        Leads("RenewalAsked", "RENEWAL_PENDING", "RENEWAL_PENDING", (), (("receivable", "fees", 24_500),),
              ("renew", "citizen", "2027-11-22"))),
    "paid in the window": (
        lambda: _window(FEE).then("renew", "2027-10-20").settled("2027-10-21"),
        Leads("PaymentReceived", "RENEWAL_PENDING", "ISSUED", ("P02", "P21"), (("cash", "receivable", 24_500),))),
    "renewed in the window, free": (
        lambda: _window().then("renew", "2027-10-20"),
        Leads("PermitRenewed", "RENEWAL_PENDING", "ISSUED", ("P21",))),
    "a year that nobody renewed": (
        lambda: _window(FEE).until("expiry"), Leads("PermitExpired", "RENEWAL_PENDING", "EXPIRED", ("P16",))),
    "a year asked for and never paid": (
        lambda: _window(FEE).then("renew", "2027-10-20").until("expiry"),
        Leads("PermitExpired", "RENEWAL_PENDING", "EXPIRED", ("P16",), (("written_off", "receivable", 24_500),))),
}  # fmt: skip


@pytest.mark.parametrize(("story", "expected"), TRANSITIONS.values(), ids=list(TRANSITIONS))
def test_each_step_of_a_renewal_records_what_the_table_says(story: Callable[[], Story], expected: Leads) -> None:
    assert leads(story()) == expected


def test_the_window_opens_forty_five_days_before_the_end() -> None:
    story = Story(FEE, **YEAR).granted()
    assert [local(alarm) for alarm in story.permit.alarms if alarm.name in ("renewal_opens", "expiry")] == [
        ("renewal_opens", "2027-10-08 08:00"), ("expiry", "2027-11-23 00:15"),
    ]  # fmt: skip
    facts = letter(_window(FEE), "P24")
    assert (facts["expires_on"], facts["renew_by"], facts["amount_cents"]) == ("2027-11-22", "2027-11-22", 24_500)


def test_a_window_in_weeks_is_read_as_weeks() -> None:
    story = _window(delays=Delays(valid_for="P1Y", renewal_window="P4W"))
    assert str(story.last.at.date()) == "2027-10-25"


def test_a_year_goes_on_from_its_end_and_another_permit_from_its_renewal() -> None:
    year = _window(FEE).then("renew", "2027-10-20").settled("2027-10-21")
    assert letter(year, "P21")["valid_until"] == "2028-11-22"
    assert letter(_asked().settled("2028-01-12"), "P21")["valid_until"] == "2029-07-12"


def test_a_year_renewed_late_does_not_drift() -> None:
    story = Story(annual=True, delays=Delays(valid_for="P1Y")).granted("2026-11-25")
    ends = []
    for _ in range(3):
        story.until("renewal_opens")
        story.do(story.acts.renew(story.last.at))
        ends.append(letter(story, "P21")["valid_until"])
    assert ends == ["2028-11-27", "2029-11-27", "2030-11-27"]  # 2027-11-25 and 2029-11-27 are open; 2028-11-25 is not


def test_a_season_ends_on_its_day_and_is_renewed_to_the_next() -> None:
    story = Story(FEE, **SEASON).granted()
    assert letter(story, "P14")["valid_until"] == "2027-10-31"
    story.until("renewal_opens").then("renew", "2027-10-01").settled("2027-10-02")
    assert (letter(story, "P21")["valid_until"], letter(story, "P21")["renewed_on"]) == ("2028-10-31", "2027-10-02")


def test_a_season_renewed_opens_again_the_year_after() -> None:
    story = Story(**SEASON).granted().until("renewal_opens").then("renew", "2027-10-01").until("renewal_opens")
    assert letter(story, "P24")["expires_on"] == "2028-10-31"


def test_a_permit_renewed_is_to_be_started_and_expires_again() -> None:
    story = _asked().settled("2028-01-12")
    assert _names(story) == ["start_warning_60", "start_warning_15", "not_started", "expiry_warning_60",
                             "expiry_warning_15", "expiry"]  # fmt: skip
    story.until("not_started").then("renew", "2029-02-01")
    assert story.permit.payment is not None
    assert story.permit.payment.payment_id.endswith("at_renewal2")


def test_a_permit_may_be_renewed_for_six_months_and_then_its_case_closes() -> None:
    story = _expired()
    assert (story.permit.ended, _names(story)) == (False, ["renewal_closed"])
    assert local(story.permit.alarms[0]) == ("renewal_closed", "2028-05-24 00:15")
    assert story.until("renewal_closed").permit.ended


def test_a_renewal_that_was_not_paid_may_be_asked_again_until_the_case_closes() -> None:
    story = _asked().until("renewal_unpaid")
    assert (story.permit.ended, _names(story)) == (False, ["renewal_closed"])
    assert story.then("renew", "2028-02-15").settled("2028-02-16").permit.state == "ISSUED"


def test_a_permit_without_a_renewal_in_its_by_law_ends_at_its_end() -> None:
    story = Story(delays=WORK).granted().until("not_started")
    assert story.permit.ended
    assert faults(lambda: story.then("renew", "2028-01-10")) == {"renewal": "not-offered"}


def test_a_renewal_is_asked_once() -> None:
    story = _window(FEE).then("renew", "2027-10-20")
    assert faults(lambda: story.then("renew", "2027-10-21")) == {"renewal": "already-asked"}


def test_nothing_is_renewed_before_its_end_or_its_window() -> None:
    for story in (Story(FEE, delays=WORK).granted(), Story(FEE, **YEAR).granted()):
        with pytest.raises(IllegalTransition):
            story.then("renew", "2027-02-01")


def test_a_year_that_ends_unrenewed_says_so_and_its_case_ends() -> None:
    story = _window(FEE).until("expiry")
    assert (letter(story, "P16")["cause"], letter(story, "P16")["expired_on"]) == ("not_renewed", "2027-11-22")
    assert story.permit.ended
