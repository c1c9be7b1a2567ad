"""A real Janus server for tests: started once, ended with the test run; missing in CI, it is a failure there."""

import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from cli.janus import JanusPlace, missing, part
from tests.localstripe import free_port


@asynccontextmanager
async def running_janus(folder: Path, *, address: str = "127.0.0.1") -> AsyncGenerator[JanusPlace]:
    """A server with a folder for recordings, ready."""
    if why := missing():
        assert not os.environ.get("CI"), why
        pytest.skip(why)
    place = JanusPlace(
        folder / "janus", free_port(), "a-secret-of-tests", "an-admin-key-of-tests", address, folder / "recordings"
    )
    server = part(place, os.environ["PATH"])
    server.start()
    try:
        await server.until_ready()
        yield place
    finally:
        await server.stop()
