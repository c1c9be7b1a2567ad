"""Lives of hearings at a distance: every move that a plan names is known, and hearings come to every end."""

import pytest

from cli.contest_life import Plan
from cli.contest_lives import DEFAULTS, MOVES
from cli.hearing_plans import HEARING_PLANS
from domain.contest_states import ENDS


@pytest.mark.parametrize("plan", HEARING_PLANS, ids=lambda plan: plan.name)
def test_a_plan_names_moves_and_groups_that_are_known(plan: Plan) -> None:
    assert set(plan.moves) <= set(DEFAULTS)
    assert {move for moves in plan.moves.values() for move in moves} <= {*MOVES, "wait"}


def test_the_plans_reach_every_end_and_most_hearings_are_by_video() -> None:
    assert {plan.end for plan in HEARING_PLANS} == set(ENDS)
    modes = [plan.mode for plan in HEARING_PLANS]
    assert modes.count("video") >= 15 and {"phone", "in_person"} <= set(modes)
    assert len({plan.name for plan in HEARING_PLANS}) == len(HEARING_PLANS)
