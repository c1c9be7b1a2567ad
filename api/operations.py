"""What an administrator reads of the city's workings, on the wire."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from typing_extensions import TypedDict

from api.answers import Instant
from casework import wellness
from casework.operating import Operations, Part, Queue
from casework.readiness import Readiness

T = TypeVar("T")


class FaultLineAnswer(TypedDict):
    """An open fault; `looks` counts the passes that saw it, `reference` is empty where no file is named."""

    kind: str
    case_id: str | None
    reference: str
    detail: str
    seen_at: Instant
    looks: int


class PassAnswer(TypedDict):
    """One pass of the reconciler."""

    started_at: Instant
    ended_at: Instant
    cases: int
    differences: int


class WorkerAnswer(TypedDict):
    """A worker process: `answers` is whether it gave a sign within the minute, `silent` its parts that are overdue."""

    process: str
    kind: str
    started_at: Instant
    signed_at: Instant
    answers: bool
    parts: list[str]
    silent: list[str]


class QueueAnswer(TypedDict):
    """What waits of a kind; `seconds` is the age of the oldest, `due` how many could be done now (null: not ours)."""

    kind: str
    waiting: int
    oldest_at: Instant | None
    seconds: float | None
    due: int | None
    due_at: Instant | None


class BacklogAnswer(TypedDict):
    """A queue of the engine: tasks that nobody took, roughly, and who asks for work."""

    queue: str
    of: str
    waiting: int
    seconds: float
    pollers: int
    polled_at: Instant | None


class LackingAnswer(TypedDict):
    """A hearing that lacks something."""

    case_id: str
    reference: str
    starts_at: Instant
    missing: list[str]


class ReadinessAnswer(TypedDict):
    """The hearings that begin within so many hours."""

    hours: int
    hearings: int
    missing: dict[str, int]
    lacking: list[LackingAnswer]


class FaultPart(TypedDict):
    """Faults at an instant; null: they could not be read."""

    read_at: Instant
    found: list[FaultLineAnswer] | None


class PassPart(TypedDict):
    """The last pass at an instant; null: it could not be read, empty: there was none."""

    read_at: Instant
    found: list[PassAnswer] | None


class WorkerPart(TypedDict):
    """Worker processes of the last hour; null: they could not be read."""

    read_at: Instant
    found: list[WorkerAnswer] | None


class QueuePart(TypedDict):
    """What waits, a line for each kind; null: it could not be read."""

    read_at: Instant
    found: list[QueueAnswer] | None


class BacklogPart(TypedDict):
    """The engine's queues; null: the engine is away, or does not count."""

    read_at: Instant
    found: list[BacklogAnswer] | None


class ReadinessPart(TypedDict):
    """The hearings of seven days, 24 hours, one hour; null: they could not be read."""

    read_at: Instant
    found: list[ReadinessAnswer] | None


class OperationsAnswer(TypedDict):
    """Every part, read by itself; `look_at` names those that are not well or could not be read."""

    look_at: list[str]
    stuck: FaultPart
    reconciler: PassPart
    workers: WorkerPart
    queues: QueuePart
    engine: BacklogPart
    hearings: ReadinessPart
    faults: FaultPart


def answer(seen: Operations) -> OperationsAnswer:
    """The parts as read, and which of them to look at."""
    workers = seen.workers
    return {
        "look_at": wellness.to_look_at(seen),
        "stuck": _part(seen.stuck, _plain),
        "reconciler": _part(seen.reconciler, _plain),
        "workers": _part(workers, lambda one: _plain(one) | {"answers": wellness.answers(one, workers)}),
        "queues": _part(seen.queues, _queue),
        "engine": _part(seen.engine, _plain),
        "hearings": _part(seen.hearings, _readiness),
        "faults": _part(seen.faults, _plain),
    }


def _part(part: Part[T], shape: Callable[[T], Any]) -> Any:
    found = None if part.found is None else [shape(one) for one in part.found]
    return {"read_at": part.read_at.isoformat(), "found": found}


def _plain(row: Any) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in vars(row).items()}


def _queue(one: Queue) -> QueueAnswer:
    return _plain(one.line) | {"seconds": one.seconds}  # pyright: ignore[reportReturnType]


def _readiness(one: Readiness) -> ReadinessAnswer:
    lacking: list[LackingAnswer] = [
        {"case_id": hearing.case_id, "reference": hearing.reference, "starts_at": hearing.starts_at.isoformat(),
         "missing": hearing.missing}
        for hearing in one.lacking
    ]  # fmt: skip
    return {"hours": one.hours, "hearings": one.hearings, "missing": one.missing, "lacking": lacking}
