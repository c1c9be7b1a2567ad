"""Rows 28, 61 to 64 and 68: the same door, with one of its parts really broken."""

import asyncio
import contextlib
import os
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from google.protobuf.duration_pb2 import Duration
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest, RegisterNamespaceRequest
from temporalio.client import Client
from temporalio.service import RPCError

from adapters.storage import LocalDocuments
from domain.ports import ScanVerdict
from tests.api.bad_input import Bad
from tests.api.town import Town, application, new_key
from tests.casework import made_files

NOWHERE = "127.0.0.1:1"
NOBODY = "nobody-works-here"


async def temporal_down(town: Town) -> httpx.Response:
    body = application(await town.given_documents())
    async with town.broken(temporal={"address": NOWHERE}) as there:
        answer = await there.post("/cases", body)
    assert int(answer.headers["retry-after"]) > 0
    return answer


async def database_down(town: Town) -> httpx.Response:
    async with town.broken(app_url=f"postgresql://guichet_app:x@{NOWHERE}/guichet") as there:
        answer = await there.post("/cases", application({}))
    assert int(answer.headers["retry-after"]) > 0
    return answer


async def disk_full(town: Town) -> httpx.Response:
    with full_folder() as folder:
        async with town.broken(store=LocalDocuments(folder)) as there:
            answer = await there.upload("/documents", made_files.jpeg())
        assert [path for path in folder.rglob("*") if path.is_file() and path.name != "ballast"] == []
    return answer


async def nobody_works(town: Town) -> httpx.Response:
    await namespace_without_workers(town)
    body = application(await town.given_documents())
    async with town.broken(temporal={"namespace": NOBODY}, answer_seconds=0.5) as there:
        answer = await there.post("/cases", body)
        status = await there.get(answer.json()["status_url"].removeprefix("/api/v1"))
    assert answer.headers["location"] == answer.json()["status_url"]
    assert status.status_code in (200, 202)
    return answer


async def while_the_first_runs(town: Town) -> httpx.Response:
    await namespace_without_workers(town)
    body, key = application(await town.given_documents()), new_key()
    async with town.broken(temporal={"namespace": NOBODY}, answer_seconds=0.5) as there:
        first = await there.post("/cases", body, key=key)
        again = await there.post("/cases", body, key=key)
    assert first.status_code == 202
    assert 0 < int(again.headers["retry-after"]) <= 10
    return again


@dataclass(frozen=True)
class FaultyScanner:
    """A scanner with a bug, whose message says too much."""

    async def scan(self, content: bytes) -> ScanVerdict:
        raise RuntimeError(f"SELECT secret FROM /var/lib/scanner: {content[:10]!r}")


async def bug(town: Town) -> httpx.Response:
    async with town.broken(scanner=FaultyScanner()) as there:
        return await there.upload("/documents", made_files.jpeg())


@contextlib.contextmanager
def full_folder() -> Iterator[Path]:
    """A file system of its own without a free byte; needs the right to mount."""
    if os.geteuid() != 0:
        pytest.skip("a full disk needs the right to mount one")
    folder = Path(tempfile.mkdtemp(prefix="full-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)], check=True)
    try:
        with contextlib.suppress(OSError), (folder / "ballast").open("wb", buffering=0) as ballast:
            while ballast.write(bytes(1024)):
                pass
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)
        folder.rmdir()


async def namespace_without_workers(town: Town) -> None:
    """A namespace of the real server whose queues nobody polls."""
    client = await Client.connect(town.city.temporal_address)
    kept = Duration()
    kept.FromTimedelta(timedelta(days=1))
    with contextlib.suppress(RPCError):
        await client.workflow_service.register_namespace(
            RegisterNamespaceRequest(namespace=NOBODY, workflow_execution_retention_period=kept)
        )
    for _ in range(100):
        try:
            await client.workflow_service.describe_namespace(DescribeNamespaceRequest(namespace=NOBODY))
            return
        except RPCError:
            await asyncio.sleep(0.1)


ROWS = [
    Bad(28, "filing", 409, "request-in-progress", while_the_first_runs),
    Bad(61, "filing", 503, "temporarily-unavailable", temporal_down),
    Bad(62, "filing", 503, "temporarily-unavailable", database_down),
    Bad(63, "a file", 507, "insufficient-storage", disk_full),
    Bad(64, "filing", 202, "", nobody_works),
    Bad(68, "a bug", 500, "internal", bug),
]
