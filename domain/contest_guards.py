"""What must be true of an act before a contest takes it; each part of the procedure has its own guards."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from domain import (
    case_papers,
    claiming,
    contest_collection,
    contest_hearings,
    contest_judging,
    contest_minutes,
    contest_moving,
    contest_pleas,
    contest_remedies,
    contest_review,
    entry_acts,
)
from domain.acts import Act

if TYPE_CHECKING:
    from domain.contest import Contest


def guard(contest: "Contest", act: Act) -> None:
    """Refuse an act whose content the case cannot take. Raises Invalid and its kinds, and other CaseErrors."""
    check = GUARDS.get(type(act))
    if check is not None:
        check(contest, act)


GUARDS: dict[type[Act], Callable[["Contest", Any], None]] = {
    **contest_pleas.GUARDS,
    **contest_review.GUARDS,
    **contest_hearings.GUARDS,
    **contest_moving.GUARDS,
    **contest_minutes.GUARDS,
    **contest_judging.GUARDS,
    **contest_remedies.GUARDS,
    **contest_collection.GUARDS,
    **case_papers.GUARDS,
    **entry_acts.GUARDS,
    **claiming.GUARDS,
}
