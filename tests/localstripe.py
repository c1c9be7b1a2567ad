"""A stand-in for Stripe: localstripe as a process of its own, spoken to over HTTP and never imported."""

import asyncio
import shutil
import socket
import subprocess
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx


@asynccontextmanager
async def running_localstripe(folder: Path) -> AsyncGenerator[str]:
    """Its address, while it runs; `folder` takes its log."""
    binary = shutil.which("localstripe", path=str(Path(sys.executable).parent))
    assert binary, "localstripe is not installed"
    port = free_port()
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([binary, "--port", str(port), "--from-scratch"], stdout=log, stderr=log)
        try:
            await _until_it_answers(f"http://127.0.0.1:{port}")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait()


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


async def _until_it_answers(url: str) -> None:
    async with httpx.AsyncClient() as http:
        for _ in range(400):
            try:
                await http.get(url)
            except httpx.TransportError:
                await asyncio.sleep(0.05)
            else:
                return
    raise AssertionError("localstripe did not start")
