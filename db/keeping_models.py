"""The tables of keeping and destroying: what was, what is held, what is destroyed, who read."""

from datetime import date, datetime

from sqlalchemy import Identity
from sqlalchemy.orm import Mapped, mapped_column

from db.models import Base


class TaskMoment(Base):
    """What waited right after an event that changed it; no `kind`: nothing waited. Append-only."""

    __tablename__ = "task_history"
    case_id: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str | None]
    role: Mapped[str | None]
    due_on: Mapped[date | None]
    opened_at: Mapped[datetime]


class LetterStatus(Base):
    """A status that a letter had, kept by the database itself; `since` on the city's clock."""

    __tablename__ = "letter_statuses"
    case_id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    recorded_at: Mapped[datetime] = mapped_column(primary_key=True)
    since: Mapped[datetime]
    status: Mapped[str]


class LegalHold(Base):
    """A case that must not be destroyed; reasons are ciphertext under the case's key."""

    __tablename__ = "legal_holds"
    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str]
    reason: Mapped[bytes]
    placed_by: Mapped[str]
    placed_at: Mapped[datetime]
    lifted_by: Mapped[str | None]
    lifted_at: Mapped[datetime | None]
    lift_reason: Mapped[bytes | None]


class Destruction(Base):
    """A list of cases to destroy: proposed, approved by two persons, ordered, carried out."""

    __tablename__ = "destructions"
    id: Mapped[str] = mapped_column(primary_key=True)
    reference: Mapped[str]
    schedule: Mapped[str]
    cases: Mapped[int]
    status: Mapped[str]
    proposed_by: Mapped[str]
    proposed_at: Mapped[datetime]
    ordered_by: Mapped[str | None]
    ordered_at: Mapped[datetime | None]
    carried_out_at: Mapped[datetime | None]
    keys_gone_at: Mapped[datetime | None]
    verify_code: Mapped[str | None]
    certificate_key: Mapped[str | None]
    certificate_sha256: Mapped[str | None]


class DestructionCase(Base):
    """One case of a list, the rule that makes it due, and what became of it."""

    __tablename__ = "destruction_cases"
    destruction_id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(primary_key=True)
    reference: Mapped[str]
    rule: Mapped[str]
    closed_on: Mapped[date]
    due_on: Mapped[date]
    outcome: Mapped[str]
    erased_at: Mapped[datetime | None]
    files: Mapped[int | None]


class DestructionApproval(Base):
    """One person's approval of a list; two persons are needed."""

    __tablename__ = "destruction_approvals"
    destruction_id: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    at: Mapped[datetime]


class Access(Base):
    """One case opened by one person: ids only."""

    __tablename__ = "accesses"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    case_id: Mapped[str]
    person: Mapped[str]
    role: Mapped[str]
    at: Mapped[datetime]
    what: Mapped[str]
    purpose: Mapped[str]
