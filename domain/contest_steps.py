"""What each act does to a contest: the event it becomes, the state it leads to, what is sent and posted."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from domain import (
    case_papers,
    claiming,
    contest_collection,
    contest_hearings,
    contest_judging,
    contest_lapses,
    contest_minutes,
    contest_moving,
    contest_pleas,
    contest_remedies,
    contest_review,
    entry_acts,
)
from domain.acts import Act
from domain.change import Change

if TYPE_CHECKING:
    from domain.contest import Contest


def step(contest: "Contest", act: Act) -> Change:
    """Apply a guarded act to the case's memory and say what follows. The caller sets the state."""
    return STEPS[type(act)](contest, act)


STEPS: dict[type[Act], Callable[["Contest", Any], Change]] = {
    **contest_pleas.STEPS,
    **contest_review.STEPS,
    **contest_hearings.STEPS,
    **contest_moving.STEPS,
    **contest_minutes.STEPS,
    **contest_judging.STEPS,
    **contest_remedies.STEPS,
    **contest_collection.STEPS,
    **contest_lapses.STEPS,
    **case_papers.STEPS,
    **entry_acts.STEPS,
    **claiming.STEPS,
}
