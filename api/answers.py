"""The shapes of what the JSON door answers: instants in UTC, local days, amounts in cents of Canadian dollars."""

from typing import Annotated, Any, NotRequired

from pydantic import Field, WithJsonSchema
from typing_extensions import TypedDict

Instant = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
Day = Annotated[str, WithJsonSchema({"type": "string", "format": "date"})]
Link = Annotated[str, WithJsonSchema({"type": "string", "format": "uri-reference"})]


class ReceiptAnswer(TypedDict):
    """The receipt of an act: the same for the same act, however often it is sent."""

    case_id: str
    reference: str
    seq: int
    state: str
    head: str
    at: Instant
    promised_on: Day | None


class AcceptedAnswer(TypedDict):
    """The act is stored and on its way: ask at `status_url`."""

    act_id: str
    case_id: str
    status_url: Link


class CaseSummary(TypedDict):
    """A case in a list."""

    id: str
    reference: str
    service: str
    borough: str
    state: str
    seq: int
    ended: bool
    filed_at: Instant
    updated_at: Instant
    promised_on: Day | None


class CasePage(TypedDict):
    """One page; `next_cursor` is empty on the last one."""

    cases: list[CaseSummary]
    next_cursor: str


class TaskAnswer(TypedDict):
    """What waits, for whom, until when."""

    case_id: str
    reference: str
    service: str
    kind: str
    role: str
    borough: str
    due_on: Day | None
    opened_at: Instant
    version: str
    state: str
    assigned_to: str | None


class QueueCounts(TypedDict):
    """Open tasks by queue, each counted up to 1,000; `this_week` is due within seven days, today among them."""

    desk: int
    overdue: int
    this_week: int
    citizen: int
    untaken: int
    mine: int


class TaskPage(TypedDict):
    """One page of the worklist, the earliest due date first; `next_cursor` is empty on the last one."""

    tasks: list[TaskAnswer]
    next_cursor: str
    counts: QueueCounts | None


class BreachAnswer(TypedDict):
    """A promised date that passed; `supervisor` is the account that answers for it."""

    case_id: str
    reference: str
    service: str
    borough: str
    state: str
    promised_on: Day
    supervisor: str | None
    noted_at: Instant


class OverdueList(TypedDict):
    """Promises that were not kept, the oldest first."""

    promises: list[BreachAnswer]


class TaskList(TypedDict):
    """Open tasks, most urgent first."""

    tasks: list[TaskAnswer]


class ItemAnswer(TypedDict):
    """One thing that the open request for information asks for."""

    name: str
    kind: str
    label: str
    note: str


class CaseAnswer(CaseSummary):
    """The file as this reader sees it.

    `acts` is what this reader may do now, `opinions` what a decision needs, `heard` the opinions given one by one;
    `standing` is where a contest stands: counts, money, deadlines, hearing, exhibits.
    """

    language: str
    version: str
    answers: dict[str, Any]
    task: TaskAnswer | None
    acts: list[str]
    opinions: list[str]
    heard: list[str]
    asked: list[ItemAnswer]
    standing: dict[str, Any] | None


class FoundAnswer(TypedDict):
    """A statement that somebody found: a pass to its case for half an hour, unless an account holds it."""

    claimed: bool
    case_id: NotRequired[str]
    token: NotRequired[str]
    token_type: NotRequired[str]


class MomentAnswer(TypedDict):
    """One entry of the timeline."""

    seq: int
    type: str
    at: Instant
    role: str
    before: str
    after: str
    facts: dict[str, Any]


class Timeline(TypedDict):
    """Everything that happened, in order."""

    events: list[MomentAnswer]


class LetterAnswer(TypedDict):
    """A sealed letter. Hashes are SHA-256 in hexadecimal."""

    number: int
    code: str
    language: str
    dated: Day
    status: str
    sealed_sha256: str
    verify_code: str
    url: Link
    channel: str | None
    delivery: str | None
    legal_date: Day | None
    corrects: int | None


class LetterList(TypedDict):
    """The letters of a case, in order."""

    letters: list[LetterAnswer]


class DocumentAnswer(TypedDict):
    """A file. `status` is received, or quarantined for malware. It is given out while `scan` is clean or not_scanned.

    `scan`: clean, not_scanned, held (waits for a scanner), infected. `judgement`: RECEIVED, ACCEPTED, or TO_REPLACE
    with a `reason`; `replaced_by` is the file that came instead. `flags`, for the clerk: place-mismatch, not-scanned,
    active-content-removed, links-removed, signature-lost.
    """

    id: str
    kind: str
    name: str
    media_type: str
    size: int
    sha256: str
    status: str
    scan: str
    judgement: str
    reason: str
    replaced_by: str | None
    flags: list[str]
    uploaded_at: Instant
    url: Link


class DocumentList(TypedDict):
    """Files, oldest first."""

    documents: list[DocumentAnswer]


class DraftAnswer(TypedDict):
    """A draft; `revision` counts its edits, `version` is the service's that it was begun with and is filed under."""

    id: str
    revision: int
    service: str
    version: str
    borough: str
    answers: dict[str, Any]
    documents: dict[str, str]
    language: str
    channel: str
    updated_at: Instant
    filed: bool


class DraftList(TypedDict):
    """Drafts, latest first."""

    drafts: list[DraftAnswer]


class VerifiedAnswer(TypedDict):
    """What anyone who holds a letter's code learns of it."""

    code: str
    language: str
    reference: str
    service: str
    dated: Day
    status: str
    sealed_sha256: str
    number: int
    changed_on: Day | None
    reason: str | None
    corrects: int | None
    corrected_by: int | None
    corrected_dated: Day | None


class Received(TypedDict):
    """The gateway's message is kept; `new` is false when it was seen before."""

    received: bool
    new: bool


class FieldProblem(TypedDict):
    """A field at fault."""

    field: str
    code: str
    detail: str


class Problem(TypedDict):
    """RFC 9457. `instance` is the request's number; `errors` names the fields at fault, if any are."""

    type: Link
    title: str
    status: int
    detail: str
    instance: str
    errors: Annotated[list[FieldProblem], Field(default=[])]
