"""A running city for the tests that need one: real PostgreSQL, Temporal, workers and doors, as processes."""

import os
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Generator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings
from pytest import TempPathFactory

from cli.places import keep_apart
from cli.stack import Stack

os.environ.setdefault("XDG_RUNTIME_DIR", "/tmp")
settings.register_profile("guichet", deadline=None)  # a busy machine is slow, not wrong
settings.load_profile("guichet")
MOST_SAID = 4_000  # characters of a failure, said at once


@dataclass(frozen=True)
class City:
    """Where a running city is. `env` is what its processes were started with."""

    stack: Stack
    base_url: str
    tokens: dict[str, str]
    env: dict[str, str]
    database_url: str
    app_url: str
    worker_url: str
    temporal_address: str
    var: Path

    def headers(self, account: str) -> dict[str, str]:
        """The bearer token of a demo account."""
        return {"Authorization": f"Bearer {self.tokens[account]}"}


@pytest.fixture(scope="session")
async def city(tmp_path_factory: TempPathFactory) -> AsyncIterator[City]:
    """One city for the whole run, on the real clock."""
    async with running_city(tmp_path_factory.mktemp("city")) as one:
        yield one


@asynccontextmanager
async def running_city(var: Path, **settings: str) -> AsyncGenerator[City]:
    """A city in a folder, with some settings of its own."""
    var.chmod(0o755)
    var.parent.chmod(0o755)
    var.parent.parent.chmod(0o755)
    keep_apart(var)
    stack = Stack(var, lambda line: None, extra={"GUICHET_LETTER_PROCESSES": "1"} | settings)
    await stack.start()
    env = stack.env
    yield City(
        stack, stack.base_url, stack.tokens, env, env["DATABASE_URL"], env["DATABASE_APP_URL"],
        env["DATABASE_WORKER_URL"], env["TEMPORAL_ADDRESS"], stack.var,
    )  # fmt: skip
    await stack.stop()


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--deep` runs the longer proofs."""
    parser.addoption("--deep", action="store_true", help="run the longer proofs too")
    parser.addoption("--peers", action="store_true", help="run the tests against programs that a machine may lack")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without `--peers` its tests are no part of the run: they are not skipped, they are not asked for."""
    if not config.getoption("--peers"):
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("peers")])
        items[:] = [item for item in items if not item.get_closest_marker("peers")]


def pytest_configure(config: pytest.Config) -> None:
    """The permit's four state machines are walked for 30 steps, 52 times in all; with `--deep` for 50 steps, 500."""
    config.addinivalue_line("markers", "peers: needs programs that a machine may lack; run by --peers")
    examples, steps = (125, 50) if config.getoption("--deep") else (13, 30)
    settings.register_profile("walks", max_examples=examples, stateful_step_count=steps, deadline=None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failure is said when it happens: a run that is cut short later has told it."""
    report = yield
    reporter = item.config.pluginmanager.get_plugin("terminalreporter")
    if report.failed and reporter:
        reporter.write(f"\nFAILED {report.nodeid} ({report.when})\n{report.longreprtext[-MOST_SAID:]}\n", flush=True)
    return report


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """In CI nothing may be skipped."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    session.config._guichet_status = int(session.exitstatus)  # pyright: ignore[reportAttributeAccessIssue]


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave at once after the last line: the Temporal SDK may abort while Python exits (DESIGN §2)."""
    status = getattr(config, "_guichet_status", None)
    if status is not None:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
