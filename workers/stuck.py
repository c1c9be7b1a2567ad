"""Cases that cannot go on because their workflow itself fails: each is a fault with its name within a minute (F16).

Such a case loses nothing: the engine tries it again for ever, and it goes on by itself once the code is right.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from prometheus_client import Gauge
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from temporalio.bridge.proto.workflow_activation import WorkflowActivation
from temporalio.bridge.proto.workflow_completion import WorkflowActivationCompletion
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode
from temporalio.worker import WorkflowInstance
from temporalio.worker._workflow_instance import WorkflowInstanceDetails
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner

from db import faults
from db.operations import STUCK as KIND
from domain.case_ids import PROCEDURES, case_of_workflow, is_case, workflow_of

log = logging.getLogger("guichet.stuck")
ATTEMPTS: Final = 3  # a task that was lost with its worker is at its second
REPORTED: Final = (
    "ExecutionStatus = 'Running' AND TemporalReportedProblems IN "
    "('category=WorkflowTaskFailed', 'category=WorkflowTaskTimedOut')"
)
FAULTS: Final = Gauge("guichet_faults_open", "Faults that nobody closed, by kind.", ("kind",))
STUCK: Final = Gauge("guichet_stuck_cases", "Cases whose workflow fails again and again.")


@dataclass(frozen=True)
class WatchedRunner(SandboxedWorkflowRunner):
    """The shipped sandbox, which says the workflow's id when its code fails in this process."""

    failing: Callable[[str], None] = lambda workflow_id: None

    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        """An instance that tells of its failed activations."""
        instance = super().create_instance(det)
        activate, workflow_id = instance.activate, det.info.workflow_id

        def told(activation: WorkflowActivation) -> WorkflowActivationCompletion:
            completion = activate(activation)
            if completion.HasField("failed"):
                self.failing(workflow_id)
            return completion

        instance.activate = told  # pyright: ignore[reportAttributeAccessIssue]
        return instance


class StuckCases:
    """Looks for workflows that fail again and again: those seen failing here, those that the engine reports."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], temporal: Client) -> None:
        self._sessions = sessions
        self._temporal = temporal
        self._failing: set[str] = set()

    def note(self, workflow_id: str) -> None:
        """A workflow failed in this process; called by its threads."""
        self._failing.add(workflow_id)

    async def look(self) -> int:
        """One look: raises a fault per stuck case, closes those that go on. Returns 0: nothing to do at once."""
        known = await self._known()
        suspects = {one for one in (*self._failing, *await self._reported(), *known) if is_case(one)}
        attempts = {one: await self._attempts(one) for one in sorted(suspects)}
        stuck = {one: count for one, count in attempts.items() if count >= ATTEMPTS}
        self._failing &= {one for one, count in attempts.items() if count > 1}
        await self._tell(stuck, known)
        return 0

    async def _known(self) -> set[str]:
        async with self._sessions() as session:
            cases = [one.case_id for one in await faults.open_faults(session, KIND) if one.case_id]
        return {workflow_of(procedure, case_id) for procedure in PROCEDURES for case_id in cases}

    async def _reported(self) -> set[str]:
        """What the engine reports by itself; a server older than 1.30 cannot, and the other two sources remain."""
        try:
            return {found.id async for found in self._temporal.list_workflows(REPORTED, limit=500)}
        except RPCError as fault:
            if fault.status is not RPCStatusCode.INVALID_ARGUMENT:
                raise
            return set()

    async def _attempts(self, workflow_id: str) -> int:
        """How often the workflow's pending task was tried; 0 when nothing is pending."""
        try:
            described = await self._temporal.get_workflow_handle(workflow_id).describe()
        except RPCError as fault:
            if fault.status is not RPCStatusCode.NOT_FOUND:
                raise
            return 0
        if described.status is not WorkflowExecutionStatus.RUNNING:
            return 0
        return described.raw_description.pending_workflow_task.attempt

    async def _tell(self, stuck: dict[str, int], known: set[str]) -> None:
        now = datetime.now(UTC)
        async with self._sessions.begin() as session:
            for workflow_id, count in stuck.items():
                case_id = case_of_workflow(workflow_id)
                await faults.raise_fault(session, KIND, case_id, f"workflow task tried {count} times", now)
                if workflow_id not in known:
                    log.error("case stuck", extra={"case_id": case_id, "attempts": count})
            await faults.close_others(session, (KIND,), [case_of_workflow(one) for one in stuck], now)
            counts = await faults.count_by_kind(session)
        FAULTS.clear()
        for kind, count in counts.items():
            FAULTS.labels(kind).set(count)
        STUCK.set(len(stuck))
