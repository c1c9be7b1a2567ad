"""Money: no fee twice, no cent that the gateway's own book does not know, every ledger as its case's state says."""

from collections import Counter

from checks import contest_money
from checks.accounts import ASSESSED, AT_THE_COUNTER, GIVEN_BACK, LATE, PAID, WRITTEN_OFF, accounts
from checks.journals import Booked
from checks.record import AWAITS_MONEY, CONTEST, PERMIT, TERMINAL, Case, Event, Line, Record

REFUNDED = ("refunded", "cash")  # of a fee that was paid, whole or in part
REFUNDED_AT_THE_COUNTER = ("refunded", "till")
INVOICED = "invoice"  # what the purposes of invoices begin with: they are owed in any state

POSTED_BY = {
    "ApplicationFiled": {ASSESSED},
    "PermitApproved": {ASSESSED},
    "ApprovalSeconded": {ASSESSED},
    "RenewalAsked": {ASSESSED},
    "AmendmentAccepted": {ASSESSED},
    "PaymentTaken": {AT_THE_COUNTER},
    "PaymentReceived": {PAID, AT_THE_COUNTER},
    "LatePaymentReceived": {LATE},
    "PaymentRefunded": {GIVEN_BACK, REFUNDED, REFUNDED_AT_THE_COUNTER},
    "InvoiceIssued": {ASSESSED},
    "ApplicationWithdrawn": {WRITTEN_OFF},
    "FileAbandoned": {WRITTEN_OFF},
    "AmendmentRefused": {WRITTEN_OFF},
    "RenewalLapsed": {WRITTEN_OFF},
    "PermitExpired": {WRITTEN_OFF},
    "PermitRevoked": {WRITTEN_OFF},
    "PermitRefused": {WRITTEN_OFF},
    "ResolutionRecorded": {WRITTEN_OFF},
}
FIRST_FEES = ("at_submission", "at_issue")
# A fee for an amendment or a renewal may be owed here, or not.
MAY_OWE = frozenset({
    "ADMISSIBILITY", "INFO_REQUESTED", "UNDER_REVIEW", "CCU_PENDING", "NOTICE_PERIOD", "COUNCIL_PENDING",
    "DECISION_READY", "RENEWAL_PENDING", "REVOCATION_NOTICE",
})  # fmt: skip


def doubled_fees(record: Record, book: dict[str, Booked]) -> list[str]:
    """Cases with a fee assessed or paid twice, more cash than the gateway took, or two captures of one payment."""
    return [case.id for case in record.cases.values() if _fees_doubled(case, record, book.get(case.id, Booked()))]


def unbalanced_ledgers(record: Record, book: dict[str, Booked]) -> list[str]:
    """Cases whose ledger is not what their state, their events and the gateway's book say."""
    return [case.id for case in record.cases.values() if _unbalanced(case, record, book.get(case.id, Booked()))]


def refunds_off(record: Record, book: dict[str, Booked]) -> list[str]:
    """Cases of which a payment gave back more than it brought."""
    return [case.id for case in record.cases.values() if _refunds_are_off(case, record, book.get(case.id, Booked()))]


def double_refunds(record: Record, book: dict[str, Booked]) -> list[str]:
    """Cases of which one order of a refund gave money back twice in the gateway's book."""
    return [case_id for case_id in record.cases if any(n > 1 for n in book.get(case_id, Booked()).refunds.values())]


def _fees_doubled(case: Case, record: Record, booked: Booked) -> bool:
    lines = record.ledger.get(case.id, [])
    return contest_money.doubled(lines, booked) if case.procedure == CONTEST else _doubled(lines, booked)


def _unbalanced(case: Case, record: Record, booked: Booked) -> bool:
    lines, events = record.ledger.get(case.id, []), record.events.get(case.id, [])
    if case.procedure == CONTEST:
        return contest_money.unbalanced(case, lines, events, booked)
    return (
        not _as_the_state_says(case, lines)
        or not _settled_as_assessed(lines)
        or not _as_the_book_says(lines, booked)
        or not _as_the_events_say(lines, events)
    )


def _refunds_are_off(case: Case, record: Record, booked: Booked) -> bool:
    above = any(cents > booked.taken[payment] for payment, cents in booked.given_back.items())
    return above or (case.procedure == CONTEST and contest_money.refunds_above(record.ledger.get(case.id, [])))


def _doubled(lines: list[Line], booked: Booked) -> bool:
    once = [line for line in lines if (line.debit, line.credit) != REFUNDED]
    times = Counter((line.debit, line.credit, line.purpose) for line in once)
    cash = sum(line.cents for line in lines if line.debit == "cash")
    return (
        any(count > 1 for count in times.values())
        or cash > booked.captured
        or any(count > 1 for count in booked.captures.values())
    )


def _as_the_state_says(case: Case, lines: list[Line]) -> bool:
    """Money is owed exactly while the case waits for it; it is written off only where the case ended without it."""
    sums = accounts(line for line in lines if not line.purpose.startswith(INVOICED))
    owed = sums.balance["receivable"]
    owes = owed > 0 if case.state in AWAITS_MONEY[PERMIT] else owed >= 0 if case.state in MAY_OWE else owed == 0
    each = all(cents == 0 for cents in sums.owed.values()) or case.state in AWAITS_MONEY[PERMIT] | MAY_OWE
    first = any((one.debit, one.credit) == WRITTEN_OFF and one.purpose in FIRST_FEES for one in lines)
    written_off = not first or case.state in ("WITHDRAWN", "ABANDONED")
    nobody_s = sums.balance["unapplied"] == 0 or case.state not in TERMINAL[PERMIT]
    return owes and each and written_off and nobody_s


def _settled_as_assessed(lines: list[Line]) -> bool:
    """What is paid or written off is a fee or a bill as it was assessed, to the cent, and each of them once."""
    assessed = Counter((line.purpose, line.cents) for line in lines if (line.debit, line.credit) == ASSESSED)
    settled = Counter((line.purpose, line.cents) for line in lines if line.credit == "receivable")
    return settled <= assessed


def _as_the_book_says(lines: list[Line], booked: Booked) -> bool:
    return accounts(lines).balance["cash"] == booked.captured - booked.refunded


def _as_the_events_say(lines: list[Line], events: list[Event]) -> bool:
    """Every line stands at an event that posts such a line, and every event that must post has one."""
    types = {event.seq: event.type for event in events}
    lawful = all((line.debit, line.credit) in POSTED_BY.get(types.get(line.seq, ""), set()) for line in lines)
    posted = {line.seq for line in lines}
    return lawful and all(seq in posted for seq, kind in types.items() if kind in ALWAYS_POST)


ALWAYS_POST = frozenset({"PaymentReceived", "LatePaymentReceived", "PaymentRefunded"})
