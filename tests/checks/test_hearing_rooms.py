"""Hearings judged by the record and by the rooms' journal: nought on one that went well, not nought on each damage."""

import asyncio
import json
import shutil
import tempfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from checks import hearing_rooms
from checks.evidence import Evidence
from checks.hearing_rooms import FIGURES, Hearing, doubled, judged
from checks.room_journal import Seen, hearing_of
from checks.sabotage import HEARING_DAMAGES, sabotaged
from tests.checks.court_record import write_contests
from tests.db.conftest import only_database

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
NINE = datetime(2027, 2, 10, 14, tzinfo=UTC)
SET_ON = NINE - 60 * DAY
ROOM = "a" * 32
SITTING = """
INSERT INTO sittings (id, judge, room, mode, language, starts_at, ends_at, slot_minutes, created_by, created_at)
VALUES (%(id)s, %(id)s, %(id)s, 'video', 'fr', %(at)s, %(at)s + interval '1 hour', 30, 'greffe', now())
"""
SLOT = "INSERT INTO slots VALUES (%(id)s, %(id)s, %(at)s, %(at)s + interval '30 minutes')"
BOOKING = """
INSERT INTO bookings (id, slot_id, case_id, judge, room, party, during, status, booked_by, made_at, released_why,
                      released_at)
VALUES (%(id)s, %(id)s, %(case)s, %(id)s, %(id)s, %(id)s, tstzrange(%(at)s, %(at)s + interval '30 minutes'), 'released',
        'greffe', now(), 'held', now())
"""
PROCESS = "INSERT INTO hearing_processes VALUES (%(id)s, %(case)s, NULL)"
LOOK = "INSERT INTO hearing_readiness VALUES (%(id)s, %(case)s, %(when)s, %(at)s, '{}', NULL)"


def hearing(**changes: Any) -> Hearing:
    """One that was set in time, looked at, held, and whose process ended."""
    well: dict[str, Any] = {"mode": "video", "starts_at": NINE, "since": SET_ON, "until": NINE + HOUR,
                            "looked": True, "ended": True, "why": "held"}  # fmt: skip
    return Hearing("h", "c", **(well | changes))


def seen(at: float, count: int, *, final: bool = False, rows: int = 1) -> Seen:
    """One moment of one hearing."""
    return Seen(at, {ROOM: count} if count else {}, {ROOM: rows} if rows else {}, final)


END = [seen(0, 1), seen(10, 0, final=True, rows=0)]


def test_a_hearing_that_went_well_is_nobodys_fault() -> None:
    found = judged([hearing()], END)
    assert {name: found[name] for name in FIGURES} == dict.fromkeys(FIGURES, 0)
    assert (found["hearings"], found["stood_at_t24"], found["offenders"]) == (1, 1, {})


@pytest.mark.parametrize(
    ("figure", "changes"),
    [
        ("unknown_at_t24", {"looked": False}),
        ("lost_hearings", {"why": ""}),
        ("lost_hearings", {"ended": False}),
    ],
)
def test_a_hearing_that_went_wrong_is_counted(figure: str, changes: dict[str, Any]) -> None:
    found = judged([hearing(**changes)], END)
    assert {name: found[name] for name in FIGURES if found[name]} == {figure: 1}


@pytest.mark.parametrize(
    "changes",
    [{"until": NINE - DAY - HOUR}, {"since": NINE - DAY + HOUR}, {"until": NINE - DAY}],
    ids=["moved before", "set later", "moved at that moment"],
)
def test_nobody_looks_at_a_hearing_that_did_not_stand_a_day_before(changes: dict[str, Any]) -> None:
    assert judged([hearing(looked=False, **changes)], END)["unknown_at_t24"] == 0


def test_a_room_that_stands_when_all_is_over_and_no_last_look_are_both_told() -> None:
    assert judged([], [seen(0, 1, final=True)])["rooms_left"] == 1
    assert judged([], [seen(0, 0)])["rooms_left"] == 1


@pytest.mark.parametrize(
    ("moments", "expected"),
    [
        ([seen(0, 2), seen(30, 2), seen(59, 1), seen(90, 2)], []),
        ([seen(0, 2), seen(30, 2), seen(61, 2)], [ROOM]),
        ([seen(0, 1), seen(1, 2, final=True)], [ROOM]),
        ([seen(0, 1, rows=2)], [ROOM]),
    ],
    ids=["a failover", "longer than a failover", "at the end", "two rows"],
)
def test_two_rooms_at_once_are_forgiven_for_as_long_as_a_failover_takes(
    moments: list[Seen], expected: list[str]
) -> None:
    assert doubled(moments) == expected


def test_a_room_without_its_key_is_still_the_hearings() -> None:
    assert [hearing_of(name) for name in (ROOM, f"{ROOM}~01ab")] == [ROOM, ROOM]


@pytest.fixture(scope="module")
async def court() -> AsyncIterator[Evidence]:
    """Contests of every life, whose hearings have their rows, and a journal in which each had one room."""
    var = Path(tempfile.mkdtemp(prefix="guichet-hearings-"))
    var.chmod(0o755)
    try:
        async with only_database(var) as base:
            evidence = await write_contests(base)
            await asyncio.to_thread(_write, evidence)
            yield evidence
    finally:
        shutil.rmtree(var, ignore_errors=True)


def _write(evidence: Evidence) -> None:
    told = hearing_rooms.told_by(hearing_rooms.read_contests(evidence))
    with psycopg.connect(evidence.database_url, autocommit=True) as record:
        for rank, one in enumerate(told):
            values = {"id": one.id, "case": one.case_id, "at": one.starts_at + rank * DAY}
            for statement in (SITTING, SLOT, BOOKING, PROCESS):
                record.execute(statement.encode(), values)
            for when in ("24h", "1h"):
                record.execute(LOOK.encode(), values | {"when": when})
    evidence.rooms_journal.parent.mkdir()
    lines = [vars(seen(0, 1)), vars(seen(1000, 0, final=True, rows=0))]
    evidence.rooms_journal.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def figures(evidence: Evidence) -> dict[str, int]:
    """What the check says of a record whose processes have all completed."""
    found = hearing_rooms.judge_hearings(evidence, set)
    return {name: found[name] for name in FIGURES}


@pytest.mark.stack
async def test_hearings_that_went_well_are_nought(court: Evidence) -> None:
    found = await asyncio.to_thread(hearing_rooms.judge_hearings, court, set)
    assert {name: found[name] for name in FIGURES} == dict.fromkeys(FIGURES, 0)
    assert found["hearings"] >= 2


@pytest.mark.stack
@pytest.mark.parametrize("name", HEARING_DAMAGES)
async def test_each_damage_moves_its_figure_and_no_other(court: Evidence, name: str) -> None:
    def damaged() -> dict[str, int]:
        with sabotaged(court, name) as copy:
            return {figure: count for figure, count in figures(copy).items() if count}

    assert await asyncio.to_thread(damaged) == {HEARING_DAMAGES[name].figure: 1}
