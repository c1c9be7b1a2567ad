"""What the sabotage does to money beside the fees: refunds, tills, invoices."""

import json
from typing import Any

from checks.damages import Connection, append_line, first_of
from checks.evidence import Evidence

LIE_CENTS = 5_000


def unasked_refund(record: Connection, evidence: Evidence) -> None:
    """The gateway gave money back that no case ordered."""
    paid = _a_capture(evidence)
    append_line(evidence.gateway_book, _refund(paid, 1, "unasked"))


def refund_above_capture(record: Connection, evidence: Evidence) -> None:
    """More went back of one payment than it brought; another one of the case makes the sums come out right."""
    paid = _a_capture(evidence)
    cents = paid["cents"] + 1
    _take_more(evidence, paid, cents)
    append_line(evidence.gateway_book, _refund(paid, cents, "above"))


def doubled_refund(record: Connection, evidence: Evidence) -> None:
    """One order gave money back twice; another payment of the case makes the sums come out right."""
    more = _take_more(evidence, _a_capture(evidence), 2 * LIE_CENTS)
    for _ in range(2):
        append_line(evidence.gateway_book, _refund(more, LIE_CENTS, "twice"))


def till_off(record: Connection, evidence: Evidence) -> None:
    """A till was closed on money that the ledger never saw."""
    record.execute(
        "INSERT INTO till_days (borough, day, opened_by, opened_at, float_cents, expected_cash_cents, "
        "expected_cheque_cents, expected_terminal_cents, counted_cash_cents, counted_cheque_cents, "
        "counted_terminal_cents, difference_cents, reason, closed_by, closed_at) "
        "VALUES ('VD', '2020-01-06', 'somebody', '2020-01-06 13:00Z', 10000, 15000, 0, 0, 15000, 0, 0, 0, '', "
        "'somebody', '2020-01-06 21:00Z')"
    )


def skipped_invoice(record: Connection, evidence: Evidence) -> None:
    """The first invoice of a year is its second."""
    assessed = first_of(
        record,
        "SELECT case_id, seq, purpose, cents FROM ledger_entries WHERE debit = 'receivable' "
        "ORDER BY case_id, seq LIMIT 1",
    )
    record.execute("INSERT INTO invoice_counters (year, borough, last) VALUES (2020, 'VD', 2)")
    record.execute(
        "INSERT INTO invoices (year, borough, rank, case_id, seq, purpose, cents, issued_on, due_on) VALUES "
        "(2020, 'VD', 2, %(case_id)s, %(seq)s, %(purpose)s, %(cents)s, '2020-01-06', '2020-02-05')",
        assessed,
    )


def _a_capture(evidence: Evidence) -> dict[str, Any]:
    """A payment that the gateway took. Raises LookupError."""
    if evidence.gateway_book.exists():
        for text in evidence.gateway_book.read_text(encoding="utf-8").splitlines():
            line = json.loads(text[text.rfind('{"') :])
            if line["status"] == "captured":
                return line
    raise LookupError("the gateway took nothing")


def _take_more(evidence: Evidence, paid: dict[str, Any], cents: int) -> dict[str, Any]:
    more = {"id": f"{paid['id'].partition('-')[0]}-more", "cents": cents, "purpose": "more", "status": "captured"}
    append_line(evidence.gateway_book, more | {"captured_at": None})
    return more


def _refund(of: dict[str, Any], cents: int, key: str) -> dict[str, Any]:
    names = ("id", "cents", "purpose")
    told = {name: of[name] for name in names} | {"status": "captured", "captured_at": None}
    return told | {"refunded_cents": cents, "refund_key": key, "refund_cents": cents}
