"""Servers that the adapters are tried against, each started once."""

from collections.abc import Iterator

import pytest
from pytest import TempPathFactory

from tests.adapters import s3_server
from tests.adapters.s3_server import S3Server


@pytest.fixture(scope="session")
def s3(tmp_path_factory: TempPathFactory) -> Iterator[S3Server]:
    """A real S3 server."""
    with s3_server.running(tmp_path_factory.mktemp("s3")) as server:
        yield server
