"""What is paid on a statement, before and after judgment; time, agreements, enforcement (DOMAIN §2.8, §2.9, §7.5)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from domain import case_money, clock, contest_dates, contest_outcomes
from domain import contest_letters as letters
from domain import contest_states as states
from domain.acts import Act, CapturePayment, PaymentDue, RecordRefund
from domain.change import Change
from domain.collection_acts import Agree, GrantTime, HandBack, Instalment, OfferPayment
from domain.contest_pleas import complete_service
from domain.errors import IllegalTransition, Invalid, InvalidAmount, RefundExceedsCapture
from domain.events import Order, Posting
from domain.money_acts import CancelRefund, OrderRefund, TakePayment
from domain.paid import Paid

if TYPE_CHECKING:
    from domain.contest import Contest


def owed_today(contest: "Contest") -> int:
    """What would settle the whole today, in cents: the balance, with the cost of changing a plea where one stands."""
    changed = contest.state in states.PENDING
    cents = contest.rules.costs.plea_changed if changed else 0
    if changed and contest.minor:
        cents = min(cents, max(0, contest.rules.minors.most_costs - contest.account.parts()["costs"]))
    return max(0, contest.balance) + cents


def _offer(contest: "Contest", act: OfferPayment) -> Change:
    """The payment is opened at the gateway; another that was open is asked for no more."""
    contest_outcomes.drop_offer(contest)
    contest.offers += 1
    whole = act.cents == owed_today(contest)
    purpose = "instalment" if contest.state == states.AGREEMENT else "whole" if whole else "part"
    payment_id = f"{contest.case_id}-{purpose}{contest.offers}"
    contest.payment = PaymentDue(payment_id, contest.case_id, purpose, act.cents)
    contest.pleads_guilty = act.pleads_guilty
    facts = {"payment_id": payment_id, "cents": act.cents, "purpose": purpose, "pleads_guilty": act.pleads_guilty}
    return Change("PaymentOffered", contest.state, facts)


@dataclass(frozen=True)
class _Money:
    payment_id: str
    cents: int
    at: datetime
    method: str
    account: str


def _capture(contest: "Contest", act: CapturePayment) -> Change:
    """Captured: it counts from the instant of capture. What nobody owes any more goes back."""
    current = contest.payment is not None and contest.payment.payment_id == act.payment_id
    at_the_counter = act.payment_id in contest.captured
    if at_the_counter or (not current and act.cents > contest.balance):
        if contest.to_void is not None and contest.to_void.payment_id == act.payment_id:
            contest.to_void = None
        return case_money.nobody_owed_it(contest, act)
    contest.closing = [one for one in contest.closing if one.payment_id != act.payment_id]
    return _pay(contest, _Money(act.payment_id, act.cents, act.captured_at, "online", "cash"), act)


def _take(contest: "Contest", act: TakePayment) -> Change:
    assert contest.payment is not None
    contest.closing.append(contest.payment)
    return _pay(contest, _Money(act.payment_id, act.cents, act.received_at, act.method, "till"), act)


def _pay(contest: "Contest", money: _Money, act: Act) -> Change:
    complete_service(contest, money.at)
    whole = money.cents >= owed_today(contest)
    if contest.payment is not None and contest.payment.payment_id == money.payment_id:
        contest.payment = None
    contest.captured.add(money.payment_id)
    postings = contest_outcomes.cost(contest, "plea_changed") if whole and contest.state in states.PENDING else ()
    contest.paid[money.payment_id] = Paid(money.cents, money.account, money.method)
    by = money.method if money.account == "till" else ""
    postings += (Posting(money.account, "receivable", money.cents, money.payment_id.rpartition("-")[2], by),)
    facts = {"payment_id": money.payment_id, "cents": money.cents, "captured_at": money.at.isoformat(),
             "method": money.method}  # fmt: skip
    to, orders, deemed = _leads_to(contest, money, whole=whole)
    contest_outcomes.give_back_excess(contest, act)
    facts |= {"deemed_guilty": deemed} if deemed else {}
    receipt = _receipt(contest, money, deemed=deemed)
    event = "PaymentTaken" if money.account == "till" else "PaymentReceived"
    return Change(event, to, facts, (receipt, *orders), postings, anew=True)


def _leads_to(contest: "Contest", money: _Money, *, whole: bool) -> tuple[str, tuple[Order, ...], bool]:
    """Where a payment leads: deemed guilty, paid, an instalment less, or nowhere: a part, or a judge has the case."""
    contest.pleads_guilty = False
    if contest.state in states.OWED:
        to = _on_a_debt(contest, money.cents, clock.local_date(money.at))
        return to, (), False
    if not whole or contest.state not in (states.SERVED, states.PLEA_OVERDUE, *states.PENDING):
        return contest.state, (), False
    contest_outcomes.convict_all(contest)
    contest_outcomes.release_hearing(contest, "paid")
    contest.late_plea = None
    contest_outcomes.judged_on(contest, money.at)
    contest_outcomes.end(contest, states.GUILTY_PAID, clock.local_date(money.at))
    return states.GUILTY_PAID, contest_outcomes.points(contest), True


def _on_a_debt(contest: "Contest", cents: int, day: date) -> str:
    if contest.balance <= 0:
        contest.agreement = ()
        contest_outcomes.end(contest, states.PAID, day)
    elif contest.state == states.AGREEMENT:
        contest.agreement = less(contest.agreement, cents)
    return contest.state


def less(instalments: tuple[Instalment, ...], cents: int) -> tuple[Instalment, ...]:
    """An agreement after so many cents came in: the earliest instalments first."""
    left: list[Instalment] = []
    for one in instalments:
        taken = min(cents, one.cents)
        cents -= taken
        if one.cents > taken:
            left.append(replace(one, cents=one.cents - taken))
    return tuple(left)


def applied(contest: "Contest", cents: int) -> dict[str, int]:
    """What a payment goes to: costs first, then the contribution, then the fine (art. 345.1)."""
    parts, paid = contest.account.parts(), contest.paid_cents - cents
    shares: dict[str, int] = {}
    for name in ("costs", "contribution", "fine"):
        open_ = max(0, parts[name] - paid)
        paid = max(0, paid - parts[name])
        shares[name] = min(cents, open_)
        cents -= shares[name]
    return shares


def _receipt(contest: "Contest", money: _Money, *, deemed: bool) -> Order:
    shares = applied(contest, money.cents)
    facts = letters.amounts(contest) | {
        "amount_cents": money.cents, "paid_at": money.at.isoformat(), "method": money.method, "deemed_guilty": deemed,
        "receipt_number": f"{contest.case_id[:8]}-{contest.seq + 1}",
        "applied": {f"{name}_cents": cents for name, cents in shares.items()},
    }  # fmt: skip
    if deemed:
        facts |= letters.due_facts("appeal_by", contest_dates.appeal_due(contest.rules, contest.dates), contest)
    return letters.letter(contest, "paid", **({"appeal_by": None, "appeal_by_explanation": ""} | facts))


def _refund(contest: "Contest", act: RecordRefund) -> Change:
    """Money went back: what was owed no more, or what nobody owed."""
    if not act.refund_id:
        return case_money.STEPS[RecordRefund](contest, act)
    contest.refunds = [one for one in contest.refunds if one.refund_id != act.refund_id]
    facts = {"payment_id": act.payment_id, "cents": act.cents, "refund_id": act.refund_id}
    posting = Posting("receivable", "cash", act.cents, f"refund-{contest.seq + 1}")
    return Change("PaymentRefunded", contest.state, facts, (contest.mail("refund_made", amount_cents=act.cents),),
                  (posting,))  # fmt: skip


def _order_refund(contest: "Contest", act: OrderRefund) -> Change:
    """What was paid above what is owed goes back: at the counter by a cashier's hand, online by another order."""
    paid = contest.paid[act.payment_id]
    if paid.account != "till":
        ordered = case_money.STEPS[OrderRefund](contest, act)
        return replace(ordered, anew=contest.state in states.ENDS)
    contest.paid[act.payment_id] = replace(paid, given_back=paid.given_back + act.cents)
    facts = {"payment_id": act.payment_id, "cents": act.cents, "reason_code": act.reason_code, "note": act.note}
    posting = Posting("receivable", "till", act.cents, f"refund-{contest.seq + 1}", paid.method)
    return Change("PaymentRefunded", contest.state, facts, (contest.mail("refund_made", amount_cents=act.cents),),
                  (posting,), anew=contest.state in states.ENDS)  # fmt: skip


def _cancel_refund(contest: "Contest", act: CancelRefund) -> Change:
    """What the gateway could not give back is paid again: it may settle what is owed now."""
    (cents,) = [one.cents for one in contest.refunds if one.refund_id == act.refund_id]
    change = case_money.STEPS[CancelRefund](contest, act)
    if contest.state not in states.OWED:
        return replace(change, anew=contest.state in states.ENDS)
    return replace(change, to=_on_a_debt(contest, cents, clock.local_date(act.received_at)), anew=True)


def _grant_time(contest: "Contest", act: GrantTime) -> Change:
    contest.dates.pay_by = act.until
    facts = {"until": act.until.isoformat(), "reasons": act.reasons}
    mail = contest.mail("time_granted", until=act.until.isoformat())
    return Change("TimeGranted", states.PAYABLE, facts, (mail,), anew=True)


def _agree(contest: "Contest", act: Agree) -> Change:
    day = clock.local_date(act.received_at)
    contest.agreement = (Instalment(day, act.deposit), *act.instalments)
    contest_outcomes.drop_offer(contest)
    said = [{"due_on": one.due_on.isoformat(), "cents": one.cents} for one in contest.agreement]
    letter = letters.letter(contest, "agreement", deposit_cents=act.deposit, instalments=said,
                            grace_days=letters.clock_count(contest.rules.delays.agreement_grace),
                            **letters.amounts(contest))  # fmt: skip
    return Change("AgreementMade", states.AGREEMENT, {"deposit": act.deposit, "instalments": said}, (letter,))


def _hand_back(contest: "Contest", act: HandBack) -> Change:
    contest.dates.pay_by = act.until
    facts = {"until": act.until.isoformat(), "reasons": act.reasons}
    mail = contest.mail("enforcement_ended", until=act.until.isoformat())
    return Change("EnforcementEnded", states.PAYABLE, facts, (mail,))


def _an_amount(contest: "Contest", act: OfferPayment) -> None:
    """Not more than is owed; all of it before judgment is a plea of guilty, and is said to be one (art. 162)."""
    most = owed_today(contest)
    if not 0 < act.cents <= most:
        raise InvalidAmount({"cents": "above-what-is-owed" if act.cents > most else "invalid-amount"})
    before_judgment = contest.state not in states.OWED
    if before_judgment and act.cents == most and not act.pleads_guilty:
        raise Invalid({"pleads_guilty": "paying-is-pleading-guilty"})
    if contest.state in states.PENDING and act.cents != most:
        raise InvalidAmount({"cents": "not-the-amount-due"})


def _a_later_day(contest: "Contest", act: GrantTime | HandBack) -> None:
    faults = {} if act.reasons.strip() else {"reasons": "required"}
    if act.until <= clock.local_date(act.received_at):
        faults["until"] = "in-the-past"
    if faults:
        raise Invalid(faults)


def least_deposit(contest: "Contest") -> int:
    """The smallest deposit of an agreement, in cents, rounded up."""
    return -(-max(0, contest.balance) * contest.rules.deposit_percent // 100)


def _a_schedule(contest: "Contest", act: Agree) -> None:
    faults: dict[str, str] = {}
    days = [clock.local_date(act.received_at), *(one.due_on for one in act.instalments)]
    if act.deposit < least_deposit(contest):
        faults["deposit"] = "deposit-too-small"
    if not act.instalments or any(one.cents <= 0 for one in act.instalments):
        faults["instalments"] = "required"
    if act.deposit + sum(one.cents for one in act.instalments) != contest.balance:
        faults["instalments"] = "not-the-amount-due"
    if any(later <= earlier for earlier, later in pairwise(days)):
        faults["instalments"] = "not-in-order"
    if faults:
        raise Invalid(faults)


def _above_what_is_owed(contest: "Contest", act: OrderRefund) -> None:
    paid = contest.paid.get(act.payment_id)
    if paid is None:
        raise Invalid({"payment_id": "unknown"})
    left = min(-contest.balance, paid.cents - paid.given_back)
    if act.cents <= 0:
        raise InvalidAmount({"cents": "invalid-amount"})
    if act.cents > left:
        raise RefundExceedsCapture(cents=act.cents, left=max(0, left))


def _something_open(contest: "Contest", act: TakePayment) -> None:
    if contest.payment is None:
        raise IllegalTransition(state=contest.state, act=act.action)
    case_money.what_is_open(contest, act)


STEPS: dict[type[Act], Callable[["Contest", Any], Change]] = {
    **case_money.STEPS,
    OfferPayment: _offer,
    CapturePayment: _capture,
    TakePayment: _take,
    RecordRefund: _refund,
    CancelRefund: _cancel_refund,
    OrderRefund: _order_refund,
    GrantTime: _grant_time,
    Agree: _agree,
    HandBack: _hand_back,
}
GUARDS: dict[type[Act], Callable[["Contest", Any], None]] = {
    **case_money.GUARDS,
    OfferPayment: _an_amount,
    TakePayment: _something_open,
    OrderRefund: _above_what_is_owed,
    GrantTime: _a_later_day,
    Agree: _a_schedule,
    HandBack: _a_later_day,
}
