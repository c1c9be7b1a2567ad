"""What happens to a permit case when an alarm fires: a right ends, a date passes, a reminder leaves (DOMAIN §7.1)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from domain import clock, permit_dates, permit_money
from domain import permit_letters as letters
from domain import permit_states as states
from domain.acts import Act, Lapse
from domain.change import Change
from domain.invoicing import Invoice
from domain.rules import When

if TYPE_CHECKING:
    from domain.permit import Permit

GIVES_UP: Final[dict[str, tuple[When, ...]]] = {
    "fee_unpaid": ("at_submission",),
    "issue_fee_unpaid": ("at_issue",),
    "silence": ("at_submission", "at_amendment"),
    "expiry": ("at_renewal",),
    "not_started": ("at_renewal",),
    "renewal_unpaid": ("at_renewal",),
    "amendment_unpaid": ("at_amendment",),
}


def gives_up(alarm: str, purpose: str) -> bool:
    """Whether an open payment of a purpose is owed no more once this alarm fires; what was used stays owed."""
    return purpose in GIVES_UP.get(alarm, ())


def _lapse(permit: "Permit", act: Lapse) -> Change:
    rang = [(alarm.name, alarm.deadline) for alarm in permit.alarms if alarm.name == act.alarm]
    permit.dates.fired = (*permit.dates.fired, *rang)
    permit.alarms = [alarm for alarm in permit.alarms if alarm.name != act.alarm]
    return LAPSES.get(act.alarm, _reminder)(permit, act)


def _reminder(permit: "Permit", act: Lapse) -> Change:
    return Change("ReminderSent", permit.state, {"alarm": act.alarm}, (letters.reminder(permit, act),))


def _abandoned(permit: "Permit", act: Lapse) -> Change:
    last = letters.last_day(act)
    letter = letters.letter(
        permit, "closed", reason=act.alarm, closed_on=last, asked_on=letters.asked_on(permit), deadline=last
    )
    unpaid = permit_money.write_off(permit, *GIVES_UP[act.alarm])
    return Change("FileAbandoned", states.ABANDONED, {"alarm": act.alarm}, (letter,), unpaid)


def _expired(permit: "Permit", act: Lapse) -> Change:
    """The end of validity, or of the time to start, or of a year that nobody renewed."""
    causes = {"not_started": "not_started", "expiry": "validity"}
    cause = "not_renewed" if permit.state == states.RENEWAL_PENDING else causes[act.alarm]
    last = letters.last_day(act)
    permit.dates.expired = clock.local_date(act.received_at)
    until = permit_dates.end_of_validity(permit.rules, permit.dates)
    explanation = letters.words_of_validity(permit, until) if cause == "validity" else ""
    letter = letters.letter(permit, "expired", expired_on=last, explanation=explanation, cause=cause)
    unpaid = permit_money.write_off(permit, *GIVES_UP[act.alarm])
    return Change("PermitExpired", states.EXPIRED, {"alarm": act.alarm}, (letter,), unpaid)


def _renewal_opens(permit: "Permit", act: Lapse) -> Change:
    end = permit_dates.end_of_validity(permit.rules, permit.dates).isoformat()
    fees = permit.rules.owed("at_renewal")
    letter = letters.letter(permit, "renewal_notice", expires_on=end, renew_by=end,
                            amount_cents=sum(fee.cents for fee in fees), fees=letters.fees_said(fees))  # fmt: skip
    return Change("RenewalOpened", states.RENEWAL_PENDING, {"alarm": act.alarm}, (letter,))


def _renewal_unpaid(permit: "Permit", act: Lapse) -> Change:
    postings = permit_money.write_off(permit, *GIVES_UP[act.alarm])
    permit.dates.renewal_asked = None
    return Change("RenewalLapsed", states.EXPIRED, {"alarm": act.alarm}, (), postings)


def _renewal_closed(permit: "Permit", act: Lapse) -> Change:
    permit.renewal_closed = True
    return Change("FileClosed", permit.state, {"alarm": act.alarm})


def _invoice(permit: "Permit", act: Lapse) -> Change:
    fees = permit.rules.owed("invoice_after")
    permit.dates.invoiced = clock.local_date(act.received_at)
    permit.payment = permit_money.due(permit, "invoice_after", fees, str(permit.terms or ""))
    pay_by = permit_dates.after(permit.rules, permit.dates.invoiced, permit.rules.delays.invoice_within)
    facts = {"cents": permit.payment.cents, "pay_by": letters.iso(pay_by)}
    mail = letters.mail(permit, "invoice", amount_cents=permit.payment.cents, pay_by=letters.iso(pay_by))
    invoice = Invoice(permit.payment.purpose, permit.payment.cents, permit.dates.invoiced, pay_by.on)
    postings = (permit_money.assessed(permit.payment),)
    return Change("InvoiceIssued", permit.state, facts, (mail,), postings, anew=True, invoice=invoice)


def _invoice_overdue(permit: "Permit", act: Lapse) -> Change:
    permit.dates.reminded_of_invoice = True
    cents = permit.payment.cents if permit.payment else 0
    mail = letters.mail(permit, "invoice_overdue", amount_cents=cents)
    return Change("ReminderSent", permit.state, {"alarm": act.alarm}, (mail,))


def _promise_broken(permit: "Permit", act: Lapse) -> Change:
    permit.dates.broken = permit_dates.promised_on(permit.rules, permit.state, permit.dates)
    broken = permit.dates.broken.isoformat() if permit.dates.broken else None
    return Change("PromiseBroken", permit.state, {"alarm": act.alarm, "promised_on": broken})


def _amendment_unpaid(permit: "Permit", act: Lapse) -> Change:
    permit.dates.amended = None
    mail = letters.mail(permit, "amendment_refused", reasons="")
    unpaid = permit_money.write_off(permit, *GIVES_UP[act.alarm])
    return Change("AmendmentRefused", permit.state, {"alarm": act.alarm}, (mail,), unpaid)


def _noted(permit: "Permit", act: Lapse) -> Change:
    """A date that passes for those who work on the file; nothing is sent to the person."""
    return Change("DatePassed", permit.state, {"alarm": act.alarm}, anew=False)


LAPSES: dict[str, Callable[["Permit", Lapse], Change]] = {
    "fee_unpaid": _abandoned,
    "issue_fee_unpaid": _abandoned,
    "silence": _abandoned,
    "expiry": _expired,
    "not_started": _expired,
    "renewal_opens": _renewal_opens,
    "renewal_unpaid": _renewal_unpaid,
    "renewal_closed": _renewal_closed,
    "invoice": _invoice,
    "invoice_overdue": _invoice_overdue,
    "promise_broken": _promise_broken,
    "amendment_unpaid": _amendment_unpaid,
    "correction_overdue": _noted,
    "comments_closed": _noted,
}
STEPS: dict[type[Act], Callable[["Permit", Any], Change]] = {Lapse: _lapse}
