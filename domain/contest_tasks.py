"""What waits for somebody in a contest: what its state asks for, unless something in it asks for more."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from domain import contest_states as states

if TYPE_CHECKING:
    from domain.contest import Contest

Kind = tuple[str, str]  # of the task, and the role that it waits for


def kind_of(contest: "Contest") -> Kind | None:
    """The kind of the open task and whose it is; None where nothing waits."""
    for kind, in_states, holds in IN_SOME_CASES:
        if contest.state in in_states and holds(contest):
            return kind
    return states.TASKS.get(contest.state)


def _late_plea(contest: "Contest") -> bool:
    return contest.late_plea is not None


def _for_a_judge(contest: "Contest") -> bool:
    return contest.needs_a_judge(contest.asked_by or "defence")


def _said(contest: "Contest") -> bool:
    return contest.oral is not None


def _application_waits(contest: "Contest") -> bool:
    return any(not one.outcome for one in contest.applications.values())


def _mode_waits(contest: "Contest") -> bool:
    return contest.mode_asked is not None


def _money_waits(contest: "Contest") -> bool:
    return contest.to_give_back > 0


IN_SOME_CASES: Final[tuple[tuple[Kind, tuple[str, ...], Callable[["Contest"], bool]], ...]] = (
    (("decide_late_plea", "clerk"), (states.PLEA_OVERDUE,), _late_plea),
    (("decide_postponement", "adjudicator"), (states.POSTPONE_REQ,), _for_a_judge),
    (("confirm_judgment", "adjudicator"), (states.IN_SESSION,), _said),
    (("decide_application", "adjudicator"), (states.SCHEDULED,), _application_waits),
    (("decide_mode", "clerk"), (states.AWAITING_DATE, states.SCHEDULED), _mode_waits),
    (states.GIVE_BACK, states.ENDS, _money_waits),
)
