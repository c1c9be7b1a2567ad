"""Holds, destructions and the log of accesses on the wire: what they bring and what they answer."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from activities.retention import Kept
from api.answers import Day, Instant, Link
from api.bodies import Body, Id, Note
from api.routing import PREFIX
from casework.keeping import Hold, held_by
from db.accesses import Seen
from db.destructions import ListRow


class Reason(Body):
    """Why a hold is placed or lifted; kept encrypted with the case."""

    reason: Annotated[Note, Field(min_length=1)]


class Proposal(Body):
    """The cases to destroy, by id."""

    cases: Annotated[list[Id], Field(min_length=1, max_length=500)]


class Nothing(Body):
    """Nothing more to say."""


class AccessAnswer(TypedDict):
    """One case opened once. `person` is an account's id; the owner of a case reads their own alone."""

    case_id: str
    person: str
    role: str
    at: Instant
    what: str
    purpose: str


class AccessList(TypedDict):
    """Accesses, oldest first; complete."""

    accesses: list[AccessAnswer]


class HoldAnswer(TypedDict):
    """A hold; it stands while `lifted_at` is null."""

    id: str
    reason: str
    placed_by: str
    placed_at: Instant
    lifted_by: str | None
    lifted_at: Instant | None
    lift_reason: str


class HoldList(TypedDict):
    """The holds of a case, oldest first."""

    holds: list[HoldAnswer]


class DueCase(TypedDict):
    """A closed case whose time is over. `refused` is the code of what still forbids its destruction; empty: nothing."""

    case_id: str
    reference: str
    service: str
    borough: str
    state: str
    rule: str
    closed_on: Day
    due_on: Day
    refused: str


class DueList(TypedDict):
    """Cases due, longest closed first; at most 500. `schedule` is the version of the retention schedule."""

    schedule: str
    cases: list[DueCase]


class ListedCase(TypedDict):
    """A case of a list. `outcome`: waiting, erased, not-due, legal-hold, not-at-rest."""

    case_id: str
    reference: str
    rule: str
    closed_on: Day
    due_on: Day
    outcome: str
    erased_at: Instant | None
    files: int | None


class ApprovalAnswer(TypedDict):
    """One person's approval."""

    person: str
    role: str
    at: Instant


class DestructionAnswer(TypedDict):
    """A destruction list. Two approvals are needed; `keys_gone_at` is when the last process forgot the keys."""

    id: str
    reference: str
    schedule: str
    status: str
    proposed_by: str
    proposed_at: Instant
    ordered_by: str | None
    ordered_at: Instant | None
    carried_out_at: Instant | None
    keys_gone_at: Instant | None
    certificate_url: Link | None
    certificate_sha256: str | None
    cases: list[ListedCase]
    approvals: list[ApprovalAnswer]


class DestructionList(TypedDict):
    """Destruction lists, latest first."""

    destructions: list[DestructionAnswer]


def accesses(rows: list[Seen]) -> AccessList:
    """A log of accesses."""
    return {"accesses": [_plain(row) for row in rows]}  # pyright: ignore[reportReturnType]


def hold(of: Hold) -> HoldAnswer:
    """A hold in clear."""
    row = of.row
    return {
        "id": row.id, "reason": of.reason, "placed_by": row.placed_by, "placed_at": row.placed_at.isoformat(),
        "lifted_by": row.lifted_by, "lifted_at": _when(row.lifted_at), "lift_reason": of.lift_reason,
    }  # fmt: skip


def due(schedule: str, rows: list[Kept], now: datetime) -> DueList:
    """What is due."""
    return {"schedule": schedule, "cases": [_due(row, now) for row in rows]}


def destruction(of: ListRow) -> DestructionAnswer:
    """A list."""
    url = f"{PREFIX}/destructions/{of.id}/certificate" if of.certificate_key else None
    return {
        "id": of.id, "reference": of.reference, "schedule": of.schedule, "status": of.status,
        "proposed_by": of.proposed_by, "proposed_at": of.proposed_at.isoformat(), "ordered_by": of.ordered_by,
        "ordered_at": _when(of.ordered_at), "carried_out_at": _when(of.carried_out_at),
        "keys_gone_at": _when(of.keys_gone_at), "certificate_url": url, "certificate_sha256": of.certificate_sha256,
        "cases": [_plain(one) for one in of.listed], "approvals": [_plain(one) for one in of.approvals],
    }  # pyright: ignore[reportReturnType]  # fmt: skip


def _due(of: Kept, now: datetime) -> DueCase:
    one = of.standing
    return {
        "case_id": one.case_id, "reference": one.reference, "service": one.service, "borough": one.borough,
        "state": one.state, "rule": of.rule, "closed_on": of.closed_on.isoformat(),
        "due_on": of.due_on.isoformat() if of.due_on else "", "refused": held_by(of, now),
    }  # fmt: skip


def _plain(row: Any) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in vars(row).items()}


def _when(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
