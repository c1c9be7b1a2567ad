"""What must be true of an act before a permit case takes it; each guard refuses in the law's words."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from domain import (
    case_papers,
    claiming,
    entry_acts,
    permit_changes,
    permit_council,
    permit_holding,
    permit_money,
    permit_review,
)
from domain.acts import Act, AnswerInformation, Approve, AskInformation, DeclareComplete, FilePermit, Refuse
from domain.errors import Forbidden, IllegalTransition, Invalid
from domain.people import Role
from domain.review_acts import Second

if TYPE_CHECKING:
    from domain.permit import Permit


def guard(permit: "Permit", act: Act) -> None:
    """Refuse an act whose content the case cannot take. Raises Invalid and its kinds, and other CaseErrors."""
    GUARDS.get(type(act), _nothing)(permit, act)


def _nothing(permit: "Permit", act: Any) -> None:
    return None


def _for_oneself_or_by_a_channel(permit: "Permit", act: FilePermit) -> None:
    """A person files for themselves; a clerk files for somebody, and says how they asked."""
    if (act.by.role is Role.CITIZEN) == bool(act.channel):
        raise Forbidden(act=act.action)


def _nothing_to_replace(permit: "Permit", act: DeclareComplete) -> None:
    if permit.to_replace:
        raise Invalid({"documents": "to-replace"})


def _nothing_open(permit: "Permit", act: Approve) -> None:
    _no_amendment(permit)
    if permit.to_replace:
        raise Invalid({"documents": "to-replace"})
    if permit.proposal is not None:
        raise IllegalTransition(state=permit.state, act=act.action)


def _no_amendment(permit: "Permit") -> None:
    if permit.amendment is not None or permit.dates.amended is not None:
        raise Invalid({"amendment": "amendment-open"})


def _another_person(permit: "Permit", act: Second) -> None:
    if permit.proposal is None:
        raise IllegalTransition(state=permit.state, act=act.action)
    if permit.proposal.by.id == act.by.id:
        raise Forbidden(act=act.action)
    _no_amendment(permit)


def _something_asked(permit: "Permit", act: AskInformation) -> None:
    names = [item.name for item in act.items]
    if not names:
        raise Invalid({"items": "required"})
    if len(set(names)) != len(names):
        raise Invalid({"items": "duplicate"})


def _every_item_answered(permit: "Permit", act: AnswerInformation) -> None:
    asked = {item.name for item in permit.asked}
    faults = {f"answers.{name}": "required" for name in asked if not act.answers.get(name, "").strip()}
    faults |= {f"answers.{name}": "not-asked" for name in act.answers if name not in asked}
    if faults:
        raise Invalid(faults)


def _reasons_provision_remedies(permit: "Permit", act: Refuse) -> None:
    faults = {name: "required" for name in ("reasons", "provision") if not getattr(act, name).strip()}
    if not [remedy for remedy in act.remedies if remedy.strip()]:
        faults["remedies"] = "required"
    if faults:
        raise Invalid(faults)


Guard = Callable[["Permit", Any], None]
GUARDS: dict[type[Act], Guard] = {
    FilePermit: cast(Guard, _for_oneself_or_by_a_channel),
    DeclareComplete: cast(Guard, _nothing_to_replace),
    AskInformation: cast(Guard, _something_asked),
    AnswerInformation: cast(Guard, _every_item_answered),
    Approve: cast(Guard, _nothing_open),
    Second: cast(Guard, _another_person),
    Refuse: cast(Guard, _reasons_provision_remedies),
    **permit_review.GUARDS,
    **permit_council.GUARDS,
    **permit_changes.GUARDS,
    **permit_holding.GUARDS,
    **permit_money.GUARDS,
    **case_papers.GUARDS,
    **entry_acts.GUARDS,
    **claiming.GUARDS,
}
