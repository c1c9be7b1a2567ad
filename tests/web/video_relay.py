"""A coturn on loopback for one test: short-lived credentials, ports of its own."""

import asyncio
import os
import secrets
import shutil
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Relay:
    """Where it listens, and the secret that it shares with the doors."""

    url: str
    secret: str


@asynccontextmanager
async def relay(folder: Path) -> AsyncGenerator[Relay]:
    """A relay that is up. `--allow-loopback-peers` is for tests alone: everybody here is on this machine."""
    program, port, secret = _program(), _free(), secrets.token_hex(16)
    first = 40_000 + secrets.randbelow(80) * 100
    command = [
        program, "-n", "--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1", f"--listening-port={port}",
        f"--min-port={first}", f"--max-port={first + 99}", "--use-auth-secret", f"--static-auth-secret={secret}",
        "--realm=ville", "--no-tls", "--no-dtls", "--no-cli", "--allow-loopback-peers",
        f"--log-file={folder / 'turn.log'}", f"--pidfile={folder / 'turn.pid'}", f"--userdb={folder / 'turn.db'}",
    ]  # fmt: skip
    quiet = asyncio.subprocess.DEVNULL
    running = await asyncio.create_subprocess_exec(*command, stdout=quiet, stderr=quiet)
    try:
        await _answers(port)
        yield Relay(f"turn:127.0.0.1:{port}?transport=udp", secret)
    finally:
        running.terminate()
        await running.wait()


def _program() -> str:
    path = shutil.which("turnserver")
    if path is None:
        why = "coturn is not installed: no hearing went through a relay"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    return path


def _free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


async def _answers(port: int) -> None:
    """Wait until it takes connections: TCP and UDP are opened together."""
    async with asyncio.timeout(20):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except ConnectionRefusedError:
                await asyncio.sleep(0.05)
            else:
                writer.close()
                return
