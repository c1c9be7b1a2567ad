"""Money that any case takes in late, gives back, or refuses: the same for every procedure (DESIGN §6)."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from domain.acts import Act, CapturePayment, RecordRefund
from domain.change import Change
from domain.errors import IllegalTransition, Invalid, InvalidAmount, RefundExceedsCapture
from domain.events import Posting
from domain.money_acts import CancelRefund, OrderRefund, RefundDue, TakePayment

if TYPE_CHECKING:
    from domain.case import Case


def nobody_owed_it(case: "Case[Any]", act: CapturePayment) -> Change:
    """Captured after the case stopped asking, or after it was paid at the counter: it goes back."""
    case.captured.add(act.payment_id)
    case.closing = [one for one in case.closing if one.payment_id != act.payment_id]
    case.unapplied[act.payment_id] = act.cents
    facts = {"payment_id": act.payment_id, "cents": act.cents, "captured_at": act.captured_at.isoformat()}
    return Change("LatePaymentReceived", case.state, facts, (), (Posting("cash", "unapplied", act.cents, "late"),))


def _order_refund(case: "Case[Any]", act: OrderRefund) -> Change:
    paid = case.paid[act.payment_id]
    case.paid[act.payment_id] = replace(paid, given_back=paid.given_back + act.cents)
    facts = {"payment_id": act.payment_id, "cents": act.cents, "reason_code": act.reason_code, "note": act.note,
             "refund_id": act.act_id}  # fmt: skip
    if paid.account == "till":  # the cashier gives it back: nothing to wait for
        mail = case.mail("refund_made", amount_cents=act.cents)
        posting = Posting("refunded", "till", act.cents, act.reason_code, paid.method)
        return Change("PaymentRefunded", case.state, facts, (mail,), (posting,))
    case.refunds.append(RefundDue(act.act_id, act.payment_id, case.case_id, act.cents, act.received_at))
    return Change("RefundOrdered", case.state, facts)


def _refund(case: "Case[Any]", act: RecordRefund) -> Change:
    mail = case.mail("refund_made" if act.refund_id else "refunded", amount_cents=act.cents)
    facts: dict[str, Any] = {"payment_id": act.payment_id, "cents": act.cents}
    if act.refund_id:
        case.refunds = [one for one in case.refunds if one.refund_id != act.refund_id]
        posting = Posting("refunded", "cash", act.cents, "refund")
        return Change("PaymentRefunded", case.state, facts | {"refund_id": act.refund_id}, (mail,), (posting,))
    del case.unapplied[act.payment_id]
    return Change("PaymentRefunded", case.state, facts, (mail,), (Posting("unapplied", "cash", act.cents, "refund"),))


def _cancel_refund(case: "Case[Any]", act: CancelRefund) -> Change:
    order = next(one for one in case.refunds if one.refund_id == act.refund_id)
    case.refunds = [one for one in case.refunds if one is not order]
    paid = case.paid[order.payment_id]
    case.paid[order.payment_id] = replace(paid, given_back=paid.given_back - order.cents)
    facts = {"payment_id": order.payment_id, "cents": order.cents, "refund_id": act.refund_id}
    return Change("RefundCancelled", case.state, facts)


def the_amount_due(case: "Case[Any]", act: CapturePayment) -> None:
    if act.payment_id in case.captured and not any(one.payment_id == act.payment_id for one in case.closing):
        raise IllegalTransition(state=case.state, act=act.action)
    asked = [one for one in (case.payment, case.to_void, *case.closing) if one is not None]
    if not any(one.payment_id == act.payment_id and one.cents == act.cents for one in asked):
        raise InvalidAmount({"cents": "not-the-amount-due"})


def what_is_open(case: "Case[Any]", act: TakePayment) -> None:
    if case.payment is None:
        raise IllegalTransition(state=case.state, act=act.action)
    if case.payment.payment_id != act.payment_id or case.payment.cents != act.cents:
        raise InvalidAmount({"cents": "not-the-amount-due"})


def _no_more_than_captured(case: "Case[Any]", act: OrderRefund) -> None:
    paid = case.paid.get(act.payment_id)
    if paid is None:
        raise Invalid({"payment_id": "unknown"})
    if act.cents <= 0:
        raise InvalidAmount({"cents": "invalid-amount"})
    if not act.note.strip():
        raise Invalid({"note": "required"})
    if paid.given_back + act.cents > paid.cents:
        raise RefundExceedsCapture(cents=act.cents, left=paid.cents - paid.given_back)


def _an_order(case: "Case[Any]", act: CancelRefund) -> None:
    if not any(one.refund_id == act.refund_id for one in case.refunds):
        raise IllegalTransition(state=case.state, act=act.action)


def _what_goes_back(case: "Case[Any]", act: RecordRefund) -> None:
    if act.refund_id:
        said = (act.refund_id, act.payment_id, act.cents)
        known = any((one.refund_id, one.payment_id, one.cents) == said for one in case.refunds)
    else:
        known = case.unapplied.get(act.payment_id) == act.cents
    if not known:
        raise InvalidAmount({"cents": "not-the-amount-captured"})


STEPS: dict[type[Act], Callable[["Case[Any]", Any], Change]] = {
    OrderRefund: _order_refund,
    RecordRefund: _refund,
    CancelRefund: _cancel_refund,
}
GUARDS: dict[type[Act], Callable[["Case[Any]", Any], None]] = {
    CapturePayment: the_amount_due,
    TakePayment: what_is_open,
    OrderRefund: _no_more_than_captured,
    RecordRefund: _what_goes_back,
    CancelRefund: _an_order,
}
