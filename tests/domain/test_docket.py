"""Where a matter may be heard, what a docket costs, and dockets that are placed at once or placed again."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.docket import INTERPRETER_DAY, TRIP, UNPLACED, Placed, Seat, broken, cost_of, fair_shares, urgency
from domain.docket_board import Board
from domain.docket_greedy import greedy, suiting
from domain.docket_polish import polish
from domain.docket_reasons import reasons
from domain.docket_replan import replan
from domain.docket_seats import seat
from tests.dockets import DAYS, court, interpreter, matter, sitting


@pytest.mark.parametrize(
    ("rule", "of_sitting", "of_matter"),
    [
        (None, {}, {}),
        ("language", {"language": "fr"}, {"language": "en"}),
        ("mode", {"mode": "video"}, {}),
        ("kind", {"kinds": ("traffic",)}, {}),
        ("judge", {}, {"avoid": ("judge-a",)}),
        ("notice", {}, {"earliest": DAYS[1]}),
        ("duration", {}, {"minutes": 40}),
        ("absent", {}, {"people": ("officer-away",)}),
        ("absent", {}, {"party": "party-away"}),
        ("interpreter", {}, {"interpreter": "es"}),
        (None, {"mode": "video", "language": "fr", "kinds": ("parking",)}, {"mode": "video", "interpreter": "ar"}),
    ],
)
def test_each_rule_keeps_a_matter_out_of_a_sitting(
    rule: str | None, of_sitting: dict[str, Any], of_matter: dict[str, Any]
) -> None:
    one, there = matter("m", **of_matter), sitting("a", **of_sitting)
    away = {who: frozenset({DAYS[0]}) for who in ("officer-away", "party-away")}
    of = court([there], [one], absences=away, interpreters=(interpreter("i", "ar", 0),))
    assert broken(one, there, of) == rule
    assert suiting(of) == {"m": [there] if rule is None else []}


def test_an_old_matter_s_days_weigh_more() -> None:
    waits = [matter("m", since=DAYS[0] - timedelta(days=days)) for days in (0, 179, 180, 359, 360, 3_000)]
    assert [urgency(one, DAYS[0]) for one in waits] == [1, 1, 2, 2, 3, 3]


def test_a_trip_and_an_interpreted_day_are_paid_once_a_day() -> None:
    matters = [matter(name, people=("officer",), interpreter="es") for name in "abc"]
    of = court([sitting("s"), sitting("t", 1)], matters, interpreters=(interpreter("i", "es", 0, 1),))
    together = {one.id: Placed(Seat("s", slot), "i") for slot, one in enumerate(matters)}
    cost = cost_of(of, together)
    assert (cost.trips, cost.interpreters, cost.waiting) == (TRIP, INTERPRETER_DAY, 0)
    apart = together | {"c": Placed(Seat("t", 0), "i")}
    cost = cost_of(of, apart)
    assert (cost.trips, cost.interpreters, cost.waiting) == (2 * TRIP, 2 * INTERPRETER_DAY, 1)
    assert cost_of(of, {}).total == 3 * UNPLACED


def test_judges_shares_follow_their_slots() -> None:
    of = court([sitting("a", slots=8), sitting("b", slots=4, taken=(0, 1))], [matter(f"m{rank}") for rank in range(5)])
    assert fair_shares(of) == {"judge-a": 4, "judge-b": 1}


def test_nobody_is_put_in_two_rooms_at_once_and_one_is_put_back_where_they_were() -> None:
    of = court([sitting("a", slots=1), sitting("b", slots=1)], [matter("m", people=("o",)), matter("n", people=("o",))])
    board = Board(of)
    first = board.find(of.matters[0], of.sittings[0])
    assert first is not None
    board.place(of.matters[0], first)
    assert board.find(of.matters[1], of.sittings[1]) is None and board.full(of.sittings[0])
    assert board.take_off(of.matters[0]) == first
    assert board.find(of.matters[1], of.sittings[1]) is not None


def test_an_interpreter_is_in_one_room_at_a_time_and_two_of_a_language_in_two() -> None:
    matters = [matter(name, interpreter="es") for name in "mn"]
    for able, both in ((1, False), (2, True)):
        of = court([sitting("a", slots=1), sitting("b", slots=1)], matters,
                   interpreters=tuple(interpreter(f"i{rank}", "es", 0) for rank in range(able)))  # fmt: skip
        placed = greedy(of, suiting(of))
        assert (len(placed) == 2) is both
        assert len({one.interpreter for one in placed.values()}) == len(placed)


def test_an_officer_s_matters_are_placed_on_one_day() -> None:
    others = [matter(f"x{rank}") for rank in range(3)]
    theirs = [matter(f"o{rank}", people=("officer",)) for rank in range(3)]
    of = court([sitting("a", 0), sitting("b", 1)], [*others, *theirs])
    placed = greedy(of, suiting(of))
    assert len(placed) == 6 and len({placed[one.id].seat.sitting for one in theirs}) == 1
    assert cost_of(of, placed).trips == TRIP


def test_a_matter_that_fits_nowhere_is_squeezed_in_where_another_can_go_elsewhere() -> None:
    anywhere, only_a = matter("anywhere"), matter("only-a", kind="traffic")
    a, b = sitting("a", slots=1), sitting("b", slots=1, kinds=("parking",))
    of = court([a, b], [anywhere, only_a])
    suits = {"anywhere": [a, b], "only-a": [a]}
    assert set(seat(of, suits).placed) == {"anywhere", "only-a"}


def test_polishing_moves_what_costs_less_elsewhere_and_places_what_has_no_place() -> None:
    of = court([sitting("a", 0), sitting("b", 2, judge="judge-a")], [matter("late"), matter("left-out")])
    board = Board(of)
    board.place(of.matters[0], Placed(Seat("b", 1)))
    placed = polish(of, board, suiting(of))
    assert {one.seat.sitting for one in placed.values()} == {"a"}


def test_each_placement_says_what_stood_against_earlier_days() -> None:
    full = sitting("full", 0, slots=1)
    matters = [matter("first"), matter("late", earliest=DAYS[1]), matter("nowhere", mode="video"), matter("second")]
    of = court([full, sitting("b", 1)], matters)
    placed = {"first": Placed(Seat("full", 0)), "late": Placed(Seat("b", 0)), "second": Placed(Seat("b", 1))}
    told = reasons(of, placed)
    assert (told["first"].day, dict(told["first"].against)) == (DAYS[0], {})
    assert (told["late"].day, dict(told["late"].against)) == (DAYS[1], {"notice": 1})
    assert dict(told["second"].against) == {"full": 1}
    assert (told["nowhere"].day, dict(told["nowhere"].against)) == (None, {"mode": 2})


def told_to_come(of: Any, **seats: Seat) -> Any:
    return replace(of, matters=tuple(replace(one, published=seats.get(one.id)) for one in of.matters))


def test_whoever_can_stay_stays_and_the_one_who_cannot_moves() -> None:
    of = court([sitting("a", 0), sitting("b", 1)], [matter("stays"), matter("away"), matter("fresh")])
    of = told_to_come(of, stays=Seat("a", 2), away=Seat("a", 0))
    of = replace(of, absences={"party-away": frozenset({DAYS[0]})})
    placed = replan(of, suiting(of), {"stays": "a", "away": "b", "fresh": "a"})
    assert placed["stays"].seat == Seat("a", 2)
    assert placed["away"].seat.sitting == "b" and placed["fresh"].seat.sitting == "a"


def test_a_sitting_that_is_gone_takes_its_matters_elsewhere_and_a_new_one_moves_nobody() -> None:
    of = told_to_come(court([sitting("b", 1, slots=1)], [matter("homeless"), matter("fresh", since=date(2020, 1, 1))]),
                      homeless=Seat("gone", 0))  # fmt: skip
    placed = replan(of, suiting(of), {"homeless": "b"})
    assert set(placed) == {"homeless"}
