"""Money of a permit case: what is asked, captured, taken at the counter, given back, written off (DESIGN §6)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from domain import clock, permit_dates
from domain import permit_letters as letters
from domain import permit_states as states
from domain.acts import Act, CapturePayment, PaymentDue, RecordRefund
from domain.errors import IllegalTransition, Invalid, InvalidAmount, RefundExceedsCapture
from domain.events import Order, Posting
from domain.money_acts import CancelRefund, OrderRefund, RefundDue, TakePayment
from domain.permit_change import Change
from domain.rules import Fee, When

if TYPE_CHECKING:
    from domain.permit import Permit


@dataclass(frozen=True)
class Paid:
    """Money that came in: cents, the account that holds it, how it came, and what went back or is about to."""

    cents: int
    account: str
    method: str
    given_back: int = 0


def due(permit: "Permit", purpose: When, fees: tuple[Fee, ...], turn: str = "") -> PaymentDue:
    """What the case asks for now; `turn` tells the second renewal from the first."""
    return PaymentDue(f"{permit.case_id}-{purpose}{turn}", permit.case_id, purpose, sum(fee.cents for fee in fees))


def assessed(owed: PaymentDue) -> Posting:
    """The fee is owed."""
    return Posting("receivable", "fees", owed.cents, owed.purpose)


def write_off(permit: "Permit", *purposes: When) -> tuple[Posting, ...]:
    """A fee that nobody owes any more: whatever is open, or only what was asked for one of these purposes."""
    owed = permit.payment
    if owed is None or (purposes and owed.purpose not in purposes):
        return ()
    permit.payment, permit.to_void = None, owed
    return (Posting("written_off", "receivable", owed.cents, owed.purpose),)


def issue(permit: "Permit", day: date) -> tuple[Order, ...]:
    """The permit is issued on a day: its letter."""
    permit.dates.issued = day
    permit.dates.valid_until = permit_dates.first_end(permit.rules, day)
    return (letters.permit_letter(permit),)


@dataclass(frozen=True)
class _Money:
    """One payment that came in, whoever took it."""

    payment_id: str
    cents: int
    at: datetime
    method: str
    account: str

    def facts(self, purpose: str) -> dict[str, Any]:
        at = self.at.isoformat()
        return {"payment_id": self.payment_id, "cents": self.cents, "purpose": purpose, "captured_at": at} | (
            {} if self.method == "online" else {"method": self.method}
        )


def _capture(permit: "Permit", act: CapturePayment) -> Change:
    if permit.payment is None or permit.payment.payment_id != act.payment_id:
        return _nobody_owed_it(permit, act)
    return _settle(permit, _Money(act.payment_id, act.cents, act.captured_at, "online", "cash"), "PaymentReceived")


def _take(permit: "Permit", act: TakePayment) -> Change:
    permit.closing.append(cast(PaymentDue, permit.payment))
    return _settle(permit, _Money(act.payment_id, act.cents, act.received_at, act.method, "till"), "PaymentTaken")


def _settle(permit: "Permit", money: _Money, event: str) -> Change:
    """The open fee is paid: the receipt, and where its purpose leads."""
    paid, permit.payment = cast(PaymentDue, permit.payment), None
    permit.captured.add(paid.payment_id)
    permit.paid[paid.payment_id] = Paid(money.cents, money.account, money.method)
    by = money.method if money.account == "till" else ""
    posting = Posting(money.account, "receivable", money.cents, paid.purpose, by)
    to, more, promise = PURPOSES[paid.purpose](permit, clock.local_date(money.at))
    receipt = letters.receipt(permit, paid, money.cents, money.at, promise, money.method)
    return Change(event, to, money.facts(paid.purpose), (receipt, *more), (posting,), anew=True)


Settled = tuple[str, tuple[Order, ...], clock.Due | None]


def _study_paid(permit: "Permit", day: date) -> Settled:
    permit.dates.admitted = day
    promise = permit_dates.promised(permit.rules, states.ADMISSIBILITY, permit.dates)
    return states.ADMISSIBILITY, (), promise


def _permit_paid(permit: "Permit", day: date) -> Settled:
    return states.ISSUED, issue(permit, day), None


def _renewal_paid(permit: "Permit", day: date) -> Settled:
    """Paying for another term answers no notice of revocation: what is kept then is the permit renewed."""
    letter = renewed(permit, day)
    if permit.state != states.REVOCATION_NOTICE:
        return states.ISSUED, letter, None
    permit.kept_state = states.ISSUED
    return permit.state, letter, None


def _amendment_paid(permit: "Permit", day: date) -> Settled:
    permit.dates.amended = None
    return permit.state, (), None


def _invoice_paid(permit: "Permit", day: date) -> Settled:
    permit.invoice_settled = permit.dates.reminded_of_invoice = True  # nothing is left to remind of
    return permit.state, (), None


PURPOSES: dict[When, Callable[["Permit", date], Settled]] = {
    "at_submission": _study_paid,
    "at_issue": _permit_paid,
    "at_renewal": _renewal_paid,
    "at_amendment": _amendment_paid,
    "invoice_after": _invoice_paid,
}


def renewed(permit: "Permit", day: date) -> tuple[Order, ...]:
    """Another term begins: its letter."""
    cents = sum(fee.cents for fee in permit.rules.owed("at_renewal"))
    until = permit_dates.next_end(permit.rules, permit.dates, day)
    permit.dates.valid_until, permit.dates.issued = until, day
    permit.dates.expired = permit.dates.renewal_asked = None
    permit.dates.invoiced, permit.dates.reminded_of_invoice, permit.invoice_settled = None, False, False
    return (
        letters.letter(permit, "renewed", renewed_on=day.isoformat(), valid_until=until.isoformat(),
                       amount_cents=cents, explanation=letters.words_of_validity(permit, until)),
    )  # fmt: skip


def _nobody_owed_it(permit: "Permit", act: CapturePayment) -> Change:
    """Captured after the case stopped asking, or after it was paid at the counter: it goes back."""
    permit.captured.add(act.payment_id)
    permit.closing = [one for one in permit.closing if one.payment_id != act.payment_id]
    permit.unapplied[act.payment_id] = act.cents
    facts = {"payment_id": act.payment_id, "cents": act.cents, "captured_at": act.captured_at.isoformat()}
    return Change("LatePaymentReceived", permit.state, facts, (), (Posting("cash", "unapplied", act.cents, "late"),))


def _order_refund(permit: "Permit", act: OrderRefund) -> Change:
    paid = permit.paid[act.payment_id]
    permit.paid[act.payment_id] = replace(paid, given_back=paid.given_back + act.cents)
    facts = {"payment_id": act.payment_id, "cents": act.cents, "reason_code": act.reason_code, "note": act.note,
             "refund_id": act.act_id}  # fmt: skip
    if paid.account == "till":  # the cashier gives it back: nothing to wait for
        mail = letters.mail(permit, "refund_made", amount_cents=act.cents)
        posting = Posting("refunded", "till", act.cents, act.reason_code, paid.method)
        return Change("PaymentRefunded", permit.state, facts, (mail,), (posting,))
    permit.refunds.append(RefundDue(act.act_id, act.payment_id, permit.case_id, act.cents, act.received_at))
    return Change("RefundOrdered", permit.state, facts)


def _refund(permit: "Permit", act: RecordRefund) -> Change:
    mail = letters.mail(permit, "refund_made" if act.refund_id else "refunded", amount_cents=act.cents)
    facts: dict[str, Any] = {"payment_id": act.payment_id, "cents": act.cents}
    if act.refund_id:
        permit.refunds = [one for one in permit.refunds if one.refund_id != act.refund_id]
        posting = Posting("refunded", "cash", act.cents, "refund")
        return Change("PaymentRefunded", permit.state, facts | {"refund_id": act.refund_id}, (mail,), (posting,))
    del permit.unapplied[act.payment_id]
    return Change("PaymentRefunded", permit.state, facts, (mail,), (Posting("unapplied", "cash", act.cents, "refund"),))


def _the_amount_due(permit: "Permit", act: CapturePayment) -> None:
    if act.payment_id in permit.captured and not any(one.payment_id == act.payment_id for one in permit.closing):
        raise IllegalTransition(state=permit.state, act=act.action)
    asked = [one for one in (permit.payment, permit.to_void, *permit.closing) if one is not None]
    if not any(one.payment_id == act.payment_id and one.cents == act.cents for one in asked):
        raise InvalidAmount({"cents": "not-the-amount-due"})


def _what_is_open(permit: "Permit", act: TakePayment) -> None:
    if permit.payment is None:
        raise IllegalTransition(state=permit.state, act=act.action)
    if permit.payment.payment_id != act.payment_id or permit.payment.cents != act.cents:
        raise InvalidAmount({"cents": "not-the-amount-due"})


def _no_more_than_captured(permit: "Permit", act: OrderRefund) -> None:
    paid = permit.paid.get(act.payment_id)
    if paid is None:
        raise Invalid({"payment_id": "unknown"})
    if act.cents <= 0:
        raise InvalidAmount({"cents": "invalid-amount"})
    if not act.note.strip():
        raise Invalid({"note": "required"})
    if paid.given_back + act.cents > paid.cents:
        raise RefundExceedsCapture(cents=act.cents, left=paid.cents - paid.given_back)


def _an_order(permit: "Permit", act: CancelRefund) -> None:
    if not any(one.refund_id == act.refund_id for one in permit.refunds):
        raise IllegalTransition(state=permit.state, act=act.action)


def _what_goes_back(permit: "Permit", act: RecordRefund) -> None:
    if act.refund_id:
        said = (act.refund_id, act.payment_id, act.cents)
        known = any((one.refund_id, one.payment_id, one.cents) == said for one in permit.refunds)
    else:
        known = permit.unapplied.get(act.payment_id) == act.cents
    if not known:
        raise InvalidAmount({"cents": "not-the-amount-captured"})


def _cancel_refund(permit: "Permit", act: CancelRefund) -> Change:
    order = next(one for one in permit.refunds if one.refund_id == act.refund_id)
    permit.refunds = [one for one in permit.refunds if one is not order]
    paid = permit.paid[order.payment_id]
    permit.paid[order.payment_id] = replace(paid, given_back=paid.given_back - order.cents)
    facts = {"payment_id": order.payment_id, "cents": order.cents, "refund_id": act.refund_id}
    return Change("RefundCancelled", permit.state, facts)


STEPS: dict[type[Act], Callable[["Permit", Any], Change]] = {
    CapturePayment: _capture,
    TakePayment: _take,
    OrderRefund: _order_refund,
    RecordRefund: _refund,
    CancelRefund: _cancel_refund,
}
GUARDS: dict[type[Act], Callable[["Permit", Any], None]] = {
    CapturePayment: _the_amount_due,
    TakePayment: _what_is_open,
    OrderRefund: _no_more_than_captured,
    RecordRefund: _what_goes_back,
    CancelRefund: _an_order,
}
