"""What must be true of an act before a permit case takes it; each guard refuses in the law's words."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from domain.acts import (
    Act,
    AnswerInformation,
    AskInformation,
    CapturePayment,
    ConcludeReview,
    RecordRefund,
    Refuse,
)
from domain.errors import IllegalTransition, Invalid, InvalidAmount

if TYPE_CHECKING:
    from domain.permit import Permit


def guard(permit: "Permit", act: Act) -> None:
    """Refuse an act whose content the case cannot take. Raises Invalid or InvalidAmount."""
    GUARDS.get(type(act), _nothing)(permit, act)


def _nothing(permit: "Permit", act: Any) -> None:
    return None


def _the_amount_due(permit: "Permit", act: CapturePayment) -> None:
    due = permit.payment or permit.to_void
    if act.payment_id in permit.captured:
        raise IllegalTransition(state=permit.state, act=act.action)
    if due is None or due.payment_id != act.payment_id or due.cents != act.cents:
        raise InvalidAmount({"cents": "not-the-amount-due"})


def _what_came_too_late(permit: "Permit", act: RecordRefund) -> None:
    if permit.unapplied.get(act.payment_id) != act.cents:
        raise InvalidAmount({"cents": "not-the-amount-captured"})


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


def _every_opinion_in(permit: "Permit", act: ConcludeReview) -> None:
    given = {opinion.discipline for opinion in act.opinions}
    wanted = set(permit.rules.opinions)
    faults = {f"opinions.{name}": "required" for name in wanted - given}
    faults |= {f"opinions.{name}": "not-asked" for name in given - wanted}
    faults |= {
        f"opinions.{opinion.discipline}": "unfavourable"
        for opinion in act.opinions
        if opinion.outcome == "unfavourable"
    }
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
    CapturePayment: cast(Guard, _the_amount_due),
    RecordRefund: cast(Guard, _what_came_too_late),
    AskInformation: cast(Guard, _something_asked),
    AnswerInformation: cast(Guard, _every_item_answered),
    ConcludeReview: cast(Guard, _every_opinion_in),
    Refuse: cast(Guard, _reasons_provision_remedies),
}
