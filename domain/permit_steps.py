"""What each act does to a permit case: the event it becomes, the state it leads to, what is sent and posted."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from domain import clock, permit_alarms
from domain import permit_letters as letters
from domain import permit_states as states
from domain.acts import (
    Act,
    AnswerInformation,
    Approve,
    AskInformation,
    CapturePayment,
    ConcludeReview,
    DeclareComplete,
    FilePermit,
    Lapse,
    PaymentDue,
    RecordRefund,
    Refuse,
    Withdraw,
)
from domain.events import Order, Posting
from domain.rules import Fee, When

if TYPE_CHECKING:
    from domain.permit import Permit


@dataclass(frozen=True)
class Change:
    """An act's effect, before it is numbered and chained."""

    event: str
    to: str
    facts: dict[str, Any]
    orders: tuple[Order, ...] = ()
    postings: tuple[Posting, ...] = ()


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
        "opinions": list(permit.rules.opinions),
        "fees": letters.fees_said(permit.rules.fees),
        "version": permit.rules.version,
    }
    if not fees:
        permit.dates.admitted = day
        promise = permit_alarms.promised(permit.rules, to, permit.dates)
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
    permit.payment = _due(permit, "at_submission", fees)
    pay_by = permit_alarms.pay_by(permit.rules, permit.dates)
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
    return Change("ApplicationFiled", to, facts, (acknowledged,), (_assessed(permit.payment),))


def _capture(permit: "Permit", act: CapturePayment) -> Change:
    if permit.payment is None:
        return _captured_after_the_end(permit, act)
    paid, permit.payment = permit.payment, None
    permit.captured.add(paid.payment_id)
    posting = Posting("cash", "receivable", act.cents, paid.purpose)
    facts: dict[str, Any] = {
        "payment_id": act.payment_id,
        "cents": act.cents,
        "purpose": paid.purpose,
        "captured_at": act.captured_at.isoformat(),
    }
    day = clock.local_date(act.captured_at)
    if paid.purpose == "at_issue":
        permit.dates.issued = day
        return Change(
            "PaymentReceived",
            states.ISSUED,
            facts,
            (letters.receipt(permit, paid, act, None), letters.permit_letter(permit)),
            (posting,),
        )
    permit.dates.admitted = day
    promise = permit_alarms.promised(permit.rules, states.ADMISSIBILITY, permit.dates)
    return Change(
        "PaymentReceived", states.ADMISSIBILITY, facts, (letters.receipt(permit, paid, act, promise),), (posting,)
    )


def _captured_after_the_end(permit: "Permit", act: CapturePayment) -> Change:
    permit.captured.add(act.payment_id)
    permit.unapplied[act.payment_id] = act.cents
    facts = {"payment_id": act.payment_id, "cents": act.cents, "captured_at": act.captured_at.isoformat()}
    return Change("LatePaymentReceived", permit.state, facts, (), (Posting("cash", "unapplied", act.cents, "late"),))


def _refund(permit: "Permit", act: RecordRefund) -> Change:
    del permit.unapplied[act.payment_id]
    facts = {"payment_id": act.payment_id, "cents": act.cents}
    return Change(
        "PaymentRefunded",
        permit.state,
        facts,
        (letters.mail(permit, "refunded", amount_cents=act.cents),),
        (Posting("unapplied", "cash", act.cents, "refund"),),
    )


def _complete(permit: "Permit", act: DeclareComplete) -> Change:
    permit.dates.completed = clock.local_date(act.received_at)
    promise = permit_alarms.promised(permit.rules, states.UNDER_REVIEW, permit.dates)
    letter = letters.letter(
        permit, "complete", promised_on=letters.iso(promise), explanation=letters.words(permit, promise)
    )
    return Change("FileDeclaredComplete", states.UNDER_REVIEW, {}, (letter,))


def _ask(permit: "Permit", act: AskInformation) -> Change:
    day = clock.local_date(act.received_at)
    permit.asked, permit.resume_to, permit.dates.asked = act.items, permit.state, day
    permit.dates.stops = (*permit.dates.stops, clock.Suspension(day, None))
    answer_by = permit_alarms.answer_by(permit.rules, day)
    items = [asdict(item) for item in act.items]
    letter = letters.letter(
        permit,
        "information_requested",
        items=items,
        answer_by=letters.iso(answer_by),
        explanation=letters.words(permit, answer_by),
        closes_on=letters.iso(permit_alarms.closes_on(permit.rules, day)),
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
    promise = permit_alarms.promised(permit.rules, back_to, permit.dates)
    letter = letters.letter(
        permit,
        "information_received",
        answered_at=act.received_at.isoformat(),
        items=items,
        promised_on=letters.iso(promise),
        explanation=letters.words(permit, promise),
    )
    return Change("InformationReceived", back_to, {"answers": act.answers}, (letter,))


def _conclude(permit: "Permit", act: ConcludeReview) -> Change:
    return Change("ReviewConcluded", states.DECISION_READY, {"opinions": [asdict(opinion) for opinion in act.opinions]})


def _approve(permit: "Permit", act: Approve) -> Change:
    day = clock.local_date(act.received_at)
    permit.dates.approved, permit.conditions, permit.decided_by = day, act.conditions, str(act.by.role)
    facts: dict[str, Any] = {"conditions": list(act.conditions), "role": act.by.role}
    fees = permit.rules.owed("at_issue")
    if not fees:
        permit.dates.issued = day
        return Change("PermitApproved", states.ISSUED, facts, (letters.permit_letter(permit),))
    permit.payment = _due(permit, "at_issue", fees)
    pay_by = permit_alarms.pay_issue_by(permit.rules, day)
    letter = letters.letter(
        permit,
        "ready_to_pay",
        amount_cents=permit.payment.cents,
        fees=letters.fees_said(fees),
        pay_by=letters.iso(pay_by),
        explanation=letters.words(permit, pay_by),
        conditions=list(act.conditions),
    )
    return Change("PermitApproved", states.APPROVED_TO_PAY, facts, (letter,), (_assessed(permit.payment),))


def _refuse(permit: "Permit", act: Refuse) -> Change:
    facts = {"reasons": act.reasons, "provision": act.provision, "remedies": list(act.remedies)}
    day = clock.local_date(act.received_at)
    letter = letters.letter(permit, "refused", **facts, decided_on=day.isoformat(), decided_by=str(act.by.role))
    return Change("PermitRefused", states.REFUSED, facts, (letter,))


def _withdraw(permit: "Permit", act: Withdraw) -> Change:
    mail = letters.mail(permit, "withdrawn", withdrawn_at=act.received_at.isoformat())
    return Change("ApplicationWithdrawn", states.WITHDRAWN, {"reason": act.reason}, (mail,), _write_off(permit))


def _lapse(permit: "Permit", act: Lapse) -> Change:
    permit.alarms = [alarm for alarm in permit.alarms if alarm.name != act.alarm]
    facts = {"alarm": act.alarm}
    if act.alarm == "expiry":
        until = permit_alarms.valid_until(permit.rules, cast(date, permit.dates.issued))
        letter = letters.letter(
            permit, "expired", expired_on=letters.iso(until), explanation=letters.words(permit, until)
        )
        return Change("PermitExpired", states.EXPIRED, facts, (letter,))
    if act.alarm in ("fee_unpaid", "issue_fee_unpaid", "silence"):
        deadline = letters.last_day(act)
        letter = letters.letter(
            permit, "closed", reason=act.alarm, closed_on=deadline, asked_on=letters.asked_on(permit), deadline=deadline
        )
        return Change("FileAbandoned", states.ABANDONED, facts, (letter,), _write_off(permit))
    return Change("ReminderSent", permit.state, facts, (letters.reminder(permit, act),))


def _due(permit: "Permit", purpose: When, fees: tuple[Fee, ...]) -> PaymentDue:
    return PaymentDue(f"{permit.case_id}-{purpose}", permit.case_id, purpose, sum(fee.cents for fee in fees))


def _assessed(due: PaymentDue) -> Posting:
    return Posting("receivable", "fees", due.cents, due.purpose)


def _write_off(permit: "Permit") -> tuple[Posting, ...]:
    due, permit.payment = permit.payment, None
    if due is None:
        return ()
    permit.to_void = due
    return (Posting("written_off", "receivable", due.cents, due.purpose),)


Step = Callable[["Permit", Any], Change]
STEPS: dict[type[Act], Step] = {
    FilePermit: _file,
    CapturePayment: _capture,
    RecordRefund: _refund,
    DeclareComplete: _complete,
    AskInformation: _ask,
    AnswerInformation: _answer,
    ConcludeReview: _conclude,
    Approve: _approve,
    Refuse: _refuse,
    Withdraw: _withdraw,
    Lapse: _lapse,
}
