"""`./guichet bench worklist`: a clerk's filtered list over 100,000 cases under row-level security, over HTTP.

Two databases on one server, 10,000 and 100,000 cases, each behind doors of its own; rounds are interleaved. The bare
query is the same list written by hand, as the tables' owner (no row-level security), without HTTP.
"""

import asyncio
import hashlib
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import httpx
import psycopg

from catalogue.load import load
from cli.made_up_cases import load_cases
from cli.migrate import migrate
from cli.seed import seed
from cli.show import progress
from cli.stack import Stack
from domain.clock import local_date

SMALL, LARGE = 10_000, 100_000
CLERKS: Final = 200
ROUNDS: Final = 5
STATES: Final = ("ADMISSIBILITY", "UNDER_REVIEW", "DECISION_READY", "INFO_REQUESTED")
BARE: Final = """
SELECT case_id, reference, service, version, state, kind, role, borough, due_on, opened_at, assigned_to FROM tasks
WHERE done_at IS NULL AND borough = %(borough)s {conditions} ORDER BY due, case_id LIMIT 26"""
CONDITIONS: Final = {
    "state": "AND state = %(state)s",
    "service": "AND desk AND service = %(service)s",
    "due_before": "AND desk AND due < %(due_before)s",
    "overdue": "AND desk AND due < %(today)s",
    "assigned": "AND desk AND assigned_to = %(me)s",
    "nobody": "AND desk AND assigned_to IS NULL",
    "reference": 'AND desk AND reference COLLATE "C" >= %(reference)s AND reference COLLATE "C" < %(after)s',
}


@dataclass(frozen=True)
class Ask:
    """One clerk's list: the account, its borough, and the filters as the address has them."""

    account: str
    borough: str
    filters: dict[str, str]

    def bare(self, today: date) -> tuple[str, dict[str, Any]]:
        """The same list by hand."""
        of: dict[str, Any] = {**self.filters, "borough": self.borough, "me": self.account, "today": today}
        names = ["nobody" if value == "nobody" else name for name, value in self.filters.items()]
        if prefix := self.filters.get("reference"):
            of["after"] = prefix[:-1] + chr(ord(prefix[-1]) + 1)
        return BARE.format(conditions=" ".join(CONDITIONS[name] for name in names) or "AND desk"), of


@dataclass
class Town:
    """One of the two databases, its doors, and what they were measured at, in milliseconds."""

    cases: int
    database_url: str
    base_url: str
    tokens: Mapping[str, str]
    door_ms: list[float] = field(default_factory=list)
    following_ms: list[float] = field(default_factory=list)
    bare_ms: list[float] = field(default_factory=list)


async def bench_worklist(large: int = LARGE, small: int = SMALL, rounds: int = ROUNDS) -> dict[str, Any]:
    """Load, ask, compare: medians of the interleaved rounds, and the 95th percentile of the larger city."""
    var = Path(tempfile.mkdtemp(prefix="guichet-bench-"))
    var.chmod(0o755)
    stack = Stack(var, lambda line: progress(f"  · {line}"))
    for name in [name for name in stack.parts if name != "postgres"]:
        del stack.parts[name]
    await stack.start()
    doors: list[subprocess.Popen[bytes]] = []
    try:
        towns = [await _town(stack, "guichet_small", small, doors), await _town(stack, "guichet", large, doors)]
        return await _measured(towns, rounds)
    finally:
        for one in doors:
            one.terminate()
            one.wait()
        await stack.stop()
        shutil.rmtree(var, ignore_errors=True)


async def _town(stack: Stack, name: str, cases: int, doors: list[subprocess.Popen[bytes]]) -> Town:
    """A database of its own, its cases, and doors on a free port."""
    env, tokens = _env_of(stack, name), stack.var / f"tokens-{name}.json"
    secrets = stack.secrets
    passwords = {"guichet_app": secrets.app_password, "guichet_worker": secrets.worker_password}
    await asyncio.to_thread(migrate, env["DATABASE_URL"], passwords)
    await asyncio.to_thread(seed, env["DATABASE_URL"], env["GUICHET_MASTER_KEY"], tokens)
    given = await _clerks(env["DATABASE_URL"])
    today = local_date(datetime.now(UTC))
    made = await load_cases(env["DATABASE_URL"], cases, today, list(given))
    progress(f"  · {made.cases} cases, of which {made.waiting} wait for somebody")
    port = stack.places.web if name == "guichet" else stack.places.gateway
    doors.append(subprocess.Popen([sys.executable, "-m", "cli.process_doors", str(port)], env=env))
    return Town(cases, env["DATABASE_URL"], f"http://127.0.0.1:{port}", given)


def _env_of(stack: Stack, name: str) -> dict[str, str]:
    urls = {key: stack.env[key].rsplit("/", 1)[0] + f"/{name}" for key in
            ("DATABASE_URL", "DATABASE_APP_URL", "DATABASE_WORKER_URL")}  # fmt: skip
    return stack.env | urls


async def _clerks(owner_url: str) -> dict[str, str]:
    """Two hundred clerks, each of one borough, with their tokens."""
    codes = [one.code for one in load().boroughs]
    given = {f"agent-{codes[rank % len(codes)].lower()}-{rank}": f"bench-token-{rank:04d}" for rank in range(CLERKS)}
    async with await psycopg.AsyncConnection.connect(owner_url) as link:
        for account, token in given.items():
            values = (account, [account.split("-")[1].upper()], f"{account}@guichet.invalid")
            await link.execute(
                "INSERT INTO principals (id, role, boroughs, name, email) VALUES (%s, 'clerk', %s, 'Bureau', %s)",
                values,
            )
            sha = hashlib.sha256(token.encode()).hexdigest()
            await link.execute("INSERT INTO api_tokens VALUES (%s, %s, %s)", (sha, account, datetime.now(UTC)))
    return given


def _asks(town: Town, today: date, rank: int) -> list[Ask]:
    """Each clerk's own filter of a round: no two rounds ask the same."""
    lot, services = random.Random(rank), list(load().services)  # noqa: S311
    kinds = ("", "state", "service", "due_before", "overdue", "assigned", "nobody", "reference", "two")
    return [_ask(account, kinds[(place + rank) % len(kinds)], today, lot, services)
            for place, account in enumerate(town.tokens)]  # fmt: skip


def _ask(account: str, kind: str, today: date, lot: random.Random, services: list[str]) -> Ask:
    service, soon = lot.choice(services), (today + timedelta(days=lot.randint(1, 40))).isoformat()
    filters = {
        "state": {"state": lot.choice(STATES)},
        "service": {"service": service},
        "due_before": {"due_before": soon},
        "overdue": {"overdue": "true"},
        "assigned": {"assigned": "me"},
        "nobody": {"assigned": "nobody"},
        "reference": {"reference": f"P-{today.year}-{lot.randint(0, 99):05d}"},
        "two": {"service": service, "due_before": soon},
    }.get(kind, {})
    return Ask(account, account.split("-")[1].upper(), filters)


async def _measured(towns: list[Town], rounds: int) -> dict[str, Any]:
    today = local_date(datetime.now(UTC))
    async with httpx.AsyncClient(timeout=30) as http:
        for town in towns:
            await _until_open(http, town)
            await _round(http, town, _asks(town, today, 99)[:40])
            town.door_ms.clear()
            town.following_ms.clear()
        for rank in range(rounds):
            for town in towns:
                asks = _asks(town, today, rank)
                await _round(http, town, asks)
                await _bare_round(town, asks, today)
    return _figures(*towns)


async def _until_open(http: httpx.AsyncClient, town: Town) -> None:
    while True:
        try:
            answer = await http.get(f"{town.base_url}/api/v1/services")
            if answer.is_success:
                return
        except httpx.HTTPError:
            pass
        await asyncio.sleep(0.2)


async def _round(http: httpx.AsyncClient, town: Town, asks: list[Ask]) -> None:
    """Every clerk's list, one after the other: the first page with its counts, then the next one."""
    for ask in asks:
        headers = {"Authorization": f"Bearer {town.tokens[ask.account]}"}
        url = f"{town.base_url}/api/v1/worklist"
        page = await _timed(http, f"{url}?{urlencode(ask.filters)}", headers, town.door_ms)
        assert page["counts"] is not None and all(one["borough"] == ask.borough for one in page["tasks"])
        if page["next_cursor"]:
            further = urlencode(ask.filters | {"cursor": page["next_cursor"]})
            await _timed(http, f"{url}?{further}", headers, town.following_ms)


async def _timed(http: httpx.AsyncClient, url: str, headers: dict[str, str], kept: list[float]) -> Any:
    started = time.perf_counter()
    answer = await http.get(url, headers=headers)
    kept.append((time.perf_counter() - started) * 1000)
    answer.raise_for_status()
    return json.loads(answer.content)


async def _bare_round(town: Town, asks: list[Ask], today: date) -> None:
    async with await psycopg.AsyncConnection.connect(town.database_url, autocommit=True) as link:
        for ask in asks:
            query, values = ask.bare(today)
            started = time.perf_counter()
            await (await link.execute(query.encode(), values)).fetchall()
            town.bare_ms.append((time.perf_counter() - started) * 1000)


def _figures(small: Town, large: Town) -> dict[str, Any]:
    ordered = sorted(large.door_ms)
    median = statistics.median
    return {
        "ratio_100k_10k": round(median(large.door_ms) / median(small.door_ms), 3),
        "ratio_bare_query": round(median(large.door_ms) / median(large.bare_ms), 2),
        "p95_ms": round(ordered[int(len(ordered) * 0.95)], 2),
        "p50_ms": round(median(large.door_ms), 2),
        "p50_small_ms": round(median(small.door_ms), 2),
        "p50_following_ms": round(median(large.following_ms), 2),
        "ratio_following": round(median(large.following_ms) / median(small.following_ms), 3),
        "bare_p50_ms": round(median(large.bare_ms), 3),
        "bare_ratio_100k_10k": round(median(large.bare_ms) / median(small.bare_ms), 3),
        "cases": [small.cases, large.cases],
        "clerks": len(large.tokens),
        "lists": len(large.door_ms),
    }
