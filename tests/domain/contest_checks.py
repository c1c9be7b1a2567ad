"""What is true of a contest and its model after every step of a walk."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any, Final

from tests.domain.contest_model import STATES, balance, owed, waits
from tests.domain.contest_walker import REMINDERS, Walk

AFTER_CLOSING: Final = {"capture", "capture_late", "give_late_back", "close_day", "change_address"}
WITH_A_DATE: Final = {"SCHEDULED", "POSTPONE_REQ", "IN_SESSION", "ADJOURNED"}


def state_and_number_are_the_model_s(walk: Walk) -> None:
    case, last = walk.story.case, walk.story.events[-1]
    assert (case.state, case.seq) == (walk.model["state"], walk.model["seq"])
    assert case.state in STATES
    assert (last.after, last.seq, last.ended) == (case.state, case.seq, case.state == "CLOSED")
    assert [event.seq for event in walk.story.events] == list(range(1, case.seq + 1))


def every_event_is_chained_to_the_one_before(walk: Walk) -> None:
    events = walk.story.events
    assert all(later.before == earlier.after for earlier, later in pairwise(events))
    assert len({event.prev_head for event in events} | {walk.story.case.head}) == len(events) + 1


def the_ledger_is_the_model_s_and_every_posting_moves_something(walk: Walk) -> None:
    case, model = walk.story.case, walk.model
    postings = [posting for event in walk.story.events for posting in event.postings]
    assert all(posting.cents > 0 and posting.debit != posting.credit for posting in postings)
    assert _balance(postings, "receivable") == model["receivable"]
    assert model["receivable"] == owed(model) - sum(one["cents"] - one["back"] for one in model["paid"].values()) \
        - sum(order["cents"] for order in model["orders"])  # fmt: skip
    assert case.account.lines == model["lines"]
    assert case.balance == balance(model)
    assert _balance(postings, "unapplied") == -sum(model["late"].values())


def nothing_is_owed_below_zero_but_what_is_going_back_or_lies_in_the_till(walk: Walk) -> None:
    excess = -walk.story.case.balance
    at_the_till = sum(one["cents"] - one["back"] for one in walk.model["paid"].values() if one["account"] == "till")
    assert excess <= at_the_till + walk.model["refused"]


def payments_and_refunds_are_the_model_s(walk: Walk) -> None:
    case, model = walk.story.case, walk.model
    due = {"id": case.payment.payment_id, "cents": case.payment.cents} if case.payment else None
    assert due == model["open"]
    assert {one.payment_id: one.cents for one in case.closing} == model["closing"]
    assert {name: (one.cents, one.account, one.given_back) for name, one in case.paid.items()} == {
        name: (one["cents"], one["account"], one["back"]) for name, one in model["paid"].items()
    }
    assert [{"id": one.payment_id, "cents": one.cents} for one in case.refunds] == model["orders"]
    assert [one.cents for one in case.agreement] == model["agreement"]


def what_is_owed_is_owed_where_something_can_be(walk: Walk) -> None:
    case = walk.story.case
    if case.state in ("PAYABLE", "AGREEMENT", "ENFORCEMENT"):
        assert case.balance > 0
    if case.state in ("WITHDRAWN", "STAYED", "ACQUITTED", "ANNULLED", "PAID", "GUILTY_PAID"):
        assert case.balance <= 0
        assert case.payment is None
    if case.state == "AGREEMENT":
        assert sum(one.cents for one in case.agreement) == case.balance
    if case.state == "CLOSED":
        assert (case.balance, case.refunds) == (0, [])


def a_closed_file_takes_nothing_but_late_money_a_closed_day_and_an_address(walk: Walk) -> None:
    if walk.model["state"] == "CLOSED":
        assert walk.open_now() <= AFTER_CLOSING
        assert walk.story.case.alarms == []


def counts_are_the_model_s_and_each_conviction_has_its_fine(walk: Walk) -> None:
    case, model = walk.story.case, walk.model
    outcomes = {number: one["outcome"] for number, one in model["counts"].items()}
    assert {number: now.outcome for number, now in case.counts.items()} == outcomes
    fines = {int(name[5:]) for name in case.account.lines if name.startswith("fine-")}
    expected = {number for number, outcome in outcomes.items() if outcome in ("", "convicted")}
    if not model["varied"]:
        assert fines == expected
    assert fines <= expected


def a_hearing_is_set_only_where_one_is_and_never_one_whose_slot_went_back(walk: Walk) -> None:
    case = walk.story.case
    hearing = case.hearing.hearing_id if case.hearing else ""
    assert hearing == walk.model["hearing"]
    assert not hearing or case.state in WITH_A_DATE
    assert hearing or case.state not in WITH_A_DATE - {"ADJOURNED"}
    assert set(case.released) == walk.model["released"]
    assert hearing not in case.released


def the_alarms_are_the_model_s_in_order_and_none_rings_twice(walk: Walk) -> None:
    alarms, model = walk.story.case.alarms, walk.model
    waiting = {one.name for one in alarms if one.name not in REMINDERS}
    assert waiting <= waits(model) if model["suspended"] else waiting == waits(model)
    assert [one.at for one in alarms] == sorted(one.at for one in alarms)
    assert not {(one.name, one.deadline) for one in alarms} & walk.rang
    last = walk.story.events[-1]
    assert last.next_alarm_at == (alarms[0].at if alarms else None)


def _balance(postings: list[Any], account: str) -> int:
    return sum(one.cents * ((one.debit == account) - (one.credit == account)) for one in postings)


CHECKS: Final[tuple[Callable[[Walk], None], ...]] = (
    state_and_number_are_the_model_s,
    every_event_is_chained_to_the_one_before,
    the_ledger_is_the_model_s_and_every_posting_moves_something,
    nothing_is_owed_below_zero_but_what_is_going_back_or_lies_in_the_till,
    payments_and_refunds_are_the_model_s,
    what_is_owed_is_owed_where_something_can_be,
    a_closed_file_takes_nothing_but_late_money_a_closed_day_and_an_address,
    counts_are_the_model_s_and_each_conviction_has_its_fine,
    a_hearing_is_set_only_where_one_is_and_never_one_whose_slot_went_back,
    the_alarms_are_the_model_s_in_order_and_none_rings_twice,
)
