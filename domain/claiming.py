"""An account takes hold of a case that came on paper or through a clerk; nobody takes it from another (DOMAIN §7.5)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from domain.acts import Act, Claim
from domain.case_ids import holder_of
from domain.change import Change
from domain.errors import AlreadyClaimed

if TYPE_CHECKING:
    from domain.case import Case


def _claim(case: "Case[Any]", act: Claim) -> Change:
    before, case.owner = case.owner, act.by.id
    return Change("CaseClaimed", case.state, {"by": act.by.id, "before": before}, owner=act.by.id)


def _unclaimed(case: "Case[Any]", act: Claim) -> None:
    if case.owner not in (act.by.id, holder_of(case.case_id)):
        raise AlreadyClaimed


STEPS: dict[type[Act], Callable[["Case[Any]", Any], Change]] = {Claim: _claim}
GUARDS: dict[type[Act], Callable[["Case[Any]", Any], None]] = {Claim: _unclaimed}
