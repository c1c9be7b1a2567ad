"""The dashboard under the doors' own role: what it counts, against the tables read one row at a time."""

import itertools
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from casework import dashboard
from casework.dashboard import AGE_LIMITS
from domain.clock import local_date
from domain.errors import Forbidden
from tests.db.conftest import Base, Desk
from tests.db.test_worklist import CITIZEN, CLERK, TODAY, TWO_BOROUGHS

WAITING = "SELECT kind, due_on, opened_at FROM tasks WHERE done_at IS NULL AND role <> 'citizen' AND borough = ANY (%s)"


async def waiting(base: Base, boroughs: tuple[str, ...]) -> list[tuple[Any, ...]]:
    return await base.rows(WAITING, list(boroughs))


async def test_queues_are_counted_by_task_with_those_that_are_late(bureau: Desk, base: Base) -> None:
    rows = await waiting(base, CLERK.boroughs)
    found = await dashboard.read(bureau.doors, CLERK)
    assert found.waiting
    assert {one.kind: one.count for one in found.waiting} == Counter(kind for kind, _, _ in rows)
    late = Counter(kind for kind, due_on, _ in rows if due_on is not None and due_on < TODAY)
    assert {one.kind: one.late for one in found.waiting if one.late} == dict(late)


async def test_ages_hold_every_task_once(bureau: Desk, base: Base) -> None:
    rows = await waiting(base, TWO_BOROUGHS.boroughs)
    ages = [(TODAY - local_date(opened_at)).days for _, _, opened_at in rows]
    expected = Counter(sum(age > limit for limit in AGE_LIMITS) for age in ages)
    found = await dashboard.read(bureau.doors, TWO_BOROUGHS)
    assert found.ages == [expected[rank] for rank in range(len(AGE_LIMITS) + 1)]


async def test_twelve_mondays_up_to_this_week_are_shown_whether_anything_ended_or_not(bureau: Desk) -> None:
    found = await dashboard.read(bureau.doors, CLERK)
    mondays = [one.monday for one in found.weeks]
    assert mondays[-1] == date(2026, 11, 23) and len(mondays) == 12
    assert all(later - earlier == timedelta(weeks=1) for earlier, later in itertools.pairwise(mondays))
    assert all(0 <= one.kept <= one.ended for one in found.weeks)


async def test_a_citizen_has_no_dashboard(bureau: Desk) -> None:
    with pytest.raises(Forbidden):
        await dashboard.read(bureau.doors, CITIZEN)
