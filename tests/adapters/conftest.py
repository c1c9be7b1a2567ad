"""Servers that the adapters are tried against, each started once."""

from collections.abc import AsyncIterator, Iterator

import pytest
from pytest import TempPathFactory

from cli.janus import JanusPlace
from tests.adapters import s3_server
from tests.adapters.s3_server import S3Server
from tests.janus_server import running_janus
from tests.localstripe import running_localstripe


@pytest.fixture(scope="session")
async def localstripe(tmp_path_factory: TempPathFactory) -> AsyncIterator[str]:
    """The address of a stand-in for Stripe."""
    async with running_localstripe(tmp_path_factory.mktemp("localstripe")) as url:
        yield url


@pytest.fixture(scope="session")
def s3(tmp_path_factory: TempPathFactory) -> Iterator[S3Server]:
    """A real S3 server."""
    with s3_server.running(tmp_path_factory.mktemp("s3")) as server:
        yield server


@pytest.fixture(scope="session")
async def janus(tmp_path_factory: TempPathFactory) -> AsyncIterator[JanusPlace]:
    """A real Janus server."""
    async with running_janus(tmp_path_factory.mktemp("janus")) as place:
        yield place
