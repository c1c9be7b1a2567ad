"""Money of a permit case: what is asked, captured, taken at the counter, given back, written off (DESIGN §6)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from domain import case_money, clock, permit_dates
from domain import permit_letters as letters
from domain import permit_states as states
from domain.acts import Act, CapturePayment, PaymentDue
from domain.change import Change
from domain.events import Order, Posting
from domain.money_acts import TakePayment
from domain.paid import Paid
from domain.rules import Fee, When

if TYPE_CHECKING:
    from domain.permit import Permit


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
        return case_money.nobody_owed_it(permit, act)
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


PURPOSES: dict[str, Callable[["Permit", date], Settled]] = {
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


STEPS: dict[type[Act], Callable[["Permit", Any], Change]] = {
    CapturePayment: _capture,
    TakePayment: _take,
    **case_money.STEPS,
}
GUARDS: dict[type[Act], Callable[["Permit", Any], None]] = {**case_money.GUARDS}
