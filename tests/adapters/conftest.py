"""A stand-in for Stripe: localstripe as a process of its own, spoken to over HTTP and never imported."""

import asyncio
import shutil
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest


@pytest.fixture(scope="session")
async def localstripe(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """Its address."""
    binary = shutil.which("localstripe", path=str(Path(sys.executable).parent))
    assert binary, "localstripe is not installed"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = (tmp_path_factory.mktemp("localstripe") / "log").open("wb")
    process = subprocess.Popen([binary, "--port", str(port), "--from-scratch"], stdout=log, stderr=log)
    try:
        await _until_it_answers(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()
        log.close()


async def _until_it_answers(url: str) -> None:
    async with httpx.AsyncClient() as http:
        for _ in range(200):
            try:
                await http.get(url)
            except httpx.TransportError:
                await asyncio.sleep(0.05)
            else:
                return
    raise AssertionError("localstripe did not start")
