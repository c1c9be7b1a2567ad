"""After judgment: revocation, appeal, agreements, enforcement; and what moves the delays of a statement."""

from dataclasses import replace
from datetime import date

import pytest

from domain.acts import CapturePayment, Claim, RecordRefund
from domain.contest_acts import CloseDay, RecordService, ResumeDelays, SuspendDelays
from domain.errors import Invalid
from domain.people import SYSTEM
from tests.contests import (
    ANOTHER_CITIZEN,
    CITIZEN,
    CLERK,
    COLLECTOR,
    HOLDER,
    JUDGE,
    PROSECUTOR,
    Agree,
    ApplyForRevocation,
    AskRevocation,
    DecideAppeal,
    DecideRevocation,
    GrantTime,
    HandBack,
    Instalment,
    RecordAppeal,
    StayProceedings,
    Story,
    WithdrawCharges,
    count,
    local,
    statement,
)

WHOLE = 15_100


def test_revocation_is_asked_after_a_default_and_never_refused_for_lateness_by_the_machine() -> None:
    story = Story().in_default()
    story.on("2027-03-01").do(AskRevocation, HOLDER, known_on=date(2027, 1, 25), grounds="Maladie", merits="Absent")
    assert (story.state, story.case.late_revocation) == ("REVOCATION_REQ", True)
    with pytest.raises(Invalid):
        story.do(DecideRevocation, JUDGE, granted=True, reasons="Motif sérieux")
    story.do(DecideRevocation, JUDGE, granted=True, reasons="Motif sérieux", relieved=True)
    assert (story.state, story.case.balance) == ("AWAITING_DATE", WHOLE)


def test_a_dismissed_revocation_leaves_days_to_pay() -> None:
    story = Story().in_default()
    story.on("2027-03-10").do(AskRevocation, HOLDER, known_on=date(2027, 3, 1), grounds="Maladie", merits="Absent")
    story.on("2027-03-20").do(DecideRevocation, JUDGE, granted=False, reasons="Aucun motif sérieux")
    assert (story.state, story.case.balance) == ("PAYABLE", WHOLE + 6_200 + 2_300)
    assert story.case.dates.pay_by == date(2027, 3, 27)


def test_a_paid_ticket_is_undone_by_a_judge_alone_and_everything_with_it() -> None:
    story = Story().on("2026-11-10")
    story.pay()
    story.do(ApplyForRevocation, PROSECUTOR, grounds="Mauvais véhicule")
    story.do(DecideRevocation, JUDGE, granted=True, reasons="Erreur administrative")
    assert story.state == "WITHDRAWN"
    assert story.letters[-3:] == ["C20", "C06", "C15"]
    assert story.letter("C15")["reversed"] is True
    story.money_goes_back()
    assert story.case.balance == 0


def test_an_appeal_goes_out_and_comes_back() -> None:
    story = Story().heard()
    story.judge("convicted")
    story.through()
    with pytest.raises(Invalid) as refused:
        story.on("2027-04-20").do(
            RecordAppeal, CLERK, side="defence", filed_on=date(2027, 4, 20), court_number="500-36"
        )
    assert refused.value.errors == {"filed_on": "appeal-delay-passed"}
    story.do(RecordAppeal, CLERK, side="defence", filed_on=date(2027, 4, 20), court_number="500-36", extended=True)
    assert story.state == "APPEALED"
    story.on("2027-09-10").do(DecideAppeal, CLERK, outcome="new_trial", decided_on=date(2027, 9, 9))
    assert (story.state, story.case.balance) == ("AWAITING_DATE", WHOLE)


def test_an_agreement_takes_a_tenth_at_once_then_instalments_and_a_missed_one_ends_it() -> None:
    story = Story().in_default()
    story.on("2027-02-01")
    half = [Instalment(date(2027, 3, 1), 10_000), Instalment(date(2027, 4, 1), 9_170)]
    with pytest.raises(Invalid):
        story.do(Agree, COLLECTOR, deposit=2_129, instalments=tuple(half))
    story.do(Agree, COLLECTOR, deposit=2_130, instalments=(half[0], Instalment(date(2027, 4, 1), 9_170)))
    story.pay(2_130)
    assert [one.cents for one in story.case.agreement] == [10_000, 9_170]
    story.until("instalment_missed")
    assert (story.state, story.letters[-1]) == ("PAYABLE", "C17")
    story.until("unpaid")
    assert story.state == "ENFORCEMENT"
    story.do(HandBack, COLLECTOR, until=date(2027, 6, 1), reasons="Saisie levée")
    story.do(GrantTime, COLLECTOR, until=date(2027, 7, 1), reasons="Situation financière")
    story.pay()
    assert story.state == "PAID"


def test_payments_go_to_costs_first() -> None:
    story = Story().in_default()
    story.pay(5_000)
    assert story.letter("C03")["applied"] == {"costs_cents": 5_000, "contribution_cents": 0, "fine_cents": 0}


def test_a_stay_ends_the_proceedings() -> None:
    story = Story().heard()
    story.do(StayProceedings, PROSECUTOR, reasons="Article 11")
    assert (story.state, story.case.balance) == ("STAYED", 0)
    story.until("close")
    assert story.case.ended_as == "STAYED"


def test_a_minor_owes_no_more_than_the_caps() -> None:
    young = statement(count(fine=20_000), party=replace(statement().party, born_on=date(2010, 3, 1)))
    story = Story(young).on("2026-11-10")
    assert story.letter("C01")["fine_cents"] == 10_000
    assert story.letter("C01")["costs_cents"] == 3_000
    story.plead("guilty")
    assert story.case.account.parts()["costs"] == 3_000


def test_ordinary_mail_serves_nobody_until_an_answer_comes() -> None:
    story = Story(statement(service_mode="ordinary_mail", served_on=None))
    assert story.case.alarms == []
    story.on("2027-01-15").do(RecordService, PROSECUTOR, mode="bailiff", served_on=date(2027, 1, 15))
    assert local(story.case.alarms[-1])[0] == "silence"
    other = Story(statement(service_mode="ordinary_mail", served_on=None)).on("2027-05-03")
    other.plead("not_guilty")
    assert (other.state, other.case.dates.served) == ("ADMIN_REVIEW", date(2027, 5, 3))


def test_a_day_closed_on_the_last_day_moves_it_and_the_person_is_told() -> None:
    story = Story().on("2026-12-02")
    story.do(CloseDay, SYSTEM, day=date(2026, 12, 2), why="outage")
    assert story.letter("C02")["plead_by"] == "2026-12-03"
    assert local(story.case.alarms[-1]) == ("silence", "2026-12-04 00:15")


def test_suspended_delays_stop_the_clock_until_they_are_resumed() -> None:
    story = Story().on("2026-11-12")
    story.do(SuspendDelays, CLERK, reasons="Arrêté")
    assert story.case.alarms == []
    story.on("2027-02-12").do(ResumeDelays, CLERK)
    assert local(story.case.alarms[-1]) == ("silence", "2027-03-05 00:15")


def test_whoever_claims_the_case_holds_it_and_nobody_claims_it_twice() -> None:
    story = Story()
    story.do(Claim, CITIZEN)
    assert story.case.owner == CITIZEN.id
    assert story.events[-1].owner == CITIZEN.id
    with pytest.raises(Exception, match="already-claimed"):
        story.do(Claim, ANOTHER_CITIZEN)


def test_money_captured_after_it_was_owed_no_more_goes_back() -> None:
    story = Story().on("2026-11-10")
    payment = story.offer()
    story.do(WithdrawCharges, PROSECUTOR, reason_code="error")
    story.do(CapturePayment, SYSTEM, payment_id=payment, cents=WHOLE, captured_at=story.now)
    assert story.case.unapplied == {payment: WHOLE}
    story.do(RecordRefund, SYSTEM, payment_id=payment, cents=WHOLE)
    assert story.until("close").type == "FileClosed"
