"""Personal words of the cases, searched where none may be: engine, ids, logs, metrics (RELIABILITY §3 G1)."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

import httpx
from google.protobuf.message import Message
from temporalio.api.failure.v1 import Failure
from temporalio.client import Client, WorkflowExecution
from temporalio.service import RPCError

from checks.disguises import Needles
from checks.evidence import Evidence

PLACES = (
    "temporal_files",
    "workflow_ids",
    "search_attributes",
    "memos",
    "failure_messages",
    "histories",
    "logs",
    "metrics",
)
METRICS = {
    "doors": "web", "cases": "cases_metrics", "letters": "letters_metrics", "dockets": "dockets_metrics",
    "temporal": "temporal_metrics",
}  # fmt: skip
AT_ONCE = 20

Found = defaultdict[str, list[bytes]]


def search(evidence: Evidence, canaries: Iterable[str], pages: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Search every place: hits by place and in all, the bytes looked at, and what could not be read.

    `pages` are more metrics pages, by name. Blocks: call it outside an event loop.
    """
    needles = Needles(canaries)
    found: Found = defaultdict(list)
    found["temporal_files"] = [file.read_bytes() for file in sorted(evidence.var.glob("temporal.db*"))]
    found["logs"] = [file.read_bytes() for file in sorted((evidence.var / "log").glob("*")) if file.is_file()]
    unread = _read_metrics(evidence, found)
    found["metrics"] += [page.encode() for page in (pages or {}).values()]
    asyncio.run(_read_engine(evidence, found))
    hits = {place: sum(needles.count(content) for content in found[place]) for place in PLACES}
    return {
        "places": hits,
        "hits": sum(hits.values()),
        "bytes": {place: sum(len(content) for content in found[place]) for place in PLACES},
        "unread": [*unread, *(place for place in ("temporal_files", "logs") if not found[place])],
    }


def _read_metrics(evidence: Evidence, found: Found) -> list[str]:
    unread: list[str] = []
    ports = evidence.ports()
    for name, part in METRICS.items():
        try:
            found["metrics"].append(
                httpx.get(f"http://127.0.0.1:{ports[part]}/metrics", timeout=10).raise_for_status().content
            )
        except httpx.HTTPError:
            unread.append(f"metrics of {name}")
    return unread


async def _read_engine(evidence: Evidence, found: Found) -> None:
    """Everything that a bare client without keys can see of every workflow."""
    client = await Client.connect(evidence.temporal_address)
    gate = asyncio.Semaphore(AT_ONCE)

    async def look(run: WorkflowExecution) -> None:
        async with gate:
            await _read_history(client, run, found)

    runs = [run async for run in client.list_workflows()]
    for run in runs:
        found["workflow_ids"].append(run.id.encode())
        found["search_attributes"].append(run.raw_info.search_attributes.SerializeToString())
        found["memos"].append(run.raw_info.memo.SerializeToString())
    await asyncio.gather(*(look(run) for run in runs))


async def _read_history(client: Client, run: WorkflowExecution, found: Found) -> None:
    handle = client.get_workflow_handle(run.id, run_id=run.run_id)
    try:
        async for event in handle.fetch_history_events():
            found["histories"].append(event.SerializeToString())
            found["failure_messages"] += [text.encode() for text in failure_texts(event)]
    except RPCError:  # its retention ended while we looked: it is no place any more
        return


def failure_texts(message: Message) -> Iterator[str]:
    """Messages and stack traces of every failure inside an event, causes included."""
    if isinstance(message, Failure):
        yield from (message.message, message.stack_trace, message.application_failure_info.type)
    for field, value in message.ListFields():
        if field.type == field.TYPE_MESSAGE:
            for inside in _messages(value):
                yield from failure_texts(inside)


def _messages(value: Any) -> list[Message]:
    """The messages in a field's value: one, many, or a map's."""
    if isinstance(value, Message):
        return [value]
    many = value.values() if hasattr(value, "values") else value
    return [one for one in cast(Iterable[object], many) if isinstance(one, Message)]
