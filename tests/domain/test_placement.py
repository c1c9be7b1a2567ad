"""First come, first served: each condition, what is said when none fits, and the same answer every time."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.placement import FirstCome, OpenSlot, Placement, Span, Waiting, Why

NINE = datetime(2027, 5, 3, 13, tzinfo=UTC)  # a Monday, nine o'clock in Montréal
HALF_HOUR = timedelta(minutes=30)


def span(rank: int = 0, minutes: int = 30) -> Span:
    start = NINE + HALF_HOUR * rank
    return Span(start, start + timedelta(minutes=minutes))


def slot(name: str, rank: int = 0, **changes: object) -> OpenSlot:
    made = OpenSlot(name, "sitting", f"judge-{name}", f"room-{name}", "in_person", "fr", span(rank))
    return replace(made, **changes)  # pyright: ignore[reportArgumentType]


def case(name: str, **changes: object) -> Waiting:
    made = Waiting(name, f"party-{name}", "fr", "in_person", date(2027, 5, 1))
    return replace(made, **changes)  # pyright: ignore[reportArgumentType]


def placed(cases: list[Waiting], slots: list[OpenSlot]) -> list[tuple[str, Why]]:
    placement: Placement = FirstCome()
    answers = placement.place(cases, slots)
    assert [one.case_id for one in answers] == [one.case_id for one in cases]
    return [(one.slot.id if one.slot else "", one.why) for one in answers]


def test_each_case_in_turn_gets_the_earliest_slot() -> None:
    assert placed([case("x"), case("y"), case("z")], [slot("b", 1), slot("a", 0)]) == [
        ("a", ""), ("b", ""), ("", "taken")]  # fmt: skip


def test_without_a_slot_it_is_said() -> None:
    assert placed([case("x")], []) == [("", "no-slot")]


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        ({"language": "en"}, "language"),
        ({"mode": "video"}, "mode"),
        ({"avoid": ("judge-a",)}, "judge"),
        ({"earliest": date(2027, 5, 4)}, "notice"),
        ({"interpreter": "i", "interpreter_busy": (span(0),)}, "interpreter"),
        ({"party_busy": (span(0, 5),)}, "party"),
    ],
)
def test_each_condition_is_kept_and_named(wish: dict[str, object], why: Why) -> None:
    assert placed([case("x", **wish)], [slot("a")]) == [("", why)]


def test_what_is_named_is_what_failed_last() -> None:
    """The case could have been heard but for the judge: that the other slot is in English says nothing."""
    slots = [slot("a", language="en"), slot("b", 1)]
    assert placed([case("x", avoid=("judge-b",))], slots) == [("", "judge")]


def test_a_bilingual_sitting_hears_both_languages() -> None:
    slots = [slot("a", language="both"), slot("b", 1, language="both")]
    assert placed([case("x"), case("y", language="en")], slots) == [("a", ""), ("b", "")]


def test_the_first_day_that_the_notice_leaves_is_good() -> None:
    assert placed([case("x", earliest=date(2027, 5, 3))], [slot("a")]) == [("a", "")]


def test_a_late_evening_is_judged_by_the_local_day() -> None:
    late = Span(datetime(2027, 5, 4, 1, tzinfo=UTC), datetime(2027, 5, 4, 2, tzinfo=UTC))  # 3 May, 21 h
    assert placed([case("x", earliest=date(2027, 5, 4))], [slot("a", span=late)]) == [("", "notice")]


def test_the_same_party_is_not_twice_at_once() -> None:
    both = [case("x", party="p"), case("y", party="p")]
    assert placed(both, [slot("a"), slot("b")]) == [("a", ""), ("", "party")]
    assert placed(both, [slot("a"), slot("b"), slot("c", 1)]) == [("a", ""), ("c", "")]


def test_the_same_interpreter_is_not_twice_at_once() -> None:
    both = [case("x", interpreter="i"), case("y", interpreter="i")]
    assert placed(both, [slot("a"), slot("b", span=span(0, 45))]) == [("a", ""), ("", "interpreter")]


@pytest.mark.parametrize("shared", ["judge", "room"])
def test_a_judge_or_a_room_of_two_sittings_is_not_twice_at_once(shared: str) -> None:
    one: dict[str, Any] = {shared: "one"}
    slots = [slot("a", **one), slot("b", **one)]
    assert placed([case("x"), case("y")], slots) == [("a", ""), ("", "taken")]


def test_hearings_may_follow_each_other_at_once() -> None:
    busy = {"party_busy": (span(-1),), "interpreter": "i", "interpreter_busy": (span(1),)}
    assert placed([case("x", **busy)], [slot("a")]) == [("a", "")]


def test_the_order_of_the_slots_does_not_matter() -> None:
    lot = random.Random(5)
    slots = [slot(f"{rank:02d}", rank % 4, judge=f"j{rank % 3}", language=lot.choice(["fr", "en", "both"]))
             for rank in range(24)]  # fmt: skip
    cases = [case(f"c{rank}", party=f"p{rank % 6}", language=lot.choice(["fr", "en"])) for rank in range(20)]
    first = placed(cases, slots)
    for _ in range(5):
        lot.shuffle(slots)
        assert placed(cases, slots) == first
    given = [name for name, _ in first if name]
    assert len(given) == len(set(given)) > 5
