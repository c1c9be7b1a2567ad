"""Two towns on one server, a small one and a large one: a database of their own each, and doors of their own."""

import asyncio
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from cli.migrate import migrate
from cli.places import keep_apart
from cli.seed import seed
from cli.show import progress
from cli.stack import Stack


@dataclass(frozen=True)
class Town:
    """One of the two: how many cases it has, its database as the tables' owner, its doors, the key of its keys."""

    cases: int
    owner_url: str
    base_url: str
    master_key: str


Fill = Callable[[Town], Awaitable[None]]


@asynccontextmanager
async def two_towns(small: int, large: int, fill: Fill) -> AsyncGenerator[tuple[Town, Town]]:
    """The two towns, migrated, seeded, filled and open; nothing is left of them afterwards. Sizes are in cases."""
    var = Path(tempfile.mkdtemp(prefix="guichet-bench-"))
    var.chmod(0o755)
    keep_apart(var)
    stack = Stack(var, lambda line: progress(f"  · {line}"))
    for name in [name for name in stack.parts if name != "postgres"]:
        del stack.parts[name]
    doors: list[subprocess.Popen[bytes]] = []
    try:
        await stack.start()
        yield (
            await _town(stack, "guichet_small", stack.places.gateway, small, fill, doors),
            await _town(stack, "guichet", stack.places.web, large, fill, doors),
        )
    finally:
        for one in doors:
            one.terminate()
            one.wait()
        await stack.stop()
        shutil.rmtree(var, ignore_errors=True)


async def _town(
    stack: Stack, name: str, port: int, cases: int, fill: Fill, doors: list[subprocess.Popen[bytes]]
) -> Town:
    env = _env_of(stack, name)
    town = Town(cases, env["DATABASE_URL"], f"http://127.0.0.1:{port}", env["GUICHET_MASTER_KEY"])
    passwords = {"guichet_app": stack.secrets.app_password, "guichet_worker": stack.secrets.worker_password}
    await asyncio.to_thread(migrate, town.owner_url, passwords)
    await asyncio.to_thread(seed, town.owner_url, town.master_key, stack.var / f"tokens-{name}.json")
    await fill(town)
    with (stack.var / f"doors-{name}.log").open("wb") as log:
        command = [sys.executable, "-m", "cli.process_doors", str(port)]
        doors.append(subprocess.Popen(command, env=env, stdout=log, stderr=log))
    await _until_open(town)
    return town


def _env_of(stack: Stack, name: str) -> dict[str, str]:
    """What the doors of one town are started with."""
    urls = {key: stack.env[key].rsplit("/", 1)[0] + f"/{name}" for key in
            ("DATABASE_URL", "DATABASE_APP_URL", "DATABASE_WORKER_URL")}  # fmt: skip
    return stack.env | urls


async def _until_open(town: Town) -> None:
    async with httpx.AsyncClient(base_url=town.base_url) as http:
        while True:
            try:
                if (await http.get("/api/v1/services")).is_success:
                    return
            except httpx.HTTPError:
                pass
            await asyncio.sleep(0.2)
