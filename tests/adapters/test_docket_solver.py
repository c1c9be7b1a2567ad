"""The optimiser: between its bound and little more than the best there is, the same twice, sound by the check."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.docket.bench import Ways
from adapters.docket.bound import relaxed
from adapters.docket.moves import fewest_moves
from adapters.docket.solver import solve
from checks import docket as judged
from cli.docket_baselines import fewest_then_random
from cli.docket_changes import changed, published
from cli.docket_files import Docket, read_docket, read_instance, write
from cli.docket_verbs import figures
from cli.made_up_docket import Size, made_up
from domain.docket import Instance, Placed, cost_of
from domain.docket_answer import Step
from domain.docket_board import Board
from domain.docket_greedy import first_come, greedy, suiting
from domain.docket_replan import replan
from tests.dockets import court, interpreter, matter, sitting

SMALL = Size(matters=160, judges=6, days=8, seed=3)


def quiet(step: Step) -> None:
    """Nobody reads the progress."""


def sound(of: Instance, placed: dict[str, Placed], folder: Path) -> bool:
    """Whether the check finds nothing wrong."""
    write(folder / "docket.json", Docket(of, placed))
    found = judged.judge(folder / "docket.json")
    assert not found.overlaps and not found.violations, (found.overlaps, found.violations)
    return True


@st.composite
def tiny(draw: st.DrawFn) -> Instance:
    """A court so small that every docket of it can be tried, with one sitting after the other."""
    officers = st.sampled_from([(), ("o1",), ("o2",), ("o1", "o2")])
    matters = [
        matter(f"m{rank}", people=draw(officers), interpreter=draw(st.sampled_from(["", "", "es"])),
               language=draw(st.sampled_from(["fr", "en"])))
        for rank in range(draw(st.integers(1, 4)))
    ]  # fmt: skip
    sittings = [
        sitting(f"s{rank}", draw(st.integers(0, 2)), slots=draw(st.integers(1, 2)), starts=540 + 60 * rank,
                language=draw(st.sampled_from(["fr", "both"])))
        for rank in range(draw(st.integers(1, 3)))
    ]  # fmt: skip
    days = draw(st.lists(st.integers(0, 2), max_size=2))
    return court(sittings, matters, interpreters=(interpreter("i", "es", *days),))


def best(of: Instance) -> int:
    """The least that any docket costs: all of them are tried."""
    suits = suiting(of)
    choices = [[None, *((one, slot) for one in suits[matter.id] for slot in range(one.slots))] for matter in of.matters]
    costs: list[int] = []
    for chosen in itertools.product(*choices):
        board = Board(of)
        for one, where in zip(of.matters, chosen, strict=True):
            free = where is not None and where[1] in board.free_slots(where[0])
            found = board.at(one, where[0], where[1]) if where and free else None
            if found is not None:
                board.place(one, found)
        costs.append(cost_of(of, board.placed).total)
    return min(costs)


@given(tiny())
@settings(max_examples=40, deadline=None)
def test_no_docket_costs_less_than_the_bound_and_the_optimiser_s_costs_little_more_than_the_best(of: Instance) -> None:
    bound, least = relaxed(Ways(of, suiting(of))), best(of)
    found = solve(of, quiet)
    cost = cost_of(of, found.placed).total
    assert bound is not None and found.bound == bound.cost
    assert bound.cost <= least + 1e-6 <= cost + 2e-6
    assert cost <= least + 60  # two trips more than the best there is, at most, in courts as small as these


@pytest.fixture(scope="module")
def small() -> Instance:
    return made_up(SMALL)


def test_the_optimiser_s_docket_is_sound_near_its_bound_and_the_same_twice(small: Instance, tmp_path: Path) -> None:
    found, again = solve(small, quiet), solve(small, quiet)
    assert found.placed == again.placed and found.bound == again.bound
    assert found.bound is not None and sound(small, dict(found.placed), tmp_path)
    assert found.bound <= cost_of(small, found.placed).total <= 1.05 * found.bound


def test_every_way_of_placing_obeys_the_same_rules(small: Instance, tmp_path: Path) -> None:
    suits = suiting(small)
    dockets = [greedy(small, suits), first_come(small, suits), fewest_then_random(small, suits, 1)]
    for placed in dockets:
        assert sound(small, placed, tmp_path) and len(placed) > 0.8 * len(small.matters)
    ours = figures(small, solve(small, quiet).placed)
    for placed in dockets[1:]:
        theirs = figures(small, placed)
        assert ours["officer_trips"] <= 0.85 * theirs["officer_trips"]
        assert ours["median_wait_days"] <= theirs["median_wait_days"]


def test_without_the_bound_in_time_there_is_a_docket_all_the_same(
    small: Instance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.docket.solver.relaxed", lambda ways: None)
    found = solve(small, quiet)
    assert found.bound is None and sound(small, dict(found.placed), tmp_path)
    assert cost_of(small, found.placed).total <= cost_of(small, greedy(small, suiting(small))).total


def test_placing_again_moves_hardly_anybody_who_need_not_move(small: Instance, tmp_path: Path) -> None:
    told = published(small, solve(small, quiet).placed)
    for seed in range(3):
        after = changed(told, 12, seed)
        suits = suiting(after)
        placed = replan(after, suits, fewest_moves(after, suits))
        assert sound(after, placed, tmp_path)
        moves = judged.moves(tmp_path / "docket.json")
        assert moves["bound"] <= moves["moved_published"] <= 1.1 * moves["bound"] + 1


def test_a_docket_s_file_is_read_as_it_was_written(small: Instance, tmp_path: Path) -> None:
    placed = greedy(small, suiting(small))
    write(tmp_path / "docket.json", Docket(small, placed))
    read = read_docket(tmp_path / "docket.json")
    assert (read.instance, read.placed) == (small, placed)
    assert read_instance(tmp_path / "docket.json") == small
