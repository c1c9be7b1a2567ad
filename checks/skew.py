"""Where the record and the engine tell different stories: after a restore of one of them, this is the gap."""

import asyncio

from temporalio.client import Client, WorkflowExecutionStatus, WorkflowQueryFailedError
from temporalio.service import RPCError, RPCStatusCode

from checks.engine import PROCEDURES, connect, handle_of
from checks.evidence import Evidence
from checks.record import Case, read_record
from checks.sealed_payloads import KeyGone


def skewed(evidence: Evidence) -> set[str]:
    """Cases that only one of both knows, that ended in only one, or whose heads differ. Blocks.

    A case that ended in the record and that the engine does not know is right: its retention is over.
    """
    return asyncio.run(_skewed(evidence))


async def _skewed(evidence: Evidence) -> set[str]:
    client, record = await connect(evidence), read_record(evidence)
    running: dict[str, bool] = {}
    for kind, prefix in PROCEDURES.items():
        async for run in client.list_workflows(f"WorkflowType = '{kind}'"):
            case_id = run.id.removeprefix(prefix)
            running[case_id] = running.get(case_id, False) or run.status is WorkflowExecutionStatus.RUNNING
    unknown = running.keys() - record.cases.keys()
    differing = {case.id for case in record.cases.values() if await _differs(client, case, running.get(case.id))}
    return unknown | differing


async def _differs(client: Client, case: Case, runs: bool | None) -> bool:
    if runs is None or not runs:
        return not case.ended
    if case.ended:
        return True
    try:
        said = await (await handle_of(client, case.id)).query("status")
    except RPCError as fault:
        return fault.status is RPCStatusCode.NOT_FOUND
    except (WorkflowQueryFailedError, KeyGone):
        return True
    return (said["seq"], said["state"], said["head"]) != (case.seq, case.state, case.head)
