"""`./guichet bench slots`: sessions of the court's clerks race over HTTP for every slot, and nothing is booked twice.

Each round opens two sittings at the same hours, half of the slots each: every session wants every slot for its own
case, so that slot, judge, room and party are all fought for. The twin is the same race, in the same run, as
check-then-insert on a table without the constraints. Both are counted by `checks/slots.py`.
"""

import asyncio
import shutil
import tempfile
import time
import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final

import aiohttp
import psycopg

from checks.slots import count_slots
from cli.court_calendar import open_days
from cli.made_up_court import Court, make_court
from cli.places import keep_apart
from cli.show import progress
from cli.stack import Stack
from domain.clock import local_date

ROUNDS, SLOTS, SESSIONS = 20, 40, 50
MINUTES: Final = 15
FIRST_DAY: Final = timedelta(days=45)  # beyond the notice of hearing
TWIN: Final = "CREATE TABLE twin_bookings (LIKE bookings)"  # the columns, and no constraint or index
LOOK: Final = "SELECT 1 FROM twin_bookings WHERE slot_id = %s AND status <> 'released'"
INSERT: Final = """
INSERT INTO twin_bookings (id, slot_id, case_id, judge, room, party, during, status, held_until, booked_by, made_at)
SELECT %s, s.id, c.id, t.judge, t.room, c.owner, tstzrange(s.starts_at, s.ends_at), 'held', s.starts_at, 'twin',
       s.starts_at
FROM slots s JOIN sittings t ON t.id = s.sitting_id JOIN cases c ON c.id = %s WHERE s.id = %s
"""


@dataclass(frozen=True)
class Race:
    """Who races where: the doors, the court, the clients' connections, the tables' owner."""

    http: aiohttp.ClientSession
    court: Court
    owner_url: str


async def bench_slots(rounds: int = ROUNDS, slots: int = SLOTS, sessions: int = SESSIONS) -> dict[str, Any]:
    """Race, count, compare with the twin. `slots` of a round is even."""
    var = Path(tempfile.mkdtemp(prefix="guichet-bench-"))
    var.chmod(0o755)
    keep_apart(var)
    stack = Stack(var, lambda line: progress(f"  · {line}"))
    for name in [name for name in stack.parts if name not in ("postgres", "doors")]:
        del stack.parts[name]
    try:
        await stack.start()
        return await _raced(stack, rounds, slots, sessions)
    finally:
        await stack.stop()
        shutil.rmtree(var, ignore_errors=True)


async def _raced(stack: Stack, rounds: int, slots: int, sessions: int) -> dict[str, Any]:
    owner_url, now = stack.env["DATABASE_URL"], datetime.now(UTC)
    court = await make_court(owner_url, now, clerks=sessions, judges=2, cases=sessions)
    async with await psycopg.AsyncConnection.connect(owner_url, autocommit=True) as owner:
        await owner.execute(TWIN)
    answers, seconds = Counter[int](), 0.0
    connector, timeout = aiohttp.TCPConnector(limit=sessions), aiohttp.ClientTimeout(total=60)
    async with aiohttp.ClientSession(f"{stack.base_url}/api/v1/", connector=connector, timeout=timeout) as http:
        race = Race(http, court, owner_url)
        for rank, day in enumerate(islice(open_days(local_date(now) + FIRST_DAY), rounds)):
            offered = await _open(race, day, slots)
            started = time.perf_counter()
            answers += await _all_at_once(race, offered)
            seconds += time.perf_counter() - started
            await _twin_round(race, offered)
            progress(f"  round {rank + 1}: {dict(answers)}")
    return await asyncio.to_thread(_figures, owner_url, answers, seconds)


async def _open(race: Race, day: date, slots: int) -> list[str]:
    """Two sittings at the same hours; their slots by hour, one of each in turn."""
    hours = (slots // 2 * MINUTES) / 60
    ends = datetime.combine(day, datetime.min.time()) + timedelta(hours=8 + hours)
    found: list[list[str]] = []
    for rank, judge in enumerate(race.court.judges):
        body = {"judge": judge, "room": f"{rank + 1}.01", "starts_at": f"{day}T08:00", "ends_at": ends.isoformat(),
                "slot_minutes": MINUTES}  # fmt: skip
        async with race.http.post("sittings", json=body, headers=_headers(race, race.court.clerks[0])) as answer:
            answer.raise_for_status()
            found.append([str(one["id"]) for one in (await answer.json())["slots"]])
    return [slot for pair in zip(*found, strict=True) for slot in pair]


async def _all_at_once(race: Race, slots: list[str]) -> Counter[int]:
    """Every session asks once for every slot, all of them in the same order: the tightest race."""

    async def session(clerk: str, case_id: str) -> Counter[int]:
        got = Counter[int]()
        for slot in slots:
            url, headers = f"slots/{slot}/holds", _headers(race, clerk)
            async with race.http.post(url, json={"case_id": case_id}, headers=headers) as answer:
                await answer.read()
                got[answer.status] += 1
        return got

    told = await asyncio.gather(*map(session, race.court.clerks, race.court.cases))
    return sum(told, Counter[int]())


def _headers(race: Race, clerk: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {race.court.tokens[clerk]}", "Idempotency-Key": uuid.uuid4().hex}


async def _twin_round(race: Race, slots: list[str]) -> None:
    """The same sessions look first, then insert, each in one transaction at READ COMMITTED."""

    async def session(case_id: str) -> None:
        async with await psycopg.AsyncConnection.connect(race.owner_url) as link:
            for slot in slots:
                async with link.transaction():
                    if await (await link.execute(LOOK, (slot,))).fetchone() is None:
                        await link.execute(INSERT, (uuid.uuid4().hex, case_id, slot))

    await asyncio.gather(*map(session, race.court.cases))


def _figures(owner_url: str, answers: Counter[int], seconds: float) -> dict[str, Any]:
    counted, twin = count_slots(owner_url), count_slots(owner_url, "twin_bookings")
    refusals = {str(status): count for status, count in sorted(answers.items()) if status != 201}
    return {
        "booked": counted.booked,
        "refused": sum(refusals.values()),
        "double_booked": counted.double_booked,
        "left_free": counted.left_free,
        "refusals_by_status": refusals,
        "twin_double_booked": twin.double_booked,
        "twin_bookings": twin.booked,
        "answered_yes": answers[201],
        "requests_per_s": round(answers.total() / seconds, 1),
    }


def holds(figures: dict[str, Any]) -> bool:
    """Whether a run proves it: all booked once, all others refused as taken, and the twin seen to fail."""
    exact = figures["booked"] == figures["answered_yes"] and set(figures["refusals_by_status"]) <= {"409"}
    return exact and not figures["double_booked"] and not figures["left_free"] and figures["twin_double_booked"] > 0
