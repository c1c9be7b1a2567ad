"""What waits in the engine's own queues, and who asked them for work: as Temporal tells it of each that we use."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import Client

from workflows import options

WORKFLOWS: Final = TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW
ACTIVITIES: Final = TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY
QUEUES: Final = (
    (options.CASES, WORKFLOWS), (options.CASES, ACTIVITIES), (options.PAYMENTS, ACTIVITIES),
    (options.ROOMS, ACTIVITIES),
)  # fmt: skip
ANSWER_WITHIN: Final = timedelta(seconds=2)


@dataclass(frozen=True)
class Backlog:
    """One queue of workflows or of activities: tasks that nobody took (roughly), the oldest one's age, who polls."""

    queue: str
    of: str  # workflows, activities
    waiting: int
    seconds: float
    pollers: int
    polled_at: datetime | None


class NotTold(Exception):
    """This server does not say how much waits: nothing is shown rather than a guess."""


async def of_queues(temporal: Client) -> list[Backlog]:
    """Every queue of the city. Raises RPCError when the engine is away, NotTold when it does not count."""
    return [await _of(temporal, name, kind) for name, kind in QUEUES]


async def _of(temporal: Client, name: str, kind: TaskQueueType.ValueType) -> Backlog:
    asked = DescribeTaskQueueRequest(
        namespace=temporal.namespace, task_queue=TaskQueue(name=name), task_queue_type=kind, report_stats=True
    )
    told = await temporal.workflow_service.describe_task_queue(asked, timeout=ANSWER_WITHIN)
    if not told.HasField("stats"):
        raise NotTold
    polled = [one.last_access_time.ToDatetime(UTC) for one in told.pollers]
    age = told.stats.approximate_backlog_age
    return Backlog(
        name, "workflows" if kind == WORKFLOWS else "activities", told.stats.approximate_backlog_count,
        age.seconds + age.nanos / 1e9, len(polled), max(polled, default=None),
    )  # fmt: skip
