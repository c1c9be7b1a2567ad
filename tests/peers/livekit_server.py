"""A real LiveKit server, built of its Go module; it listens on loopback alone and carries no media there."""

import asyncio
import json
import os
import shutil
import subprocess
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import aiohttp

from adapters.settings import LiveKitSettings
from cli.processes import Part, Program
from tests.adapters.s3_server import free_ports

VERSION: Final = "v1.13.5"  # the last one that `go install` takes: those after it replace modules of others
MODULE: Final = "github.com/livekit/livekit-server/cmd/server"
KEPT: Final = Path(__file__).parents[2] / ".peers"  # built once, never committed
KEY, SECRET = "guichet-tests", "a-secret-of-tests-which-is-long-enough"


def missing() -> str:
    """Why this machine cannot have the server; empty when it can."""
    return "" if shutil.which("go") else "go is not installed: the LiveKit server is built from its Go module"


def program() -> Path:
    """The server's program, built the first time: that takes some minutes. Raises CalledProcessError."""
    folder = KEPT / f"livekit-{VERSION}"
    if not (folder / "server").exists():
        env = os.environ | {"GOBIN": str(folder), "CGO_ENABLED": "0"}
        subprocess.run(["go", "install", f"{MODULE}@{VERSION}"], env=env, check=True)
    return folder / "server"


@asynccontextmanager
async def running(folder: Path) -> AsyncGenerator[LiveKitSettings]:
    """The server, ready; the settings of a city that uses it."""
    port, tcp, udp = free_ports(3)
    settings: dict[str, Any] = {
        "port": port,
        "bind_addresses": ["127.0.0.1"],
        "rtc": {"tcp_port": tcp, "udp_port": udp, "node_ip": "127.0.0.1", "use_external_ip": False},
        "keys": {KEY: SECRET},
        "logging": {"level": "warn"},
    }
    config, url = folder / "livekit.yaml", f"http://127.0.0.1:{port}"
    config.write_text(json.dumps(settings), encoding="utf-8")  # which is YAML
    log = folder / "livekit.log"
    command = [str(await asyncio.to_thread(program)), "--config", str(config), "--node-ip", "127.0.0.1"]
    server = Part("livekit", Program(command, dict(os.environ), log), log, lambda: _answers(url), grace_seconds=5)
    server.start()
    try:
        await server.until_ready()
        yield LiveKitSettings(url=url, page="https://meet.example/custom", key=KEY, secret=SECRET)
    finally:
        await server.stop()


async def _answers(url: str) -> bool:
    try:
        async with aiohttp.ClientSession() as http, http.get(url) as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False
