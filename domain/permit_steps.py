"""What each act does to a permit case: the event it becomes, the state it leads to, what is sent and posted."""

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from domain import (
    case_papers,
    claiming,
    clock,
    entry_acts,
    permit_changes,
    permit_council,
    permit_dates,
    permit_holding,
    permit_lapses,
    permit_money,
    permit_review,
)
from domain import permit_letters as letters
from domain import permit_states as states
from domain.acts import (
    Act,
    AnswerInformation,
    Approve,
    AskInformation,
    DeclareComplete,
    FilePermit,
    Refuse,
    Withdraw,
)
from domain.change import Change
from domain.permit_money import assessed, due, write_off
from domain.permit_offers import never
from domain.review_acts import Second

if TYPE_CHECKING:
    from domain.permit import Permit


def step(permit: "Permit", act: Act) -> Change:
    """Apply a guarded act to the case's memory and say what follows. The caller sets the state."""
    return STEPS[type(act)](permit, act)


def _file(permit: "Permit", act: FilePermit) -> Change:
    day = clock.local_date(act.received_at)
    permit.dates.filed = day
    fees = permit.rules.owed("at_submission")
    to = states.AWAITING_PAYMENT if fees else states.ADMISSIBILITY
    facts: dict[str, Any] = {
        "answers": act.answers,
        "documents": list(act.documents),
        "language": act.language,
        "language_basis": act.language_basis,
        **({"channel": act.channel} if act.channel else {}),
        "opinions": list(permit.rules.opinions),
        "fees": letters.fees_said(permit.rules.fees),
        "version": permit.rules.version,
        "outside": list(permit.rules.outside),
        "never": list(never(permit.rules)),
    }
    if not fees:
        permit.dates.admitted = day
        promise = permit_dates.promised(permit.rules, to, permit.dates)
        acknowledged = letters.letter(
            permit,
            "acknowledged",
            received_at=act.received_at.isoformat(),
            amount_cents=0,
            fees=[],
            pay_by=None,
            pay_by_explanation="",
            promised_on=letters.iso(promise),
        )
        return Change("ApplicationFiled", to, facts, (acknowledged,))
    permit.payment = due(permit, "at_submission", fees)
    pay_by = permit_dates.pay_by(permit.rules, permit.dates)
    acknowledged = letters.letter(
        permit,
        "acknowledged",
        received_at=act.received_at.isoformat(),
        amount_cents=permit.payment.cents,
        fees=letters.fees_said(fees),
        pay_by=letters.iso(pay_by),
        pay_by_explanation=pay_by.explain(permit.language),
        promised_on=None,
    )
    return Change("ApplicationFiled", to, facts, (acknowledged,), (assessed(permit.payment),))


def _complete(permit: "Permit", act: DeclareComplete) -> Change:
    permit.dates.completed, permit.dates.moved = clock.local_date(act.received_at), None  # another stage, its own date
    promise = permit_dates.promised(permit.rules, states.UNDER_REVIEW, permit.dates)
    letter = letters.letter(
        permit, "complete", promised_on=letters.iso(promise), explanation=letters.words(permit, promise)
    )
    return Change("FileDeclaredComplete", states.UNDER_REVIEW, {}, (letter,))


def _ask(permit: "Permit", act: AskInformation) -> Change:
    day = clock.local_date(act.received_at)
    permit.asked, permit.resume_to, permit.dates.asked = act.items, permit.state, day
    permit.dates.stops = (*permit.dates.stops, clock.Suspension(day, None))
    answer_by = permit_dates.answer_by(permit.rules, day)
    items = [asdict(item) for item in act.items]
    letter = letters.letter(
        permit,
        "information_requested",
        items=items,
        answer_by=letters.iso(answer_by),
        explanation=letters.words(permit, answer_by),
        closes_on=letters.iso(permit_dates.closes_on(permit.rules, day)),
        warning_days=letters.warning_days(permit, day),
    )
    return Change(
        "InformationRequested", states.INFO_REQUESTED, {"items": items, "answer_by": letters.iso(answer_by)}, (letter,)
    )


def _answer(permit: "Permit", act: AnswerInformation) -> Change:
    day, back_to = clock.local_date(act.received_at), permit.resume_to
    *earlier, stop = permit.dates.stops
    permit.dates.stops = (*earlier, replace(stop, resumed_on=max(day, stop.stopped_on)))
    items = [asdict(item) for item in permit.asked]
    permit.asked, permit.resume_to, permit.dates.asked = (), "", None
    target = permit_dates.promised(permit.rules, back_to, permit.dates)
    promise = permit_dates.promised_on(permit.rules, back_to, permit.dates)
    letter = letters.letter(
        permit,
        "information_received",
        answered_at=act.received_at.isoformat(),
        items=items,
        promised_on=promise.isoformat() if promise else None,
        explanation=letters.words(permit, target if target and target.on == promise else None),
    )
    return Change("InformationReceived", back_to, {"answers": act.answers}, (letter,))


def _approve(permit: "Permit", act: Approve) -> Change:
    limit = permit.rules.second_person_above_cents
    if limit is None or permit.rules.cents <= limit:
        return _granted(permit, act, str(act.by.role), clock.local_date(act.received_at))
    permit.proposal = act
    facts = {"conditions": list(act.conditions), "role": act.by.role}
    return Change("ApprovalProposed", permit.state, facts, anew=True)


def _second(permit: "Permit", act: Second) -> Change:
    proposal, permit.proposal = permit.proposal, None
    assert proposal is not None
    granted = _granted(permit, proposal, str(act.by.role), clock.local_date(act.received_at))
    return replace(granted, event="ApprovalSeconded", facts=granted.facts | {"proposed_by": proposal.by.id})


def _granted(permit: "Permit", act: Approve, decided_by: str, day: date) -> Change:
    conditions = (*permit.conditions, *(one for one in act.conditions if one not in permit.conditions))
    permit.dates.approved, permit.conditions, permit.decided_by = day, conditions, decided_by
    facts: dict[str, Any] = {"conditions": list(conditions), "role": decided_by}
    fees = permit.rules.owed("at_issue")
    if not fees:
        return Change("PermitApproved", states.ISSUED, facts, permit_money.issue(permit, day))
    permit.payment = due(permit, "at_issue", fees)
    pay_by = permit_dates.pay_issue_by(permit.rules, day)
    letter = letters.letter(
        permit,
        "ready_to_pay",
        amount_cents=permit.payment.cents,
        fees=letters.fees_said(fees),
        pay_by=letters.iso(pay_by),
        explanation=letters.words(permit, pay_by),
        conditions=list(conditions),
    )
    return Change("PermitApproved", states.APPROVED_TO_PAY, facts, (letter,), (assessed(permit.payment),))


def _refuse(permit: "Permit", act: Refuse) -> Change:
    facts = {"reasons": act.reasons, "provision": act.provision, "remedies": list(act.remedies)}
    day = clock.local_date(act.received_at)
    letter = letters.letter(permit, "refused", **facts, decided_on=day.isoformat(), decided_by=str(act.by.role))
    permit.proposal = None
    return Change("PermitRefused", states.REFUSED, facts, (letter,), write_off(permit))


def _withdraw(permit: "Permit", act: Withdraw) -> Change:
    day = clock.local_date(act.received_at).isoformat()
    permit.proposal = None
    if "withdrawn" in permit.rules.letters:
        told = letters.letter(permit, "withdrawn", withdrawn_on=day, reason=act.reason, paid_cents=permit.paid_cents)
    else:
        told = letters.mail(permit, "withdrawn", withdrawn_at=act.received_at.isoformat())
    return Change("ApplicationWithdrawn", states.WITHDRAWN, {"reason": act.reason}, (told,), write_off(permit))


Step = Callable[["Permit", Any], Change]
STEPS: dict[type[Act], Step] = {
    FilePermit: _file,
    DeclareComplete: _complete,
    AskInformation: _ask,
    AnswerInformation: _answer,
    Approve: _approve,
    Second: _second,
    Refuse: _refuse,
    Withdraw: _withdraw,
    **permit_review.STEPS,
    **permit_council.STEPS,
    **permit_changes.STEPS,
    **permit_holding.STEPS,
    **permit_money.STEPS,
    **case_papers.STEPS,
    **entry_acts.STEPS,
    **claiming.STEPS,
    **permit_lapses.STEPS,
}
