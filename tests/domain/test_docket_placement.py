"""The court office's placement: an officer comes once, old cases weigh more, and nobody is in two places."""

from datetime import date, timedelta

import pytest

from domain.clock import local_date
from domain.docket_placement import Docketed
from domain.placement import OpenSlot, Placement, Span, Waiting
from tests.domain.test_placement import NINE, case, slot, span

DAY = timedelta(days=1)


def on(day: int, name: str, rank: int = 0) -> OpenSlot:
    """A slot of another day."""
    start = NINE + DAY * day + timedelta(minutes=30) * rank
    return slot(name, span=Span(start, start + timedelta(minutes=30)))


def placed(cases: list[Waiting], slots: list[OpenSlot]) -> dict[str, str]:
    placement: Placement = Docketed()
    answers = placement.place(cases, slots)
    assert [one.case_id for one in answers] == [one.case_id for one in cases]
    taken = [one.slot.id for one in answers if one.slot]
    assert len(taken) == len(set(taken))
    return {one.case_id: one.slot.id if one.slot else one.why for one in answers}


def test_an_officer_comes_once_for_several_cases() -> None:
    cases = [case("a", people=("officer",)), case("x"), case("b", people=("officer",))]
    slots = [on(0, "mon"), on(1, "tue-1"), on(1, "tue-2", 1)]
    told = placed(cases, slots)
    assert told["x"] == "mon" and {told["a"], told["b"]} == {"tue-1", "tue-2"}


def test_an_old_case_goes_before_a_new_one_and_of_two_alike_the_first_does() -> None:
    first = local_date(NINE)
    cases = [case("new", since=first), case("old", since=first - timedelta(days=500))]
    assert placed(cases, [on(0, "mon"), on(4, "fri")]) == {"new": "fri", "old": "mon"}
    assert placed([case("p"), case("q")], [slot("a", 0), slot("b", 1)]) == {"p": "a", "q": "b"}


@pytest.mark.parametrize(
    "cases",
    [
        [case("a", people=("officer",)), case("b", people=("officer",))],
        [case("a", party="same"), case("b", party="same")],
        [case("a", interpreter="i"), case("b", interpreter="i")],
    ],
)
def test_nobody_is_in_two_rooms_at_the_same_hour(cases: list[Waiting]) -> None:
    slots = [slot("one", judge="j1", room="r1"), slot("other", judge="j2", room="r2")]
    assert sorted(bool(word in ("one", "other")) for word in placed(cases, slots).values()) == [False, True]


def test_a_judge_and_a_room_are_in_one_place_at_a_time() -> None:
    for shared in ({"judge": "j"}, {"room": "r"}):
        told = placed([case("a"), case("b")], [slot("one", **shared), slot("other", **shared)])
        assert sorted(told.values())[1] == "taken"


def test_hearings_that_are_booked_already_are_kept_clear_of() -> None:
    assert placed([case("a", party_busy=(span(0),))], [slot("a", 0)]) == {"a": "party"}
    assert placed([case("a", interpreter="i", interpreter_busy=(span(0),))], [slot("a", 0)]) == {"a": "interpreter"}
    assert placed([case("a", party_busy=(span(0),))], [slot("a", 0), slot("b", 1)]) == {"a": "b"}


def test_what_stands_against_a_case_is_said() -> None:
    assert placed([case("x")], []) == {"x": "no-slot"}
    assert placed([case("x", earliest=date(2030, 1, 1))], [slot("a")]) == {"x": "notice"}
    assert placed([case("x", avoid=("judge-a",))], [slot("a")]) == {"x": "judge"}
