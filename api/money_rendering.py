"""Fills the shapes of `money_answers.py`."""

from api import money_answers as shapes
from casework.invoices import Age, OpenInvoice
from casework.tills import Amounts, Closing, Taking, Till, TillFile


def till(of: Till) -> shapes.TillAnswer:
    """A till."""
    return {
        "borough": of.borough,
        "day": of.day.isoformat(),
        "opened_by": of.opened_by,
        "opened_at": of.opened_at.isoformat(),
        "float_cents": of.float_cents,
        "closing": _closing(of.closing) if of.closing else None,
    }


def till_file(of: TillFile) -> shapes.TillFileAnswer:
    """A till with its receipts."""
    return {
        "till": till(of.till),
        "takings": [_taking(one) for one in of.takings],
        "expected": _amounts(of.expected),
        "may_close": of.may_close,
    }


def invoices(found: list[OpenInvoice], ages: list[Age]) -> shapes.InvoiceList:
    """Open invoices and their ageing."""
    return {
        "invoices": [_invoice(one) for one in found],
        "ages": [{"age": one.age, "invoices": one.invoices, "owed_cents": one.owed} for one in ages],
        "owed_cents": sum(one.owed for one in ages),
    }


def _closing(of: Closing) -> shapes.ClosingAnswer:
    return {
        "expected": _amounts(of.expected),
        "counted": _amounts(of.counted),
        "difference_cents": of.difference,
        "reason": of.reason,
        "signed_by": of.by,
        "at": of.at.isoformat(),
    }


def _amounts(of: Amounts) -> shapes.AmountsAnswer:
    return {"cash_cents": of.cash, "cheque_cents": of.cheque, "terminal_cents": of.terminal}


def _taking(of: Taking) -> shapes.TakingAnswer:
    return {
        "case_id": of.case_id,
        "reference": of.reference,
        "at": of.at.isoformat(),
        "method": of.method,
        "purpose": of.purpose,
        "cents": of.cents,
    }


def _invoice(of: OpenInvoice) -> shapes.InvoiceAnswer:
    row = of.row
    return {
        "number": row.number,
        "borough": row.borough,
        "case_id": row.case_id,
        "reference": row.reference,
        "service": row.service,
        "cents": row.cents,
        "owed_cents": row.owed,
        "issued_on": row.issued_on.isoformat(),
        "due_on": row.due_on.isoformat(),
        "days_late": of.days_late,
        "age": of.age,
    }
