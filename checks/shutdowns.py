"""Activities that a stopping worker broke off, by the engine's own histories."""

import asyncio

from temporalio.api.failure.v1 import Failure
from temporalio.api.history.v1 import HistoryEvent

from checks.engine import PROCEDURES, connect
from checks.evidence import Evidence

BROKEN_OFF = "WorkerShutdown"


def shut_down_activities(evidence: Evidence) -> int:
    """How many attempts of activities failed because their worker stopped. Blocks: call it outside an event loop."""
    return asyncio.run(_count(evidence))


async def _count(evidence: Evidence) -> int:
    client = await connect(evidence)
    count = 0
    for kind in PROCEDURES:
        async for run in client.list_workflows(f"WorkflowType = '{kind}'"):
            history = client.get_workflow_handle(run.id, run_id=run.run_id).fetch_history_events()
            count += sum([1 async for event in history if _broken_off(event)])
    return count


def _broken_off(event: HistoryEvent) -> bool:
    """A retried attempt stands in the next one's start, the last attempt in an event of its own."""
    return any(
        _is_shutdown(failure)
        for failure in (
            event.activity_task_started_event_attributes.last_failure,
            event.activity_task_failed_event_attributes.failure,
        )
    )


def _is_shutdown(failure: Failure) -> bool:
    inner = failure.HasField("cause") and _is_shutdown(failure.cause)
    return inner or failure.application_failure_info.type == BROKEN_OFF
