"""The bank's word against ours: every line and every settlement is matched once or told apart."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.reconciliation import Line, Settlement, reconcile

DAY = date(2026, 11, 9)
END = date(2026, 11, 30)
A, B = f"{'a' * 32}-at_issue", f"{'b' * 32}-at_submission"


def line(cents: int, reference: str = "", rank: int = 1, day: date = DAY + timedelta(days=2)) -> Line:
    return Line("S1", rank, day, cents, reference)


def test_a_line_that_names_a_payment_is_that_payment_s() -> None:
    result = reconcile([line(15_000, f"STRIPE {B}")], [Settlement(A, 15_000, DAY), Settlement(B, 15_000, DAY)], DAY)
    assert [pair.settlement.payment_id for pair in result.matched] == [B]
    assert [one.payment_id for one in result.under_way] == [A]
    assert result.clean


def test_a_line_that_names_none_is_the_settlement_of_its_amount_and_days() -> None:
    settlements = [Settlement(A, 15_000, DAY - timedelta(days=3)), Settlement(B, 15_000, DAY)]
    result = reconcile([line(15_000), line(15_000, rank=2, day=DAY + timedelta(days=1))], settlements, END)
    assert {(pair.line.line, pair.settlement.payment_id) for pair in result.matched} == {(2, B), (1, A)}


def test_another_amount_for_a_named_payment_differs() -> None:
    result = reconcile([line(14_956, A)], [Settlement(A, 15_000, DAY)], END)
    assert (len(result.differing), result.matched, result.missing, result.clean) == (1, [], [], False)


def test_a_line_of_nothing_that_we_know_is_unknown() -> None:
    late = Settlement(A, 15_000, DAY + timedelta(days=3))
    for stray in (line(15_001), line(-15_000), line(15_000, day=DAY + timedelta(days=20))):
        assert reconcile([stray], [late], END).unknown == [stray]


def test_money_that_the_bank_never_saw_is_missing_after_five_days_and_under_way_until_then() -> None:
    early, recent = Settlement(A, 100, END - timedelta(days=5)), Settlement(B, 200, END - timedelta(days=4))
    result = reconcile([], [early, recent], END)
    assert (result.missing, result.under_way) == ([early], [recent])


def test_a_payment_and_its_refunds_are_three_lines() -> None:
    settled = [Settlement(A, 15_000, DAY), Settlement(A, -4_000, DAY, "one"), Settlement(A, -1_000, DAY, "two")]
    lines = [line(-1_000, A, 1), line(15_000, A, 2), line(-4_000, A, 3)]
    result = reconcile(lines, settled, END)
    assert len(result.matched) == 3 and result.clean


@given(
    settled=st.lists(st.tuples(st.integers(1, 3), st.integers(0, 20)), max_size=12),
    booked=st.lists(st.tuples(st.integers(1, 3), st.integers(0, 25), st.integers(0, 12)), max_size=12),
)
def test_nothing_is_matched_twice_and_nothing_is_lost(
    settled: list[tuple[int, int]], booked: list[tuple[int, int, int]]
) -> None:
    ours = [
        Settlement(f"{rank:032x}-at_issue", cents, DAY + timedelta(days=days))
        for rank, (cents, days) in enumerate(settled)
    ]
    theirs = [
        Line("S", rank, DAY + timedelta(days=days), cents, f"{named:032x}-at_issue" if named else "")
        for rank, (cents, days, named) in enumerate(booked)
    ]
    result = reconcile(theirs, ours, DAY + timedelta(days=30))
    pairs = result.matched + result.differing
    assert sorted([pair.line.line for pair in pairs] + [one.line for one in result.unknown]) == list(range(len(theirs)))
    told = [pair.settlement for pair in pairs] + result.missing + result.under_way
    assert sorted(one.payment_id for one in told) == sorted(one.payment_id for one in ours)
    assert all(pair.line.cents == pair.settlement.cents for pair in result.matched)
