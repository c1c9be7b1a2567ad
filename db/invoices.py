"""Invoices: numbered per year and borough without gaps, their balance in the ledger."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True)
class Issued:
    """An invoice to be written with its event. `purpose` is that of its ledger lines, one invoice a purpose."""

    case_id: str
    seq: int
    borough: str
    purpose: str
    cents: int
    issued_on: date
    due_on: date


@dataclass(frozen=True)
class InvoiceLine:
    """An invoice and what is still owed of it, in cents."""

    number: str
    borough: str
    case_id: str
    reference: str
    service: str
    purpose: str
    cents: int
    owed: int
    issued_on: date
    due_on: date


# The same two statements are what `record` appends to its own, within its one transaction: the counter's row is held
# until the event stands, so an event that does not stand takes no number.
COUNTED = """
counted AS (
    INSERT INTO invoice_counters AS c (year, borough, last) VALUES (:year, :borough, 1)
    ON CONFLICT (year, borough) DO UPDATE SET last = c.last + 1
    RETURNING year, borough, last)
"""
_ISSUED = """
INSERT INTO invoices (year, borough, rank, case_id, seq, purpose, cents, issued_on, due_on)
SELECT year, borough, last, :case_id, :seq, :purpose, :cents, :issued_on, :due_on FROM counted
RETURNING year, borough, rank
"""
ISSUE = text("WITH" + COUNTED + _ISSUED)
OPEN = text("""
SELECT i.year, i.borough, i.rank, i.case_id, c.reference, c.service, i.purpose, i.cents, b.owed, i.issued_on, i.due_on
FROM invoices i JOIN cases c ON c.id = i.case_id
CROSS JOIN LATERAL (
    SELECT coalesce(sum(CASE WHEN l.debit = 'receivable' THEN l.cents ELSE -l.cents END), 0)::bigint AS owed
    FROM ledger_entries l
    WHERE l.case_id = i.case_id AND l.purpose = i.purpose AND (l.debit = 'receivable' OR l.credit = 'receivable')) b
WHERE b.owed > 0
ORDER BY i.due_on, i.borough, i.year, i.rank
""")


def number_of(year: int, borough: str, rank: int) -> str:
    """`F-2026-VD-000123`: what the invoice is called on paper."""
    return f"F-{year}-{borough}-{rank:06d}"


async def issue(session: AsyncSession, invoice: Issued) -> str:
    """Write an invoice under the next number of its year and borough; its number."""
    values = vars(invoice) | {"year": invoice.issued_on.year}
    row = (await session.execute(ISSUE, values)).one()
    return number_of(row.year, row.borough, row.rank)


async def open_invoices(session: AsyncSession) -> list[InvoiceLine]:
    """Invoices with something left to pay that the person may see, the earliest due first."""
    rows = await session.execute(OPEN)
    return [
        InvoiceLine(
            number_of(row.year, row.borough, row.rank), row.borough, row.case_id, row.reference, row.service,
            row.purpose, row.cents, row.owed, row.issued_on, row.due_on,
        )
        for row in rows
    ]  # fmt: skip
