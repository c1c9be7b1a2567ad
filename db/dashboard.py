"""What a desk reads of its own work: what waits and since when, and the promises kept, week after week."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.contest_rules import COURT


@dataclass(frozen=True)
class Waiting:
    """How many tasks of a kind wait at the desk, and how many of them are late."""

    kind: str
    court: bool
    count: int
    late: int


@dataclass(frozen=True)
class Week:
    """The tasks with a promised date that ended in the week of a Monday, and those that ended by that date."""

    monday: date
    ended: int
    kept: int


async def waiting(session: AsyncSession, boroughs: tuple[str, ...], today: date) -> list[Waiting]:
    """What waits at the desk, by kind, the largest queue first."""
    rows = (await session.execute(WAITING, {"boroughs": list(boroughs), "today": today, "court": COURT})).mappings()
    return [Waiting(**row) for row in rows]


async def ages(session: AsyncSession, boroughs: tuple[str, ...], today: date, limits: tuple[int, ...]) -> list[int]:
    """How many tasks have waited at the desk for at most each limit, in days; the last count is of the rest."""
    values: dict[str, Any] = {"boroughs": list(boroughs), "today": today, "limits": list(limits)}
    found: dict[int, int] = {row.bucket: row.tasks for row in await session.execute(AGES, values)}
    return [found.get(rank, 0) for rank in range(len(limits) + 1)]


async def weeks(session: AsyncSession, boroughs: tuple[str, ...], since: date) -> list[Week]:
    """The promises kept, week by week, from a Monday on."""
    rows = (await session.execute(WEEKS, {"boroughs": list(boroughs), "since": since})).mappings()
    return [Week(**row) for row in rows]


WAITING = text("""
SELECT kind, borough = :court AS court, count(*) AS count,
       count(*) FILTER (WHERE due_on < :today) AS late
FROM tasks WHERE done_at IS NULL AND desk AND borough = ANY (:boroughs)
GROUP BY kind, court ORDER BY count DESC, kind
""")
AGES = text("""
SELECT width_bucket(CAST(:today AS date) - (opened_at AT TIME ZONE 'America/Toronto')::date,
                    ARRAY(SELECT one + 1 FROM unnest(CAST(:limits AS int[])) AS one)) AS bucket, count(*) AS tasks
FROM tasks WHERE done_at IS NULL AND desk AND borough = ANY (:boroughs) GROUP BY bucket
""")
WEEKS = text("""
WITH ended AS (
    SELECT h.role, h.due_on,
           lead(h.opened_at) OVER (PARTITION BY h.case_id ORDER BY h.seq, h.line) AT TIME ZONE 'America/Toronto' AS at
    FROM task_history h JOIN cases c ON c.id = h.case_id WHERE c.borough = ANY (:boroughs)
)
SELECT date_trunc('week', at)::date AS monday, count(*) AS ended, count(*) FILTER (WHERE at::date <= due_on) AS kept
FROM ended WHERE role <> 'citizen' AND due_on IS NOT NULL AND at >= CAST(:since AS date)
GROUP BY monday ORDER BY monday
""")
