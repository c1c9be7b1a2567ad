"""A stand-in for Stripe, for all the tests of the adapters."""

from collections.abc import AsyncIterator

import pytest

from tests.localstripe import running_localstripe


@pytest.fixture(scope="session")
async def localstripe(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """Its address."""
    async with running_localstripe(tmp_path_factory.mktemp("localstripe")) as url:
        yield url
