"""Delivering a stored act to its case: the same act twice is one act, whoever sends it."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from temporalio.client import (
    Client,
    WithStartWorkflowOperation,
    WorkflowQueryFailedError,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from casework.refusals import as_case_error
from domain.acts import Act, FilePermit
from domain.case_ids import CONTEST, PERMIT, workflow_of
from domain.contest_acts import ServeStatement
from domain.errors import TemporarilyUnavailable
from domain.events import Receipt
from domain.letter import Language
from domain.preview import Preview
from workflows import options
from workflows.case import CaseWorkflow
from workflows.contest import ContestCase
from workflows.permit import PermitCase
from workflows.updates import query_of

RETRY_AFTER = 5
DOWN = (RPCStatusCode.UNAVAILABLE, RPCStatusCode.RESOURCE_EXHAUSTED, RPCStatusCode.UNKNOWN)  # unknown: the line broke


class NotYet(Exception):
    """The act is stored and on its way; its answer is not here yet."""


class CaseClosed(Exception):
    """The case's workflow has ended, or is not known any more: the record has the answer."""


async def deliver(temporal: Client, workflow_id: str, act: Act, seconds: float) -> Receipt:
    """Send an act to its case's workflow and wait `seconds` for the receipt.

    Raises the CaseError that refused it, TemporarilyUnavailable when Temporal is down, NotYet, CaseClosed.
    """
    try:
        async with asyncio.timeout(seconds):
            with _reaching():
                return await (_start(temporal, act) if is_filing(act) else _update(temporal, workflow_id, act))
    except (TimeoutError, WorkflowUpdateRPCTimeoutOrCancelledError) as late:
        raise NotYet from late
    except WorkflowUpdateFailedError as failed:
        raise _refusal(failed) from failed
    except WorkflowAlreadyStartedError as ended:
        raise CaseClosed from ended


async def look_ahead(temporal: Client, workflow_id: str, act: Act, language: Language, seconds: float) -> Preview:
    """Ask a case what an act would order; nothing is written. Raises TemporarilyUnavailable, CaseClosed."""
    case = temporal.get_workflow_handle(workflow_id)
    try:
        async with asyncio.timeout(seconds):
            with _reaching():
                return await case.query(query_of(act.action), args=[act, language], result_type=Preview)
    except (TimeoutError, NotYet, WorkflowQueryFailedError) as nothing:  # an older worker knows no previews
        raise TemporarilyUnavailable(part="temporal", retry_after=RETRY_AFTER) from nothing


@contextmanager
def _reaching() -> Generator[None]:
    """Turn the faults of a call to Temporal into our own."""
    try:
        yield
    except RPCError as fault:
        raise _fault(fault) from fault
    except RuntimeError as fault:  # what a client that never connected raises
        if not str(fault).startswith("Failed client connect"):
            raise
        raise TemporarilyUnavailable(part="temporal", retry_after=RETRY_AFTER) from fault


async def _update(temporal: Client, workflow_id: str, act: Act) -> Receipt:
    handle = temporal.get_workflow_handle(workflow_id)
    answer: Any = await handle.execute_update(act.action, act, id=act.act_id, result_type=Receipt)
    return answer


async def _start(temporal: Client, act: Act) -> Receipt:
    run, workflow_id = _begins(act)
    start: Any = WithStartWorkflowOperation(
        run,
        act,
        id=workflow_id,
        task_queue=options.CASES,
        task_timeout=options.WORKFLOW_TASK,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
    )
    return await temporal.execute_update_with_start_workflow(
        CaseWorkflow.file, start_workflow_operation=start, id="file"
    )


def is_filing(act: Act) -> bool:
    """Whether a case begins with this act."""
    return isinstance(act, FilePermit | ServeStatement)


def _begins(act: Act) -> tuple[Any, str]:
    """The workflow that an act begins, and its id."""
    if isinstance(act, FilePermit):
        return PermitCase.run, workflow_of(PERMIT, act.case_id)
    assert isinstance(act, ServeStatement)
    return ContestCase.run, workflow_of(CONTEST, act.case_id)


def _refusal(failed: WorkflowUpdateFailedError) -> BaseException:
    cause = failed.cause
    if isinstance(cause, ApplicationError) and (refusal := as_case_error(cause)):
        return refusal
    if isinstance(cause, ApplicationError) and cause.type == "AcceptedUpdateCompletedWorkflow":
        return CaseClosed()
    return failed


def _fault(fault: RPCError) -> BaseException:
    if fault.status is RPCStatusCode.NOT_FOUND:
        return CaseClosed()
    if fault.status in DOWN:
        return TemporarilyUnavailable(part="temporal", retry_after=RETRY_AFTER)
    if fault.status in (RPCStatusCode.DEADLINE_EXCEEDED, RPCStatusCode.CANCELLED):
        return NotYet()
    return fault
