"""`./guichet bench worklist`: a clerk's filtered list over 100,000 cases under row-level security, over HTTP.

Two databases on one server, 10,000 and 100,000 cases, each behind doors of its own; rounds are interleaved. The bare
query is the same list written by hand, as the tables' owner (no row-level security), without HTTP.
"""

import json
import random
import statistics
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

import httpx
import psycopg

from catalogue.load import load
from cli.bare_desk import desk_list
from cli.bench_towns import Town, two_towns
from cli.made_up_cases import load_cases
from cli.made_up_people import borough_of, give_tokens, make_clerks
from cli.show import progress
from domain.clock import local_date

SMALL, LARGE = 10_000, 100_000
CLERKS: Final = 200
ROUNDS: Final = 5
STATES: Final = ("ADMISSIBILITY", "UNDER_REVIEW", "DECISION_READY", "INFO_REQUESTED")


@dataclass(frozen=True)
class Ask:
    """One clerk's list: the account, its borough, and the filters as the address has them."""

    account: str
    borough: str
    filters: dict[str, str]

    def bare(self, today: date) -> tuple[str, dict[str, Any]]:
        """The same list by hand."""
        return desk_list(self.filters, self.borough, self.account, today)


@dataclass
class Measured:
    """A town, its clerks' tokens, and what it was measured at, in milliseconds."""

    town: Town
    tokens: Mapping[str, str]
    door_ms: list[float] = field(default_factory=list)
    following_ms: list[float] = field(default_factory=list)
    bare_ms: list[float] = field(default_factory=list)


async def bench_worklist(large: int = LARGE, small: int = SMALL, rounds: int = ROUNDS) -> dict[str, Any]:
    """Load, ask, compare: medians of the interleaved rounds, and the 95th percentile of the larger city."""
    tokens: dict[str, str] = {}

    async def fill(town: Town) -> None:
        now = datetime.now(UTC)
        clerks = await make_clerks(town.owner_url, CLERKS)
        tokens.update(await give_tokens(town.owner_url, clerks, now))
        made = await load_cases(town.owner_url, town.cases, local_date(now), clerks)
        progress(f"  · {made.cases} cases, of which {made.waiting} wait for somebody")

    async with two_towns(small, large, fill) as towns:
        return await _measured([Measured(town, tokens) for town in towns], rounds)


def _asks(town: Measured, today: date, rank: int) -> list[Ask]:
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
    return Ask(account, borough_of(account), filters)


async def _measured(towns: list[Measured], rounds: int) -> dict[str, Any]:
    today = local_date(datetime.now(UTC))
    async with httpx.AsyncClient(timeout=30) as http:
        for town in towns:
            await _round(http, town, _asks(town, today, 99)[:40])
            town.door_ms.clear()
            town.following_ms.clear()
        for rank in range(rounds):
            for town in towns:
                asks = _asks(town, today, rank)
                await _round(http, town, asks)
                await _bare_round(town, asks, today)
    return _figures(*towns)


async def _round(http: httpx.AsyncClient, town: Measured, asks: list[Ask]) -> None:
    """Every clerk's list, one after the other: the first page with its counts, then the next one."""
    for ask in asks:
        headers = {"Authorization": f"Bearer {town.tokens[ask.account]}"}
        url = f"{town.town.base_url}/api/v1/worklist"
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


async def _bare_round(town: Measured, asks: list[Ask], today: date) -> None:
    async with await psycopg.AsyncConnection.connect(town.town.owner_url, autocommit=True) as link:
        for ask in asks:
            query, values = ask.bare(today)
            started = time.perf_counter()
            await (await link.execute(query.encode(), values)).fetchall()
            town.bare_ms.append((time.perf_counter() - started) * 1000)


def _figures(small: Measured, large: Measured) -> dict[str, Any]:
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
        "cases": [small.town.cases, large.town.cases],
        "clerks": len(large.tokens),
        "lists": len(large.door_ms),
    }
