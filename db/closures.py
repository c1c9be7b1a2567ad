"""Days that the city closed, and the open contests whose last day each of them was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True)
class ClosureRow:
    """A day closed late in one calendar: "proclaimed", or an "outage" of ours."""

    calendar: str
    day: date
    why: str
    reason: str
    made_by: str
    made_at: datetime


@dataclass(frozen=True)
class Progress:
    """How many contests a closed day concerns, how many were told, how many are left, how many had ended."""

    concerned: int = 0
    done: int = 0
    left: int = 0
    over: int = 0


@dataclass(frozen=True)
class Waiting:
    """A contest that a closed day is still to be told to."""

    calendar: str
    day: date
    why: str
    case_id: str


async def days(session: AsyncSession, calendar: str, first: date, last: date) -> list[date]:
    """The days closed in a calendar, within two days, both included."""
    found = await session.execute(DAYS, {"calendar": calendar, "first": first, "last": last})
    return list(found.scalars())


async def of_year(session: AsyncSession, first: date, last: date) -> list[ClosureRow]:
    """Every day closed within two days, both included, latest first."""
    return [ClosureRow(**row) for row in (await session.execute(OF_YEAR, {"first": first, "last": last})).mappings()]


async def find(session: AsyncSession, calendar: str, day: date) -> ClosureRow | None:
    """One closed day."""
    row = (await session.execute(FIND, {"calendar": calendar, "day": day})).mappings().one_or_none()
    return ClosureRow(**row) if row else None


async def add(session: AsyncSession, row: ClosureRow) -> bool:
    """Close a day; False where it is closed already."""
    return (await session.execute(ADD, vars(row))).first() is not None


async def concerned(session: AsyncSession, day: date) -> tuple[int, int]:
    """How many open contests have that last day still before them, and how many were overdue after it."""
    row = (await session.execute(CONCERNED, {"day": day})).one()
    return int(row.due), int(row.overdue)


async def note(session: AsyncSession, calendar: str, day: date, now: datetime) -> int:
    """Note the contests that a closed day concerns, each once; how many are new."""
    done = await session.execute(NOTE, {"calendar": calendar, "day": day, "now": now})
    return len(done.scalars().all())


async def waiting(session: AsyncSession, most: int) -> list[Waiting]:
    """The contests that are still to be told, in the order in which they were noted."""
    return [Waiting(**row) for row in (await session.execute(WAITING, {"most": most})).mappings()]


async def settle(session: AsyncSession, one: Waiting, status: str, now: datetime) -> None:
    """A contest was told ("done"), or had ended ("over")."""
    await session.execute(SETTLE, {"calendar": one.calendar, "day": one.day, "case_id": one.case_id,
                                   "status": status, "now": now})  # fmt: skip


async def progress(session: AsyncSession, rows: Sequence[ClosureRow]) -> dict[tuple[str, date], Progress]:
    """How far each closed day is, by calendar and day."""
    found = (await session.execute(PROGRESS, {"days": [row.day for row in rows]})).all()
    return {(row.calendar, row.day): Progress(row.concerned, row.done, row.left, row.over) for row in found}


# Contests whose last day to plead or to pay it is; and those that are overdue since that day, which an answer may still
# reach in time once it is closed.
_DUE = """
SELECT t.case_id FROM tasks t JOIN cases c ON c.id = t.case_id
WHERE t.borough = 'COUR' AND t.state IN ('SERVED', 'PAYABLE') AND t.due = :day AND t.done_at IS NULL
    AND c.procedure = 'contest' AND NOT c.ended
"""
_OVERDUE = """
SELECT DISTINCT c.id FROM cases c JOIN task_history h ON h.case_id = c.id
WHERE c.borough = 'COUR' AND c.state = 'PLEA_OVERDUE' AND c.procedure = 'contest' AND NOT c.ended
    AND h.kind = 'plead_or_pay' AND h.due_on = :day
"""
CONCERNED = text(f"SELECT (SELECT count(*) FROM ({_DUE}) d) AS due, (SELECT count(*) FROM ({_OVERDUE}) o) AS overdue")  # noqa: S608
NOTE = text(f"""
INSERT INTO closed_day_cases (calendar, day, case_id, status, noted_at)
SELECT :calendar, :day, found.case_id, 'waiting', :now FROM ({_DUE} UNION {_OVERDUE}) found
ON CONFLICT DO NOTHING RETURNING case_id
""")  # noqa: S608
DAYS = text("SELECT day FROM closed_days WHERE calendar = :calendar AND day BETWEEN :first AND :last ORDER BY day")
OF_YEAR = text("""
SELECT calendar, day, why, reason, made_by, made_at FROM closed_days
WHERE day BETWEEN :first AND :last ORDER BY day DESC, calendar
""")
FIND = text("""
SELECT calendar, day, why, reason, made_by, made_at FROM closed_days WHERE calendar = :calendar AND day = :day
""")
ADD = text("""
INSERT INTO closed_days (calendar, day, why, reason, made_by, made_at)
VALUES (:calendar, :day, :why, :reason, :made_by, :made_at) ON CONFLICT DO NOTHING RETURNING day
""")
WAITING = text("""
SELECT w.calendar, w.day, d.why, w.case_id FROM closed_day_cases w JOIN closed_days d USING (calendar, day)
WHERE w.status = 'waiting' ORDER BY w.noted_at, w.case_id LIMIT :most
""")
SETTLE = text("""
UPDATE closed_day_cases SET status = :status, settled_at = :now
WHERE calendar = :calendar AND day = :day AND case_id = :case_id AND status = 'waiting'
""")
PROGRESS = text("""
SELECT calendar, day, count(*) AS concerned, count(*) FILTER (WHERE status = 'done') AS done,
    count(*) FILTER (WHERE status = 'waiting') AS left, count(*) FILTER (WHERE status = 'over') AS over
FROM closed_day_cases WHERE day = ANY (:days) GROUP BY calendar, day
""")
