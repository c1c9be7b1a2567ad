"""What `record` writes, once, for one act: the event and everything that follows from it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from domain.invoicing import Invoice


@dataclass(frozen=True)
class Task:
    """Something that waits for somebody; `due_on` is a local date."""

    kind: str
    role: str
    due_on: date | None = None


@dataclass(frozen=True)
class Posting:
    """One double entry: `cents` from the credited account to the debited one. Balanced by construction.

    `method` says how money came to the till or left it: cash, cheque, terminal; "" elsewhere.
    """

    debit: str
    credit: str
    cents: int
    purpose: str
    method: str = ""


@dataclass(frozen=True)
class Order:
    """A letter (code P01…) or a mail (a template's name) to be sent by the outbox."""

    kind: str  # "letter" or "mail"
    code: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Filing:
    """What the case row needs to know from the first event."""

    procedure: str
    service: str
    version: str
    borough: str
    owner: str
    language: str
    clock: str


@dataclass(frozen=True)
class Event:
    """One fact of a case, keyed by (case_id, seq). `facts`, letters and mails are written encrypted."""

    case_id: str
    seq: int
    type: str
    act_id: str
    act_hash: str
    actor: str
    role: str
    at: datetime
    before: str
    after: str
    prev_head: str
    facts: dict[str, Any]
    postings: tuple[Posting, ...] = ()
    orders: tuple[Order, ...] = ()
    task: Task | None = None  # replaces the open task when the state changed
    promised_on: date | None = None
    next_alarm_at: datetime | None = None
    ended: bool = False
    filing: Filing | None = None
    invoice: Invoice | None = None
    owner: str = ""  # who holds the case from now on; "" leaves it
    task_done: bool = False  # within the same state: nothing waits for anybody any more


@dataclass(frozen=True)
class Receipt:
    """What the person gets back: the same for the same act, however often it is sent."""

    case_id: str
    reference: str
    seq: int
    state: str
    head: str
    at: datetime
    promised_on: date | None = None


@dataclass(frozen=True)
class CaseStatus:
    """What a live case says of itself; the reconciler compares it with the row."""

    case_id: str
    seq: int
    state: str
    head: str
    next_alarm_at: datetime | None
    quiescent: bool
