"""A real S3 server of our own for the tests: SeaweedFS in one process, on loopback, under a folder of the test's."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from adapters.settings import StoreSettings
from cli.nursery import die_with

KEY_ID, SECRET = "guichet-tests", "not-a-secret-of-anyone"
PARTS = ("master.port", "volume.port", "filer.port", "s3.port")
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class S3Server:
    """Where it listens. A bucket is made when something is first put into it."""

    endpoint: str

    def settings(self, bucket: str) -> StoreSettings:
        """What a city is told to use it."""
        return StoreSettings(store=f"s3://{bucket}", s3_endpoint=self.endpoint, s3_key_id=KEY_ID, s3_secret=SECRET)


@contextmanager
def running(folder: Path) -> Iterator[S3Server]:
    """The server, ready; killed at the end, for it drains slowly when it is asked to stop."""
    ports = free_ports(2 * len(PARTS))
    flags = [f"-{name}={port}" for name, port in zip(PARTS, ports, strict=False)]
    # Each part's own gRPC port would be its port and 10,000, which may not exist.
    flags += [f"-{name}.grpc={port}" for name, port in zip(PARTS, ports[len(PARTS) :], strict=True)]
    data, identities = folder / "data", folder / "s3.json"
    data.mkdir()
    key = {"accessKey": KEY_ID, "secretKey": SECRET}
    identities.write_text(json.dumps({"identities": [{"name": "city", "credentials": [key], "actions": ["Admin"]}]}))
    command = [
        str(Path(sys.executable).with_name("weed")), "server",
        "-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-dir={data}", "-s3",
        f"-s3.config={identities}", "-s3.iam=false", "-s3.port.iceberg=0", "-s3.port.lance=0",
        "-master.volumeSizeLimitMB=64", "-volume.max=4", *flags,
    ]  # fmt: skip
    parent = os.getpid()
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=log, start_new_session=True, preexec_fn=lambda: die_with(parent)
        )
    try:
        endpoint = f"http://127.0.0.1:{ports[PARTS.index('s3.port')]}"
        asyncio.run(_until_ready(endpoint))
        yield S3Server(endpoint)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


async def _until_ready(endpoint: str) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS), httpx.AsyncClient(timeout=2) as http:
        while True:
            try:
                if (await http.get(f"{endpoint}/status")).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            await asyncio.sleep(0.1)


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on."""
    with ExitStack() as open_until_all_are_chosen:
        probes = [open_until_all_are_chosen.enter_context(closing(socket.socket())) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]
