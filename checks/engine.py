"""What the engine says of each case: its runs by list, its standing by describe, its memory by result or query."""

import asyncio
import dataclasses
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from temporalio.client import Client, WorkflowExecutionStatus, WorkflowHandle, WorkflowQueryFailedError
from temporalio.converter import DataConverter
from temporalio.service import RPCError, RPCStatusCode

from checks.evidence import Evidence
from checks.sealed_payloads import KeyGone, opener

PROCEDURES = {"PermitCase": "permit-", "ContestCase": "contest-"}  # workflow types and the prefixes of their ids
AT_ONCE = 40
CONTINUED = WorkflowExecutionStatus.CONTINUED_AS_NEW
QUERY_ATTEMPTS = 5
QUERY_TIMEOUT = timedelta(seconds=10)


@dataclass(frozen=True)
class Said:
    """One case by the engine. `seq`, `state` and `head` are None when nobody answers or it is erased."""

    runs: int
    running: bool
    seq: int | None = None
    state: str | None = None
    head: str | None = None
    erased: bool = False


@dataclass(frozen=True)
class Engine:
    """Every case that the engine knows."""

    cases: dict[str, Said]

    def of(self, case_id: str) -> Said:
        """One case; without a run when the engine never heard of it."""
        return self.cases.get(case_id, Said(0, running=False))


def read_engine(evidence: Evidence, case_ids: Iterable[str]) -> Engine:
    """Ask about these cases and every other one that the engine lists. Blocks: call it outside an event loop."""
    return asyncio.run(_read(evidence, set(case_ids)))


async def connect(evidence: Evidence) -> Client:
    """A bare client with our own decoder."""
    converter = dataclasses.replace(DataConverter.default, payload_codec=opener(evidence))
    return await Client.connect(evidence.temporal_address, data_converter=converter)


async def _read(evidence: Evidence, case_ids: set[str]) -> Engine:
    client = await connect(evidence)
    runs = await _runs(client)
    gate = asyncio.Semaphore(AT_ONCE)

    async def ask(case_id: str) -> tuple[str, Said]:
        async with gate:
            return case_id, await _ask(client, case_id, runs[case_id])

    answers = await asyncio.gather(*(ask(case_id) for case_id in sorted(case_ids | runs.keys())))
    return Engine({case_id: said for case_id, said in answers if said.runs})


async def _runs(client: Client) -> Counter[str]:
    """Runs of each case; one that goes on as new is one run."""
    found: Counter[str] = Counter()
    for kind, prefix in PROCEDURES.items():
        async for run in client.list_workflows(f"WorkflowType = '{kind}'"):
            if run.id.startswith(prefix) and run.status != CONTINUED:
                found[run.id.removeprefix(prefix)] += 1
    return found


async def handle_of(client: Client, case_id: str) -> WorkflowHandle[Any, Any]:
    """The workflow of a case, whichever procedure it follows; a permit's where there is none."""
    handles = [client.get_workflow_handle(f"{prefix}{case_id}") for prefix in PROCEDURES.values()]
    for handle in handles[1:]:
        try:
            await handle.describe()
        except RPCError as fault:
            if fault.status is not RPCStatusCode.NOT_FOUND:
                raise
        else:
            return handle
    return handles[0]


async def _ask(client: Client, case_id: str, listed: int) -> Said:
    handle = await handle_of(client, case_id)
    try:
        described = await handle.describe()
    except RPCError as fault:
        if fault.status is RPCStatusCode.NOT_FOUND:
            return Said(listed, running=False)
        raise
    runs, running = max(listed, 1), described.status is WorkflowExecutionStatus.RUNNING
    if not running and described.status is not WorkflowExecutionStatus.COMPLETED:
        return Said(runs, running=False)
    try:
        said = await _status(handle) if running else await handle.result()
    except KeyGone:
        return Said(runs, running, erased=True)
    return Said(runs, running, said.get("seq"), said.get("state"), said.get("head"))


async def _status(handle: WorkflowHandle[Any, Any]) -> dict[str, Any]:
    """The case's own word; a worker that is just coming back is asked again. Empty when nobody answers."""
    for attempt in range(QUERY_ATTEMPTS):
        try:
            return await handle.query("status", rpc_timeout=QUERY_TIMEOUT)
        except (RPCError, WorkflowQueryFailedError):
            await asyncio.sleep(attempt)
    return {}
