"""Invoices: numbered per year and borough without gaps by `record`, their balance in the ledger."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


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


AT = text("SELECT year, borough, rank FROM invoices WHERE case_id = :case_id AND seq = :seq")
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


async def number_at(session: AsyncSession, case_id: str, seq: int) -> str:
    """The number that the event at a place of a case's chain was given; empty when it issued no invoice."""
    row = (await session.execute(AT, {"case_id": case_id, "seq": seq})).one_or_none()
    return number_of(row.year, row.borough, row.rank) if row else ""


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
