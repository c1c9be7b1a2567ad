"""`--sabotage plant`: a personal word put in every place where none may be, to see that the search finds it in each."""

import asyncio
import secrets
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from temporalio.api.enums.v1 import IndexedValueType, WorkflowTaskFailedCause
from temporalio.api.failure.v1 import Failure
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import (
    DeleteWorkflowExecutionRequest,
    PollWorkflowTaskQueueRequest,
    RespondWorkflowTaskFailedRequest,
)
from temporalio.client import Client, WorkflowHandle
from temporalio.common import SearchAttributeKey, SearchAttributePair, TypedSearchAttributes
from temporalio.service import RPCError, RPCStatusCode

from checks.canaries import search
from checks.evidence import Evidence

ATTRIBUTE = SearchAttributeKey.for_keyword("GuichetPlanted")
QUEUE = "planted"
NAMESPACE = "default"


@dataclass(frozen=True)
class Planted:
    """A city with one word too many in each place."""

    evidence: Evidence
    canary: str
    pages: dict[str, str]


def search_planted(evidence: Evidence) -> dict[str, Any]:
    """Plant a new word everywhere and search for it: every place must have hits. Blocks."""
    with planted(evidence) as found:
        return search(found.evidence, [found.canary], found.pages)


@contextmanager
def planted(evidence: Evidence) -> Generator[Planted]:
    """Copies of the files with the word in them, and a bare workflow that shows it; taken away afterwards."""
    canary = f"Zoé Témoin-{secrets.token_hex(8)}"
    with tempfile.TemporaryDirectory() as folder:
        var = Path(folder)
        _copy_with(evidence.var, var, canary)
        asyncio.run(_start(evidence, canary))
        try:
            yield Planted(replace(evidence, var=var), canary, {"planted": f'guichet_acts_total{{who="{canary}"}} 1\n'})
        finally:
            asyncio.run(_remove(evidence, canary))


def _copy_with(var: Path, to: Path, canary: str) -> None:
    shutil.copy(var / "city.json", to / "city.json")
    (to / "log").mkdir()
    for file in (*var.glob("temporal.db*"), *(var / "log").glob("*.log")):
        copy = to / file.relative_to(var)
        shutil.copy(file, copy)
        with copy.open("ab") as opened:
            opened.write(canary.encode("utf-16-le") if copy.suffix == ".log" else canary.encode())


async def _start(evidence: Evidence, canary: str) -> None:
    client = await Client.connect(evidence.temporal_address)
    await _offer_attribute(client)
    handle = await client.start_workflow(
        "Planted",
        canary,
        id=f"planted-{canary}",
        task_queue=QUEUE,
        memo={"who": canary},
        search_attributes=TypedSearchAttributes([SearchAttributePair(ATTRIBUTE, canary)]),
    )
    await _fail_once(client, canary)
    while not [run async for run in client.list_workflows(f"WorkflowId = '{handle.id}'")]:
        await asyncio.sleep(0.05)


async def _offer_attribute(client: Client) -> None:
    offered = {ATTRIBUTE.name: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD}
    try:
        await client.operator_service.add_search_attributes(
            AddSearchAttributesRequest(search_attributes=offered, namespace=NAMESPACE)
        )
    except RPCError as fault:
        if fault.status is not RPCStatusCode.ALREADY_EXISTS:
            raise


async def _fail_once(client: Client, canary: str) -> None:
    """Answer the workflow's first task with a failure in plain words, as a worker without our converter would."""
    queue = TaskQueue(name=QUEUE)
    task = await client.workflow_service.poll_workflow_task_queue(
        PollWorkflowTaskQueueRequest(namespace=NAMESPACE, task_queue=queue, identity=QUEUE)
    )
    await client.workflow_service.respond_workflow_task_failed(
        RespondWorkflowTaskFailedRequest(
            namespace=NAMESPACE,
            task_token=task.task_token,
            cause=WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_WORKFLOW_WORKER_UNHANDLED_FAILURE,
            failure=Failure(message=f"cannot write to {canary}"),
            identity=QUEUE,
        )
    )


async def _remove(evidence: Evidence, canary: str) -> None:
    client = await Client.connect(evidence.temporal_address)
    handle: WorkflowHandle[Any, Any] = client.get_workflow_handle(f"planted-{canary}")
    described = await handle.describe()
    await handle.terminate("planted for a proof")
    execution = described.raw_description.workflow_execution_info.execution
    await client.workflow_service.delete_workflow_execution(
        DeleteWorkflowExecutionRequest(namespace=NAMESPACE, workflow_execution=execution)
    )
