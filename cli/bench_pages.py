"""`./guichet bench pages`: the portal's pages over HTTP in a small town and a large one, row-level security on.

Two databases on one server, each behind doors of its own; the same person's ask goes to both, one after the other.
Bare is the same rows by hand, as the tables' owner, in the same template: no doors, no session, no row-level security,
no queues counted, no fact unsealed, no opening noted. Every answer is judged by the bare rows, in their order.
"""

import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

import httpx
import psycopg
from psycopg.rows import dict_row

from cli import page_asks
from cli.bare_pages import LINES, PAGE, BarePages, Facts, Row
from cli.bench_towns import Town, two_towns
from cli.made_up_cases import load_cases
from cli.made_up_events import load_events
from cli.made_up_people import make_citizens, make_clerks, open_sessions
from cli.page_asks import Ask, Public, public_of
from cli.show import progress
from domain.clock import local_date

SMALL, LARGE, USERS, ROUNDS = 10_000, 100_000, 200, 3
MOST_GROWTH: Final = 1.3  # of a page's median, from the small town to the large one
CASES_EACH: Final = 5  # of a citizen, whatever the town's size
WARM: Final = 5  # one ask in so many is asked once before, and not counted
COOKIE: Final = "guichet_session"
OWNERS: Final = """
SELECT owner FROM cases GROUP BY owner HAVING count(*) = %s ORDER BY md5(owner) LIMIT %s"""
# What makes a run fail, for who doubts that it can: a page that shows nothing, lists without their indexes.
SABOTAGES: Final = {
    "": "",
    "blind": "DROP POLICY doors ON case_events",
    "unindexed": "DROP INDEX cases_owner, cases_worklist, cases_by_state, cases_by_service, cases_reference, "
    "cases_of_the_city",
}


@dataclass(frozen=True)
class Page:
    """A page: where it is, who asks for what, its template, how its answer names its rows. `exact`: those, no other."""

    path: str
    asks: Callable[[Public, int], list[Ask]]
    template: str
    facts: Callable[[BarePages, Any, Any, list[Row]], Facts]
    link: re.Pattern[str]
    key: str
    most: int = PAGE
    exact: bool = True

    def shown(self, body: str) -> list[str]:
        """The rows that an answer shows, by their links, in order."""
        return self.link.findall(body.rpartition('<ol class="city-timeline"')[2])


CASE_LINK: Final = re.compile(r'href="/dossier/([0-9a-f]{32})"')
SERVICE_LINK: Final = re.compile(r'href="/services/([a-z-]+)"')
PAGES: Final = {
    "worklist": Page("/bureau", page_asks.worklist, "bureau/tasks.html", BarePages.tasks, CASE_LINK, "case_id"),
    "timeline": Page("/fil", page_asks.timeline, "thread.html", BarePages.thread, CASE_LINK, "id", LINES),
    "search": Page("/bureau/dossiers", page_asks.search, "bureau/files.html", BarePages.files, CASE_LINK, "id"),
    "services": Page("/recherche", page_asks.services, "search.html", BarePages.found, SERVICE_LINK, "service",
                     exact=False),
}  # fmt: skip


@dataclass
class Took:
    """What one page took in one town, in milliseconds, and what was wrong with its answers."""

    door_ms: list[float] = field(default_factory=list[float])
    bare_ms: list[float] = field(default_factory=list[float])
    wrong: list[str] = field(default_factory=list[str])


@dataclass
class Bench:
    """A town with its people, a client of its doors, a connection as its tables' owner; and what was measured."""

    public: Public
    http: httpx.AsyncClient
    owner: psycopg.AsyncConnection[Row]
    bare: BarePages
    took: dict[str, Took] = field(default_factory=lambda: {name: Took() for name in PAGES})

    async def ask(self, name: str, ask: Ask) -> None:
        """One request of a page, and the same by hand; both are timed, the answer is judged."""
        page, took = PAGES[name], self.took[name]
        cookie = {"cookie": f"{COOKIE}=bench-session-{ask.actor.id}"}
        started = time.perf_counter()
        answer = await self.http.get(page.path, params=ask.filters, headers=cookie)
        took.door_ms.append((time.perf_counter() - started) * 1000)
        started = time.perf_counter()
        rows = await (await self.owner.execute(ask.query.encode(), ask.values)).fetchall()
        facts = page.facts(self.bare, ask.actor, ask.filters, rows)
        self.bare.render(page.template, ask.actor, page.path, ask.filters, facts)
        took.bare_ms.append((time.perf_counter() - started) * 1000)
        took.wrong += wrong(page, answer, [str(row[page.key]) for row in rows[: page.most]])


def wrong(page: Page, answer: httpx.Response, belong: list[str]) -> list[str]:
    """What is wrong with an answer, when these rows belong there: nothing, or one line."""
    shown = page.shown(answer.text) if answer.status_code == 200 else []
    right = shown == belong if page.exact else set(belong) <= set(shown)
    if right and belong:
        return []
    return [f"{answer.url.path}?{answer.url.query.decode()}: {answer.status_code}, {len(shown)} of {len(belong)} rows"]


async def bench_pages(
    large: int = LARGE, small: int = SMALL, users: int = USERS, rounds: int = ROUNDS, sabotage: str = ""
) -> dict[str, Any]:
    """Fill, ask, compare: the figures of each page, the towns' sizes in cases, and what speaks against the run."""
    now = datetime.now(UTC)
    people: dict[str, tuple[list[str], list[str]]] = {}

    async def fill(town: Town) -> None:
        people[town.owner_url] = await _filled(town, users, now)
        async with await psycopg.AsyncConnection.connect(town.owner_url) as owner:
            await owner.execute(SABOTAGES[sabotage].encode())

    async with two_towns(small, large, fill) as towns:
        first, second = [await _bench(town, people[town.owner_url], now) for town in towns]
        await _rounds(first, second, rounds)
        for one in (first, second):
            await one.http.aclose()
            await one.owner.close()
    figures = {name: _figures(first.took[name], second.took[name]) for name in PAGES}
    told = figures | {"cases": [small, large], "users": len(second.public.clerks)}
    return told | {"faults": faults(figures)}


def faults(figures: dict[str, dict[str, Any]]) -> list[str]:
    """What speaks against a run, by page; nothing when every answer was right and no page grew too much."""
    found: list[str] = []
    for name, of in figures.items():
        found += [f"{name}: {line}" for line in of["wrong"]]
        if of["growth"] > MOST_GROWTH:
            found.append(f"{name}: grows by {of['growth']}, more than {MOST_GROWTH}")
    return found


async def _filled(town: Town, users: int, now: datetime) -> tuple[list[str], list[str]]:
    """A town's clerks and citizens, signed in, and the cases; each of these citizens has as many as any other."""
    clerks = await make_clerks(town.owner_url, users)
    owners = [f"personne-{rank}" for rank in range(max(town.cases // CASES_EACH, 1))]
    made = await load_cases(town.owner_url, town.cases, local_date(now), clerks, owners=owners)
    await load_events(town.owner_url, town.master_key)
    async with await psycopg.AsyncConnection.connect(town.owner_url) as link:
        citizens = [row[0] for row in await (await link.execute(OWNERS, (CASES_EACH, users))).fetchall()]
    await make_citizens(town.owner_url, citizens)
    await open_sessions(town.owner_url, [*clerks, *citizens], now)
    progress(f"  · {made.cases} cases, of which {made.waiting} wait for somebody")
    return clerks, citizens


async def _bench(town: Town, people: tuple[list[str], list[str]], now: datetime) -> Bench:
    owner = await psycopg.AsyncConnection[Row].connect(town.owner_url, autocommit=True, row_factory=dict_row)
    http = httpx.AsyncClient(base_url=town.base_url, timeout=60)
    today = local_date(now)
    return Bench(await public_of(town.owner_url, *people, today), http, owner, BarePages(today))


async def _rounds(small: Bench, large: Bench, rounds: int) -> None:
    """Every person's asks, page by page, in both towns by turns; the first ones warm the doors and are forgotten."""
    for name in PAGES:
        await _round(small, large, name, rounds, len(large.public.clerks) // WARM)
    for one in (small, large):
        one.took = {name: Took(wrong=took.wrong) for name, took in one.took.items()}
    for rank in range(rounds):
        for name in PAGES:
            await _round(small, large, name, rank, None)
        progress(f"  · round {rank + 1} of {rounds}")


async def _round(small: Bench, large: Bench, name: str, rank: int, most: int | None) -> None:
    asks = (PAGES[name].asks(one.public, rank)[:most] for one in (small, large))
    for place, (here, there) in enumerate(zip(*asks, strict=False)):
        pairs = [(small, here), (large, there)]
        for town, ask in pairs if place % 2 else pairs[::-1]:
            await town.ask(name, ask)


def _figures(small: Took, large: Took) -> dict[str, Any]:
    """The figures of one page: medians and, in the large town, the 95th percentile; in milliseconds."""
    door, bare = statistics.median(large.door_ms), statistics.median(large.bare_ms)
    return {
        "growth": round(door / statistics.median(small.door_ms), 3),
        "ratio_bare": round(door / bare, 2),
        "p95_ms": round(sorted(large.door_ms)[int(len(large.door_ms) * 0.95)], 2),
        "p50_ms": round(door, 2),
        "p50_small_ms": round(statistics.median(small.door_ms), 2),
        "bare_p50_ms": round(bare, 2),
        "pages": len(large.door_ms),
        "wrong": [*small.wrong, *large.wrong],
    }
