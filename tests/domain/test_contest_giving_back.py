"""Money that a person must give back: it is the collector's task, and the file waits for it without growing much."""

from datetime import date
from itertools import pairwise

from domain.clock import local_date
from domain.contest_acts import WithdrawCharges
from domain.events import Task
from domain.money_acts import CancelRefund, OrderRefund, TakePayment
from domain.people import SYSTEM
from tests.contests import CLERK, COLLECTOR, PROSECUTOR, Story


def test_money_paid_at_the_counter_is_the_collector_s_to_give_back_and_the_file_waits_for_it() -> None:
    story = Story().on("2026-11-10")
    payment_id = story.offer(10_000, guilty=False)
    story.do(TakePayment, CLERK, payment_id=payment_id, cents=10_000, method="cash")
    withdrawn = story.do(WithdrawCharges, PROSECUTOR, reason_code="evidence")
    assert withdrawn.task == Task("give_back_money", "collector", date(2026, 11, 17))
    put_off = [story.alarm() for _ in range(5)]
    assert {event.type for event in put_off} == {"ClosingPutOff"}
    days = [local_date(event.at) for event in put_off]
    assert [(later - earlier).days for earlier, later in pairwise(days)] == [7, 14, 28, 28]
    assert {event.task for event in put_off} == {withdrawn.task}  # its day does not move
    told = {"reason_code": "overpayment", "note": "Payé au comptoir"}
    given_back = story.do(OrderRefund, COLLECTOR, payment_id=payment_id, cents=10_000, **told)
    assert (given_back.type, given_back.task_done) == ("PaymentRefunded", True)
    assert story.alarm().type == "FileClosed"


def test_money_that_the_gateway_does_not_take_back_becomes_the_collector_s_task() -> None:
    story = Story().on("2026-11-10")
    story.pay(5_000, guilty=False)
    assert story.do(WithdrawCharges, PROSECUTOR, reason_code="error").task is None
    refused = story.do(CancelRefund, SYSTEM, refund_id=story.case.refunds[0].refund_id)
    assert refused.task == Task("give_back_money", "collector", date(2026, 11, 17))
