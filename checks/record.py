"""The record as the proofs read it: plain SQL, one snapshot, nothing decrypted."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

import psycopg
from psycopg.rows import class_row

from checks.evidence import Evidence

PERMIT, CONTEST = "permit", "contest"
TERMINAL = {PERMIT: frozenset({"REFUSED", "EXPIRED", "WITHDRAWN", "ABANDONED"}), CONTEST: frozenset({"CLOSED"})}
AWAITS_MONEY = {
    PERMIT: frozenset({"AWAITING_PAYMENT", "APPROVED_TO_PAY"}),
    CONTEST: frozenset({"PAYABLE", "AGREEMENT", "ENFORCEMENT"}),
}


@dataclass(frozen=True)
class Case:
    """A row of `cases`."""

    id: str
    reference: str
    procedure: str
    state: str
    seq: int
    head: str
    ended: bool


@dataclass(frozen=True)
class Event:
    """A row of `case_events`."""

    case_id: str
    seq: int
    type: str
    act_id: str
    before: str
    after: str


@dataclass(frozen=True)
class Received:
    """A row of `acts_received`: the act that a client's key stands for."""

    idempotency_key: str
    act_id: str
    case_id: str
    action: str
    status: str


@dataclass(frozen=True)
class Line:
    """A row of `ledger_entries`, in cents."""

    case_id: str
    seq: int
    debit: str
    credit: str
    cents: int
    purpose: str


@dataclass(frozen=True)
class Order:
    """A row of `outbox`."""

    case_id: str
    seq: int
    line: int
    kind: str
    code: str
    status: str


@dataclass(frozen=True)
class Letter:
    """A row of `letters`."""

    case_id: str
    number: int
    seq: int
    line: int
    code: str
    storage_key: str
    sealed_sha256: str
    status: str
    corrects: int | None
    changed_seq: int | None


@dataclass(frozen=True)
class Delivery:
    """A row of `letter_deliveries`: one attempt to bring a letter to its person."""

    case_id: str
    number: int
    attempt: int
    channel: str
    status: str
    batch: str | None
    posted_on: date | None


@dataclass(frozen=True)
class Batch:
    """A row of `post_batches`."""

    id: str
    status: str
    letters: int | None
    pages: int | None
    sheets: int | None
    duplex: bool
    pdf_sha256: str | None
    manifest_sha256: str | None
    posted_on: date | None
    cleared_at: datetime | None


@dataclass(frozen=True)
class Registered:
    """A row of `statements`: the case of a statement's number, of which only a keyed hash is kept."""

    number_hash: str
    case_id: str


@dataclass(frozen=True)
class Record:
    """Everything, by case."""

    cases: dict[str, Case]
    events: dict[str, list[Event]]
    received: list[Received]
    ledger: dict[str, list[Line]]
    orders: dict[str, list[Order]]
    letters: dict[str, list[Letter]]
    deliveries: dict[str, list[Delivery]]
    batches: list[Batch]
    statements: list[Registered]

    def event_at(self, case_id: str, seq: int) -> Event | None:
        """The event at a place of a case's chain."""
        return next((event for event in self.events.get(case_id, ()) if event.seq == seq), None)


class OfACase(Protocol):
    """A row that names its case."""

    @property
    def case_id(self) -> str:
        """The case."""
        ...


T = TypeVar("T")
R = TypeVar("R", bound=OfACase)


def read_record(evidence: Evidence) -> Record:
    """One consistent reading of the whole record."""
    with psycopg.connect(evidence.database_url) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return Record(
            cases={case.id: case for case in _all(connection, Case, "cases ORDER BY id")},
            events=_by_case(_all(connection, Event, "case_events ORDER BY case_id, seq")),
            received=_all(connection, Received, "acts_received ORDER BY received_at"),
            ledger=_by_case(_all(connection, Line, "ledger_entries ORDER BY case_id, seq, line")),
            orders=_by_case(_all(connection, Order, "outbox ORDER BY case_id, seq, line")),
            letters=_by_case(_all(connection, Letter, "letters ORDER BY case_id, number")),
            deliveries=_by_case(_all(connection, Delivery, "letter_deliveries ORDER BY case_id, number, attempt")),
            batches=_all(connection, Batch, "post_batches ORDER BY id"),
            statements=_all(connection, Registered, "statements ORDER BY case_id"),
        )


def _all(connection: psycopg.Connection[Any], kind: type[T], source: str) -> list[T]:
    names = ", ".join(f'"{name}"' for name in kind.__annotations__)
    with connection.cursor(row_factory=class_row(kind)) as cursor:
        return cursor.execute(f"SELECT {names} FROM {source}".encode()).fetchall()


def _by_case(rows: Iterable[R]) -> dict[str, list[R]]:
    found: defaultdict[str, list[R]] = defaultdict(list)
    for row in rows:
        found[row.case_id].append(row)
    return dict(found)
