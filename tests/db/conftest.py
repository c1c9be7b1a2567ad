"""A PostgreSQL of its own with the schema and the seed, and no other part of the city: quick to start."""

import json
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

import psycopg
import pytest

from adapters import database
from adapters.database import Sessions
from casework.doors import Doors
from cli.made_up_cases import MadeUp, load_cases
from cli.stack import Stack
from domain.rules import ClockMode

os.environ.setdefault("XDG_RUNTIME_DIR", "/tmp")


NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Base:
    """A database. `owner`, `app` and `worker` are the sessions of its three roles."""

    env: dict[str, str]
    tokens: dict[str, str]
    owner: Sessions
    app: Sessions
    worker: Sessions
    var: Path

    async def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the owner reads."""
        async with await psycopg.AsyncConnection.connect(self.env["DATABASE_URL"], autocommit=True) as link:
            done = await link.execute(query.encode(), values)
            return await done.fetchall() if done.description else []


@pytest.fixture(scope="package")
async def base() -> AsyncIterator[Base]:
    """One database for the tests of a run, in a folder that no other run of pytest closes to the server's user."""
    var = Path(tempfile.mkdtemp(prefix="guichet-base-"))
    var.chmod(0o755)
    try:
        async with only_database(var) as made:
            yield made
    finally:
        shutil.rmtree(var, ignore_errors=True)


@pytest.fixture(scope="package")
async def made_cases(base: Base) -> MadeUp:
    """Two thousand made-up cases of every borough, as they stand on 25 November 2026."""
    clerks = ("agent-vd", "agent-vd-2", "agent-ro")
    return await load_cases(base.env["DATABASE_URL"], 2_000, date(2026, 11, 25), clerks)


@asynccontextmanager
async def only_database(var: Path) -> AsyncIterator[Base]:
    """The stack's PostgreSQL, migrated and seeded."""
    stack = Stack(var, lambda line: None)
    for name in [name for name in stack.parts if name != "postgres"]:
        del stack.parts[name]
    await stack.start()
    engines = [database.engine(stack.env[name], pool=6) for name in
               ("DATABASE_URL", "DATABASE_APP_URL", "DATABASE_WORKER_URL")]  # fmt: skip
    tokens = json.loads((var / "demo-tokens.json").read_text())
    try:
        yield Base(stack.env, tokens, *(database.sessions(engine) for engine in engines), var)
    finally:
        for engine in engines:
            await engine.dispose()
        await stack.stop()


class StillClock:
    mode: ClockMode = "simulated"

    async def now(self) -> datetime:
        return NOW


@dataclass(frozen=True)
class Desk:
    """A desk over 2,000 made-up cases."""

    doors: Doors
    made: MadeUp


@pytest.fixture(scope="package")
async def bureau(base: Base, made_cases: MadeUp) -> Desk:
    nowhere = cast(Any, None)
    doors = Doors(
        temporal=nowhere, sessions=base.app, keys=nowhere, clock=StillClock(), offers=nowhere, store=nowhere,
        scanner=nowhere, inspector=nowhere, reader=nowhere, gateway=nowhere, webhooks={}, secret="s" * 32,
        base_url="http://city.test",
    )  # fmt: skip
    return Desk(doors, made_cases)
