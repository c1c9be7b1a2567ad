"""The reconciler: from rows to workflows and back; a difference counts after two looks (DESIGN §12)."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from temporalio import activity
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

from db import faults, supervision
from db.supervision import Head
from domain.case_ids import WORKFLOW_TYPES, case_of_workflow, is_case, workflow_of
from domain.events import CaseStatus

log = logging.getLogger("guichet.reconciler")
GONE = "workflow-without-row"
KINDS = ("row-without-workflow", "workflow-ended-row-open", "workflow-open-row-ended", "diverged", GONE)
BATCH = 200
SETTLED = timedelta(seconds=30)
STUCK = timedelta(minutes=10)
NO_PASS_FOR = timedelta(minutes=10)  # then whoever watches makes one, or worries
OVERLAP = timedelta(hours=1)


@dataclass(frozen=True)
class Pass:
    """What one pass saw."""

    cases: int
    differences: int


class Reconciler:
    """Compares every open case with its workflow. A plain function: a Schedule calls it, and so does the supervisor."""

    def __init__(
        self, sessions: async_sessionmaker[AsyncSession], temporal: Client, settled: timedelta = SETTLED
    ) -> None:
        self._sessions = sessions
        self._temporal = temporal
        self._settled = settled

    @activity.defn
    async def reconcile(self) -> Pass:
        """One pass over the open cases and the open workflows."""
        started = datetime.now(UTC)
        seen: dict[str, str] = {}
        count = 0
        async for heads in self._open_heads():
            count += len(heads)
            found = await asyncio.gather(*(self._look(head) for head in heads))
            seen |= {head.case_id: kind for head, kind in zip(heads, found, strict=True) if kind}
        seen |= await self._from_workflows()
        ended = datetime.now(UTC)
        async with self._sessions.begin() as session:
            for case_id, kind in seen.items():
                await faults.raise_fault(session, kind, case_id, "", ended)
            await faults.close_others(session, KINDS, list(seen), ended)
            await self._note_stuck(session, ended)
            await supervision.note_pass(session, started, ended, count, len(seen))
        return Pass(count, len(seen))

    async def _open_heads(self) -> AsyncIterator[list[Head]]:
        after = ""
        while True:
            async with self._sessions() as session:
                heads = await supervision.open_heads(session, after, BATCH)
            if not heads:
                return
            yield heads
            after = heads[-1].case_id

    async def _look(self, head: Head) -> str:
        """The kind of difference, or nothing."""
        handle = self._temporal.get_workflow_handle(workflow_of(head.procedure, head.case_id))
        try:
            description = await handle.describe()
        except RPCError as fault:
            if fault.status is RPCStatusCode.NOT_FOUND:
                return "row-without-workflow"
            raise
        if description.status is not WorkflowExecutionStatus.RUNNING:
            return "" if await self._ended_since(head) else "workflow-ended-row-open"
        said: CaseStatus = await handle.query("status", result_type=CaseStatus)
        if (said.seq, said.state, said.head) == (head.seq, head.state, head.head):
            return ""
        return "" if await self._moved_since(head) or not said.quiescent else "diverged"

    async def _ended_since(self, head: Head) -> bool:
        async with self._sessions() as session:
            now = await supervision.head_of(session, head.case_id)
        return now is not None and now.ended

    async def _moved_since(self, head: Head) -> bool:
        async with self._sessions() as session:
            now = await supervision.head_of(session, head.case_id)
        return now is not None and now.seq != head.seq

    async def _from_workflows(self) -> dict[str, str]:
        """Workflows that have no row, and running ones whose row has ended.

        Those that ended since the last pass that this database remembers are looked at as well: after a restore, that
        is the gap. One that was found without a row stays a fault until it has one.
        """
        settled = (datetime.now(UTC) - self._settled).isoformat()
        async with self._sessions() as session:
            last = await supervision.last_pass(session)
            missed = {one.case_id for one in await faults.open_faults(session, GONE) if one.case_id}
        since = ((last or datetime.fromtimestamp(0, UTC)) - (OVERLAP if last else timedelta(0))).isoformat()
        running = await self._listed(f"ExecutionStatus = 'Running' AND StartTime < '{settled}'")
        closed = await self._listed(f"ExecutionStatus != 'Running' AND CloseTime > '{since}'")
        everyone = sorted(running | closed | missed)
        async with self._sessions() as session:
            known = await supervision.known(session, everyone)
            ended = await supervision.ended(session, sorted(running))
        return {one: GONE for one in everyone if one not in known} | dict.fromkeys(ended, "workflow-open-row-ended")

    async def _listed(self, which: str) -> set[str]:
        kinds = ", ".join(f"'{kind}'" for kind in WORKFLOW_TYPES)
        query = f"WorkflowType IN ({kinds}) AND {which}"
        return {case_of_workflow(found.id) async for found in self._temporal.list_workflows(query) if is_case(found.id)}

    async def _note_stuck(self, session: AsyncSession, now: datetime) -> None:
        pending = await supervision.pending(session, STUCK, now)
        for name, count in vars(pending).items():
            if count:
                await faults.raise_fault(session, f"stuck-{name}", None, str(count), now)
