"""Changes to a file under study: amendment, moved promise, documents judged and replaced (DOMAIN §7.5)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from domain import clock, permit_dates
from domain import permit_letters as letters
from domain.acts import Act
from domain.change import Change
from domain.change_acts import AcceptAmendment, Amend, JudgeDocument, MovePromise, RefuseAmendment, ReplaceDocument
from domain.errors import Invalid
from domain.permit_money import assessed, due

if TYPE_CHECKING:
    from domain.permit import Permit


def _amend(permit: "Permit", act: Amend) -> Change:
    permit.amendment = act.answers
    permit.amendments += 1
    return Change("AmendmentAsked", permit.state, {"answers": act.answers, "note": act.note})


def _accept(permit: "Permit", act: AcceptAmendment) -> Change:
    answers, permit.amendment = permit.amendment, None
    facts = {"answers": answers}
    fees = permit.rules.owed("at_amendment")
    if not fees:
        return Change(
            "AmendmentAccepted", permit.state, facts, (letters.mail(permit, "amendment_accepted", amount_cents=0),)
        )
    permit.payment = due(permit, "at_amendment", fees, str(permit.amendments))
    permit.dates.amended = clock.local_date(act.received_at)
    cents = permit.payment.cents
    mail = letters.mail(permit, "amendment_accepted", amount_cents=cents)
    return Change(
        "AmendmentAccepted", permit.state, facts | {"cents": cents}, (mail,), (assessed(permit.payment),), anew=True
    )


def _decline(permit: "Permit", act: RefuseAmendment) -> Change:
    permit.amendment = None
    mail = letters.mail(permit, "amendment_refused", reasons=act.reasons)
    return Change("AmendmentRefused", permit.state, {"reasons": act.reasons}, (mail,))


def _move(permit: "Permit", act: MovePromise) -> Change:
    before = permit_dates.promised_on(permit.rules, permit.state, permit.dates)
    permit.dates.moved = (clock.local_date(act.received_at), act.promised_on)
    previous = before.isoformat() if before else None
    facts = {"previous_on": previous, "promised_on": act.promised_on.isoformat(), "reason": act.reason}
    return Change(
        "PromiseMoved",
        permit.state,
        facts,
        (letters.letter(permit, "promise_moved", **facts, explanation=""),),
        anew=True,
    )


def _judge(permit: "Permit", act: JudgeDocument) -> Change:
    facts = {"document": act.document, "reason": act.reason}
    if act.outcome == "accepted":
        permit.to_replace.discard(act.document)
        return Change("DocumentAccepted", permit.state, facts)
    permit.to_replace.add(act.document)
    mail = letters.mail(permit, "document_to_replace", reason=act.reason)
    return Change("DocumentToReplace", permit.state, facts, (mail,))


def _replace(permit: "Permit", act: ReplaceDocument) -> Change:
    permit.to_replace.discard(act.document)
    return Change("DocumentReplaced", permit.state, {"document": act.document, "replacement": act.replacement})


def _one_at_a_time(permit: "Permit", act: Amend) -> None:
    if not act.answers:
        raise Invalid({"answers": "required"})
    if permit.amendment is not None or permit.dates.amended is not None:
        raise Invalid({"answers": "amendment-open"})


def _something_to_decide(permit: "Permit", act: AcceptAmendment | RefuseAmendment) -> None:
    if permit.amendment is None:
        raise Invalid({"amendment": "none-open"})
    if isinstance(act, AcceptAmendment) and permit.payment is not None and permit.rules.owed("at_amendment"):
        raise Invalid({"amendment": "payment-open"})
    if isinstance(act, RefuseAmendment) and not act.reasons.strip():
        raise Invalid({"reasons": "required"})


def _a_later_date(permit: "Permit", act: MovePromise) -> None:
    faults = {} if act.reason.strip() else {"reason": "required"}
    promise = permit_dates.promised_on(permit.rules, permit.state, permit.dates)
    if promise is None:
        faults["promised_on"] = "nothing-promised"
    elif act.promised_on <= clock.local_date(act.received_at):
        faults["promised_on"] = "in-the-past"
    if faults:
        raise Invalid(faults)


def _why_to_replace(permit: "Permit", act: JudgeDocument) -> None:
    if act.outcome == "to_replace" and not act.reason.strip():
        raise Invalid({"reason": "required"})


def _what_was_asked(permit: "Permit", act: ReplaceDocument) -> None:
    if act.document not in permit.to_replace:
        raise Invalid({"document": "not-to-replace"})


STEPS: dict[type[Act], Callable[["Permit", Any], Change]] = {
    Amend: _amend,
    AcceptAmendment: _accept,
    RefuseAmendment: _decline,
    MovePromise: _move,
    JudgeDocument: _judge,
    ReplaceDocument: _replace,
}
GUARDS: dict[type[Act], Callable[["Permit", Any], None]] = {
    Amend: _one_at_a_time,
    AcceptAmendment: _something_to_decide,
    RefuseAmendment: _something_to_decide,
    MovePromise: _a_later_date,
    JudgeDocument: _why_to_replace,
    ReplaceDocument: _what_was_asked,
}
