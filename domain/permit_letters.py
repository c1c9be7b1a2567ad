"""What a permit case tells its applicant at each event: letters and mails as codes and facts, no texts."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, cast

from domain import clock, permit_dates
from domain.acts import Lapse, PaymentDue
from domain.events import Order
from domain.rules import Fee

if TYPE_CHECKING:
    from domain.permit import Permit

STANDARD: Final[dict[str, str]] = {
    "acknowledged": "P01", "paid": "P02", "complete": "P03", "information_requested": "P04",
    "information_received": "P05", "closed": "P06", "withdrawn": "P07", "referred": "P08", "recommended": "P09",
    "notice_published": "P10", "resolved": "P11", "ready_to_pay": "P12", "refused": "P13", "issued": "P14",
    "start_reminder": "P15", "expired": "P16", "extended": "P17", "non_conform": "P18", "conform": "P19",
    "completed": "P20", "renewed": "P21", "revocation_notice": "P22", "revoked": "P23", "renewal_notice": "P24",
    "promise_moved": "P25",
}  # fmt: skip


def reminder(permit: "Permit", act: Lapse) -> Order:
    """The mail of an alarm that ends nothing."""
    if act.alarm.startswith("expiry"):
        until = permit_dates.end_of_validity(permit.rules, permit.dates)
        return mail(permit, "expiry_warning", expires_on=until.isoformat())
    if act.alarm.startswith("start_warning"):
        return _start_reminder(permit, act)
    asked = cast(date, permit.dates.asked)
    code = "answer_warning" if act.alarm == "answer_warning" else "answer_reminder"
    return mail(
        permit,
        code,
        answer_by=iso(permit_dates.answer_by(permit.rules, asked)),
        closes_on=iso(permit_dates.closes_on(permit.rules, asked)),
    )


def _start_reminder(permit: "Permit", act: Lapse) -> Order:
    start_by = cast(clock.Due, permit_dates.start_by(permit.rules, cast(date, permit.dates.issued)))
    days_left = (start_by.on - clock.local_date(act.received_at)).days
    return letter(permit, "start_reminder", start_by=iso(start_by), explanation=words(permit, start_by),
                  days_left=days_left)  # fmt: skip


def asked_on(permit: "Permit") -> str:
    """The day on which the delay that lapsed began to run."""
    started = permit.dates.asked or permit.dates.approved or permit.dates.filed
    return started.isoformat()


def last_day(act: Lapse) -> str:
    """The deadline is the end of a local day: its last day is the one before that instant's date."""
    return date.fromordinal(clock.local_date(act.received_at).toordinal() - 1).isoformat()


def receipt(
    permit: "Permit", paid: PaymentDue, cents: int, paid_at: datetime, promise: clock.Due | None, method: str = "online"
) -> Order:
    """The receipt of a fee, with what is promised next."""
    return letter(
        permit,
        "paid",
        amount_cents=cents,
        purpose="invoice" if paid.purpose == "invoice_after" else paid.purpose,
        fees=fees_said(permit.rules.owed(paid.purpose)),
        paid_at=paid_at.isoformat(),
        receipt_number=f"{permit.case_id[:8]}-{permit.seq + 1}",
        tariff_version=permit.rules.version,
        promised_on=iso(promise),
        method=method,
    )


def permit_letter(permit: "Permit") -> Order:
    """The permit itself."""
    issued = cast(date, permit.dates.issued)
    until = permit_dates.end_of_validity(permit.rules, permit.dates)
    return letter(
        permit,
        "issued",
        conditions=list(permit.conditions),
        valid_from=issued.isoformat(),
        valid_until=until.isoformat(),
        explanation=words_of_validity(permit, until),
        decided_by=permit.decided_by,
    )


def words_of_validity(permit: "Permit", until: date) -> str:
    """Why validity ends on a day, where it is the delay that says so."""
    issued = permit.dates.issued
    if issued is None or permit.rules.season_until:
        return ""
    due = permit_dates.valid_until(permit.rules, issued)
    return words(permit, due) if due.on == until else ""


def letter(permit: "Permit", event: str, **facts: Any) -> Order:
    """A letter, by the event that sends it: the service says which one.

    A case filed before an event had its letter carries no code for it: it takes the table's.
    """
    return Order("letter", permit.rules.letters.get(event) or STANDARD[event], facts)


def mail(permit: "Permit", code: str, **facts: Any) -> Order:
    """A mail, by its template."""
    return Order("mail", code, facts)


def fees_said(fees: tuple[Fee, ...]) -> list[dict[str, Any]]:
    """Fees as a letter lists them: codes, cents and how they were computed."""
    return [{"code": fee.code, "cents": fee.cents, "calculation": fee.calculation} for fee in fees]


def iso(due: clock.Due | None) -> str | None:
    """A deadline's last day."""
    return due.on.isoformat() if due else None


def words(permit: "Permit", due: clock.Due | None) -> str:
    """Why a deadline falls where it does, in the case's language."""
    return due.explain(permit.language) if due else ""


def warning_days(permit: "Permit", asked: date) -> int:
    """Calendar days between the final warning and the closure, as the calendar leaves them."""
    warned = permit_dates.answer_by(permit.rules, asked).on
    return (permit_dates.closes_on(permit.rules, asked).on - warned).days
