"""Files given out several at a time, with who held each before; and who works in whose place while they are away."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True)
class Batch:
    """Files given to `given_to` ("" for nobody) at once; `held` says who held each before ("" for nobody)."""

    id: str
    made_by: str
    given_to: str
    made_at: datetime
    undone_at: datetime | None
    held: dict[str, str]


@dataclass(frozen=True)
class Absence:
    """Somebody away from `first_day` to `last_day`, both included, and who does their work."""

    id: str
    person: str
    cover: str
    first_day: date
    last_day: date


async def keep(session: AsyncSession, batch: Batch) -> None:
    """Keep a batch as it was done."""
    await session.execute(KEEP, {"id": batch.id, "by": batch.made_by, "to": batch.given_to, "at": batch.made_at})
    moves = [{"batch": batch.id, "case_id": case_id, "held_by": held_by} for case_id, held_by in batch.held.items()]
    await session.execute(KEEP_MOVE, moves)


async def batch(session: AsyncSession, batch_id: str, made_by: str) -> Batch | None:
    """One's own batch, held until the transaction ends."""
    row = (await session.execute(BATCH, {"id": batch_id, "by": made_by})).one_or_none()
    if row is None:
        return None
    moves = (await session.execute(MOVES, {"id": batch_id})).all()
    return Batch(
        row.id, row.made_by, row.given_to, row.made_at, row.undone_at, {one.case_id: one.held_by for one in moves}
    )


async def mark_undone(session: AsyncSession, batch_id: str, at: datetime) -> None:
    """The batch was undone."""
    await session.execute(UNDONE, {"id": batch_id, "at": at})


async def add_absence(session: AsyncSession, one: Absence, made_by: str, at: datetime) -> None:
    """Keep an absence."""
    await session.execute(ADD_ABSENCE, {**vars(one), "by": made_by, "at": at})


async def end_absence(session: AsyncSession, absence_id: str, at: datetime) -> bool:
    """The absence is over, or was a mistake; False where it is no open one."""
    found = await session.execute(END_ABSENCE, {"id": absence_id, "at": at})
    return found.scalar_one_or_none() is not None


async def absences(session: AsyncSession, people: list[str], today: date) -> list[Absence]:
    """The absences of some people that are not over, the nearest first."""
    rows = (await session.execute(ABSENCES, {"people": people, "today": today})).mappings()
    return [Absence(**row) for row in rows]


async def covered_by(session: AsyncSession, cover: str, today: date) -> list[str]:
    """Whose work somebody does today."""
    return list((await session.execute(COVERED, {"cover": cover, "today": today})).scalars())


KEEP = text("""
INSERT INTO assignment_batches (id, made_by, given_to, made_at) VALUES (:id, :by, :to, :at)
""")
KEEP_MOVE = text("INSERT INTO assignment_moves (batch_id, case_id, held_by) VALUES (:batch, :case_id, :held_by)")
BATCH = text("SELECT * FROM assignment_batches WHERE id = :id AND made_by = :by FOR UPDATE")
MOVES = text("SELECT case_id, held_by FROM assignment_moves WHERE batch_id = :id ORDER BY case_id")
UNDONE = text("UPDATE assignment_batches SET undone_at = :at WHERE id = :id")
ADD_ABSENCE = text("""
INSERT INTO absences (id, person, cover, first_day, last_day, made_by, made_at)
VALUES (:id, :person, :cover, :first_day, :last_day, :by, :at)
""")
END_ABSENCE = text("UPDATE absences SET ended_at = :at WHERE id = :id AND ended_at IS NULL RETURNING id")
ABSENCES = text("""
SELECT id, person, cover, first_day, last_day FROM absences
WHERE person = ANY (:people) AND ended_at IS NULL AND last_day >= :today ORDER BY first_day, id
""")
COVERED = text("""
SELECT person FROM absences
WHERE cover = :cover AND ended_at IS NULL AND :today BETWEEN first_day AND last_day ORDER BY person
""")
