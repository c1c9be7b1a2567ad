"""Contests judged by the record alone: nought on lives to every end, and not nought on each damaged copy of them."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import psycopg
import pytest

from checks import chain, contest_ends
from checks.evidence import Evidence
from checks.sabotage import CONTEST_DAMAGES, DAMAGES, copied, sabotaged
from tests.checks.court_lives import ENDS, LIVES
from tests.checks.court_record import figures, write_contests
from tests.db.conftest import only_database

pytestmark = pytest.mark.stack

OF_THE_GATEWAY = ("doubled-refund", "refund-above-capture", "unasked-refund")


@pytest.fixture(scope="module")
async def court() -> AsyncIterator[Evidence]:
    """A database with one contest of every life, and no other part of the city."""
    var = Path(tempfile.mkdtemp(prefix="guichet-contests-"))
    var.chmod(0o755)
    try:
        async with only_database(var) as base:
            yield await write_contests(base)
    finally:
        shutil.rmtree(var, ignore_errors=True)


async def test_every_life_is_lawful_and_its_money_adds_up(court: Evidence) -> None:
    found = await asyncio.to_thread(figures, court)
    assert {name: count for name, count in found.items() if count and name != "notices_off"} == {}


async def test_the_ends_are_counted_and_none_is_missing(court: Evidence) -> None:
    found = await asyncio.to_thread(contest_ends.judge_ends, court)
    by_end = {end: list(ENDS.values()).count(end) for end in ENDS.values()}
    assert found["by_end"] == by_end | {"open": len(LIVES) - len(ENDS)}
    assert (found["contests"], found["unread"], found["missing"]) == (len(LIVES), 0, [])


async def test_the_chain_of_a_contest_holds_whoever_holds_the_case(court: Evidence) -> None:
    assert await asyncio.to_thread(chain.verify, court) | {"events": 0} == {
        "cases": len(LIVES), "events": 0, "broken": 0, "first_bad": None, "broken_cases": [], "signed_cases": 0,
        "unpublished_heads": [],
    }  # fmt: skip


async def test_a_contest_given_to_somebody_who_did_not_claim_it_is_found(court: Evidence) -> None:
    def given() -> int:
        with copied(court) as copy, psycopg.connect(copy.database_url, autocommit=True) as owner:
            owner.execute("UPDATE cases SET owner = 'somebody-else' WHERE owner IN ('citoyen-1', %s)",
                          (f"holder-{1:032x}",))  # fmt: skip
            return chain.verify(copy)["broken"]

    assert await asyncio.to_thread(given) == 2


@pytest.mark.parametrize("name", [*CONTEST_DAMAGES, *OF_THE_GATEWAY])
async def test_each_damage_moves_its_figure_and_no_other(court: Evidence, name: str) -> None:
    def judged() -> dict[str, int]:
        whole = figures(court)
        with sabotaged(court, name) as damaged:
            return {figure: count - whole[figure] for figure, count in figures(damaged).items()}

    moved = {figure: by for figure, by in (await asyncio.to_thread(judged)).items() if by}
    assert moved == {(CONTEST_DAMAGES | DAMAGES)[name].figure: 1}


async def test_what_cannot_be_read_any_more_is_counted_and_its_end_still_known(court: Evidence) -> None:
    def erased() -> dict[str, int]:
        with copied(court) as copy, psycopg.connect(copy.database_url, autocommit=True) as owner:
            owner.execute("UPDATE case_keys SET wrapped = NULL, destroyed_at = now() WHERE case_id <> 'system'")
            return contest_ends.judge_ends(copy)

    found = await asyncio.to_thread(erased)
    assert (found["unread"], found["missing"], found["unfounded_ends"]) == (len(LIVES), [], 0)
