"""The conservation check: nought on a whole city, and not nought on each damaged copy of it."""

import asyncio

import psycopg
import pytest

from checks.conservation import FIGURES, clean, judge, judge_at_once
from checks.sabotage import DAMAGES, copied, sabotaged
from tests.checks.conftest import Town


async def test_a_whole_city_has_nothing_lost_doubled_or_at_odds(town: Town) -> None:
    figures = await judge(town.evidence)
    assert figures["cases"] == 6, figures
    assert figures["acknowledged"] == 14
    assert clean(figures), figures


@pytest.mark.parametrize("name", DAMAGES)
async def test_each_damage_moves_its_figure_and_no_other(town: Town, name: str) -> None:
    def judged() -> dict[str, int]:
        with sabotaged(town.evidence, name) as damaged:
            return judge_at_once(damaged)

    figures = await asyncio.to_thread(judged)
    assert [figure for figure in FIGURES if figures[figure]] == [DAMAGES[name].figure], figures


async def test_a_case_whose_key_was_destroyed_is_still_counted_whole(town: Town) -> None:
    def erased() -> dict[str, int]:
        with copied(town.evidence) as copy, psycopg.connect(copy.database_url, autocommit=True) as owner:
            owner.execute("UPDATE case_keys SET wrapped = NULL, destroyed_at = now() WHERE case_id <> 'system'")
            return judge_at_once(copy)

    figures = await asyncio.to_thread(erased)
    assert clean(figures), figures
