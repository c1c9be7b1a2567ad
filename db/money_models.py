"""The tables of money beside the ledger: refunds, links, tills, invoices, the bank's lines."""

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from db.models import Base


class Refund(Base):
    """Money ordered back, by a key of its own; `done_at` is set when the gateway gave it."""

    __tablename__ = "refunds"
    payment_id: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str]
    cents: Mapped[int]
    ordered_at: Mapped[datetime]
    done_at: Mapped[datetime | None]


class LinkRow(Base):
    """A single-purpose link, by the SHA-256 of its token."""

    __tablename__ = "links"
    token_sha256: Mapped[str] = mapped_column(primary_key=True)
    purpose: Mapped[str]
    case_id: Mapped[str]
    payment_id: Mapped[str | None]
    discipline: Mapped[str | None]
    document_ids: Mapped[list[str]]
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class TillDay(Base):
    """A borough's till on one day."""

    __tablename__ = "till_days"
    borough: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    opened_by: Mapped[str]
    opened_at: Mapped[datetime]
    float_cents: Mapped[int]
    expected_cash_cents: Mapped[int | None]
    expected_cheque_cents: Mapped[int | None]
    expected_terminal_cents: Mapped[int | None]
    counted_cash_cents: Mapped[int | None]
    counted_cheque_cents: Mapped[int | None]
    counted_terminal_cents: Mapped[int | None]
    difference_cents: Mapped[int | None]
    reason: Mapped[str | None]
    closed_by: Mapped[str | None]
    closed_at: Mapped[datetime | None]


class InvoiceRow(Base):
    """An invoice; what is still owed of it is in the ledger, under its purpose."""

    __tablename__ = "invoices"
    year: Mapped[int] = mapped_column(primary_key=True)
    borough: Mapped[str] = mapped_column(primary_key=True)
    rank: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[str]
    seq: Mapped[int]
    purpose: Mapped[str]
    cents: Mapped[int]
    issued_on: Mapped[date]
    due_on: Mapped[date]


class BankStatement(Base):
    """A statement of the bank, imported once."""

    __tablename__ = "bank_statements"
    id: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[str]
    from_day: Mapped[date]
    until_day: Mapped[date]
    sha256: Mapped[str]
    imported_at: Mapped[datetime]


class BankLine(Base):
    """A line of a statement; cents are positive where money came."""

    __tablename__ = "bank_lines"
    statement_id: Mapped[str] = mapped_column(primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    cents: Mapped[int]
    reference: Mapped[str]
