"""The tables of the record. Personal content is ciphertext under the case's key; ids and states are clear."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Computed, Date, DateTime, Identity, LargeBinary, MetaData, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Instant = DateTime(timezone=True)


class Base(DeclarativeBase):
    """Every table, in one metadata."""

    metadata = MetaData()
    type_annotation_map = {  # noqa: RUF012
        str: Text,
        datetime: Instant,
        date: Date,
        bytes: LargeBinary,
        int: BigInteger,
        dict[str, Any]: JSONB,
        list[str]: ARRAY(Text),
    }


class CataloguePublication(Base):
    """One publication of the catalogue: each service's version by number, and the boroughs' canonical JSON."""

    __tablename__ = "catalogue_publications"
    number: Mapped[int] = mapped_column(primary_key=True)
    published_at: Mapped[datetime]
    published_by: Mapped[str]
    territory: Mapped[str]
    offered: Mapped[dict[str, Any]]


class CatalogueVersion(Base):
    """A published version of a service: its canonical JSON, under the SHA-256 of that text."""

    __tablename__ = "catalogue_versions"
    service: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[str]
    content: Mapped[str]
    published_at: Mapped[datetime]
    published_by: Mapped[str]


class CaseKey(Base):
    """A case's data key, wrapped by the master key; destroyed = erased."""

    __tablename__ = "case_keys"
    case_id: Mapped[str] = mapped_column(primary_key=True)
    key_id: Mapped[str]
    wrapped: Mapped[bytes | None]
    destroyed_at: Mapped[datetime | None]


class Case(Base):
    """One case as last recorded: a projection of its events."""

    __tablename__ = "cases"
    id: Mapped[str] = mapped_column(primary_key=True)
    reference: Mapped[str]
    procedure: Mapped[str]
    service: Mapped[str]
    version: Mapped[str]
    borough: Mapped[str]
    owner: Mapped[str]
    language: Mapped[str]
    clock: Mapped[str]
    state: Mapped[str]
    seq: Mapped[int]
    head: Mapped[str]
    ended: Mapped[bool]
    summary: Mapped[bytes]
    promised_on: Mapped[date | None]
    next_alarm_at: Mapped[datetime | None]
    filed_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]


class CaseEvent(Base):
    """One fact: append-only, hash-chained per case over ciphertext."""

    __tablename__ = "case_events"
    case_id: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    type: Mapped[str]
    act_id: Mapped[str]
    act_hash: Mapped[str]
    actor: Mapped[str]
    role: Mapped[str]
    at: Mapped[datetime]
    before: Mapped[str]
    after: Mapped[str]
    promised_on: Mapped[date | None]
    key_id: Mapped[str]
    facts: Mapped[bytes]
    prev_hash: Mapped[str]
    hash: Mapped[str]
    recorded_at: Mapped[datetime]


class Task(Base):
    """What waits for somebody: one task a case, replaced as the case moves; `seq` is the event that opened it.

    What the worklist shows and sorts by stands beside it. `assigned_to` is who took the file.
    """

    __tablename__ = "tasks"
    case_id: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int]
    kind: Mapped[str]
    role: Mapped[str]
    borough: Mapped[str]
    owner: Mapped[str]
    service: Mapped[str]
    version: Mapped[str]
    state: Mapped[str]
    reference: Mapped[str]
    due_on: Mapped[date | None]
    opened_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    assigned_to: Mapped[str | None]
    assigned_at: Mapped[datetime | None]
    desk: Mapped[bool] = mapped_column(Computed("role <> 'citizen'"))
    due: Mapped[date] = mapped_column(Computed("coalesce(due_on, DATE '9999-12-31')"))


class PromiseBreach(Base):
    """A promised date that passed; `told_at` is when its supervisor was told."""

    __tablename__ = "promise_breaches"
    case_id: Mapped[str] = mapped_column(primary_key=True)
    promised_on: Mapped[date] = mapped_column(primary_key=True)
    borough: Mapped[str]
    supervisor: Mapped[str | None]
    noted_at: Mapped[datetime]
    told_at: Mapped[datetime | None]


class LedgerEntry(Base):
    """A double entry: cents move from the credited account to the debited one."""

    __tablename__ = "ledger_entries"
    case_id: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    debit: Mapped[str]
    credit: Mapped[str]
    cents: Mapped[int]
    purpose: Mapped[str]
    method: Mapped[str | None]  # how money came to the account `till`: cash, cheque, terminal


class Payment(Base):
    """A payment opened at the gateway, by the case's own key."""

    __tablename__ = "payments"
    payment_id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str]
    purpose: Mapped[str]
    cents: Mapped[int]
    hosted_url: Mapped[str]
    status: Mapped[str]
    opened_at: Mapped[datetime]
    polled_at: Mapped[datetime | None]
    captured_at: Mapped[datetime | None]
    refunded_cents: Mapped[int]  # ordered back so far; never more than `cents`


class OutboxOrder(Base):
    """A letter or a mail to be sent, written with the event that calls for it."""

    __tablename__ = "outbox"
    case_id: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    code: Mapped[str]
    facts: Mapped[bytes]
    at: Mapped[datetime]
    status: Mapped[str]
    attempts: Mapped[int]
    next_try_at: Mapped[datetime]
    error: Mapped[str | None]


class Letter(Base):
    """A sealed letter: the first one stored under its key is the letter."""

    __tablename__ = "letters"
    case_id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int]
    line: Mapped[int]
    code: Mapped[str]
    language: Mapped[str]
    verify_code: Mapped[str]
    unsigned_sha256: Mapped[str]
    sealed_sha256: Mapped[str]
    storage_key: Mapped[str]
    dated: Mapped[date]
    sealed_at: Mapped[datetime]
    status: Mapped[str]
    status_since: Mapped[datetime]
    status_recorded_at: Mapped[datetime]
    corrects: Mapped[int | None]
    changed_seq: Mapped[int | None]
    changed_on: Mapped[date | None]
    reason: Mapped[str | None]


class Document(Base):
    """A file that a person gave: kept under our own key, shown under a cleaned name."""

    __tablename__ = "documents"
    id: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str]
    owner: Mapped[str]
    kind: Mapped[str]
    name: Mapped[bytes]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    storage_key: Mapped[str]
    status: Mapped[str]
    flags: Mapped[list[str]]
    uploaded_at: Mapped[datetime]
    scan: Mapped[str]
    scan_note: Mapped[str]
    scanned_at: Mapped[datetime | None]
    spare_key: Mapped[str | None]
    judgement: Mapped[str] = mapped_column(server_default="RECEIVED")
    judgement_reason: Mapped[bytes | None]
    judged_seq: Mapped[int | None]
    judged_at: Mapped[datetime | None]
    replaced_by: Mapped[str | None]
    erased_at: Mapped[datetime | None]


class SignedHead(Base):
    """A signed statement of every case's head at an instant; published outside the database."""

    __tablename__ = "signed_heads"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    signed_at: Mapped[datetime]
    cases: Mapped[int]
    events: Mapped[int]
    root: Mapped[str]
    signature: Mapped[bytes]


class Fault(Base):
    """Something that must not happen, for a person to look at; nothing personal."""

    __tablename__ = "faults"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    kind: Mapped[str]
    case_id: Mapped[str | None]
    detail: Mapped[str]
    seen_at: Mapped[datetime]
    looks: Mapped[int]
    closed_at: Mapped[datetime | None]


class ReconcilerPass(Base):
    """One pass of the reconciler."""

    __tablename__ = "reconciler_passes"
    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    cases: Mapped[int]
    differences: Mapped[int]


class CityInstant(Base):
    """The simulated city's instant: one row (DESIGN §13)."""

    __tablename__ = "city_instant"
    id: Mapped[int] = mapped_column(primary_key=True)
    instant: Mapped[datetime]


class BoroughLimit(Base):
    """A borough's limits as GeoJSON, imported by `geo import`."""

    __tablename__ = "borough_limits"
    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    linked_city: Mapped[bool]
    geometry: Mapped[dict[str, Any]]
