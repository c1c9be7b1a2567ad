"""Dockets that were proposed, as the court's people read them: their lines by day, what has no place, what differs."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True)
class Proposal:
    """A docket of a period. `name` is that of the account that asked; `progress`, what was said as it was made."""

    id: str
    first_day: date
    last_day: date
    asked_by: str
    name: str
    asked_at: datetime
    state: str
    finished_at: datetime | None
    inputs_sha256: str
    progress: list[dict[str, Any]]
    figures: dict[str, Any] | None


@dataclass(frozen=True)
class DocketLine:
    """A case of a docket, at the sequence number at which it was read, and the slot that it could have, if any."""

    case_id: str
    reference: str
    seq: int
    slot_id: str | None
    sitting_id: str | None
    starts_at: datetime | None
    ends_at: datetime | None
    room: str | None
    judge: str | None
    mode: str | None
    reason: dict[str, Any]
    status: str
    refusal: dict[str, Any] | None


@dataclass(frozen=True)
class DocketDay:
    """A day of a docket: how many sittings it uses, how many cases it places, and what became of their dates."""

    day: date
    sittings: int
    placed: int
    chosen: int
    set: int
    refused: int


@dataclass(frozen=True)
class Difference:
    """A case that two dockets do not hear at one hour in one room; None where it has no place."""

    case_id: str
    reference: str
    here: datetime | None
    there: datetime | None
    room_here: str | None
    room_there: str | None


@dataclass(frozen=True)
class Range:
    """Which lines: of the dates of a local day, or without a place; and of those how many, after how many."""

    day: date | None
    most: int = 1000
    skipped: int = 0


_PROPOSAL: Final = """
SELECT d.id, d.first_day, d.last_day, d.asked_by, coalesce(p.name, d.asked_by) AS name, d.asked_at, d.state,
       d.finished_at, coalesce(d.inputs_sha256, '') AS inputs_sha256, d.progress, d.figures
FROM docket_proposals d LEFT JOIN principals p ON p.id = d.asked_by
"""
FIND: Final = text(f"{_PROPOSAL} WHERE d.id = :id")
LATEST: Final = text(f"{_PROPOSAL} ORDER BY d.asked_at DESC, d.id LIMIT :most")
ADD: Final = text("""
INSERT INTO docket_proposals (id, first_day, last_day, asked_by, asked_at, state)
VALUES (:id, :first_day, :last_day, :asked_by, :asked_at, 'waiting') ON CONFLICT (id) DO NOTHING
""")
_LINES: Final = """
SELECT l.case_id, c.reference, l.seq, l.slot_id, s.sitting_id, s.starts_at, s.ends_at, t.room, t.judge, t.mode,
       l.reason, l.status, l.refusal
FROM docket_lines l JOIN cases c ON c.id = l.case_id
LEFT JOIN slots s ON s.id = l.slot_id LEFT JOIN sittings t ON t.id = s.sitting_id
WHERE l.proposal_id = :id
"""
OF_DAY: Final = text(f"""
{_LINES} AND CAST(timezone('America/Toronto', s.starts_at) AS date) = :day
ORDER BY s.starts_at, t.room, l.case_id LIMIT :most OFFSET :skipped
""")
WITHOUT_PLACE: Final = text(f"""
{_LINES} AND l.slot_id IS NULL ORDER BY c.filed_at, l.case_id LIMIT :most OFFSET :skipped
""")
REFUSED: Final = text(f"{_LINES} AND l.status = 'refused' ORDER BY s.starts_at, t.room, l.case_id LIMIT :most")
EVERY: Final = text(f"{_LINES} ORDER BY l.case_id")
DAYS: Final = text("""
SELECT CAST(timezone('America/Toronto', s.starts_at) AS date) AS day, count(DISTINCT s.sitting_id) AS sittings,
       count(*) AS placed, count(*) FILTER (WHERE l.status = 'chosen') AS chosen,
       count(*) FILTER (WHERE l.status = 'set') AS set, count(*) FILTER (WHERE l.status = 'refused') AS refused
FROM docket_lines l JOIN slots s ON s.id = l.slot_id WHERE l.proposal_id = :id GROUP BY 1 ORDER BY 1
""")
DIFFERENCES: Final = text("""
SELECT c.id AS case_id, c.reference, s.starts_at AS here, o.starts_at AS there, t.room AS room_here,
       u.room AS room_there
FROM (SELECT case_id, slot_id FROM docket_lines WHERE proposal_id = :id) l
FULL JOIN (SELECT case_id, slot_id FROM docket_lines WHERE proposal_id = :other) m USING (case_id)
JOIN cases c ON c.id = case_id
LEFT JOIN slots s ON s.id = l.slot_id LEFT JOIN sittings t ON t.id = s.sitting_id
LEFT JOIN slots o ON o.id = m.slot_id LEFT JOIN sittings u ON u.id = o.sitting_id
WHERE l.slot_id IS DISTINCT FROM m.slot_id ORDER BY c.filed_at, c.id LIMIT :most
""")
# A line is chosen once: of two people who choose it, the first does. The days are those of its slot.
CHOOSE: Final = text("""
UPDATE docket_lines l SET status = 'chosen', chosen_by = :by, chosen_at = :now
FROM slots s WHERE s.id = l.slot_id AND l.proposal_id = :id AND l.status = 'proposed'
  AND (l.case_id = ANY(:cases) OR CAST(timezone('America/Toronto', s.starts_at) AS date) = ANY(:days))
""")
BEGIN: Final = text("""
UPDATE docket_proposals SET state = 'publishing', heartbeat_at = NULL
WHERE id = :id AND state IN ('done', 'published', 'overtaken')
""")
STATE: Final = text("SELECT state FROM docket_proposals WHERE id = :id FOR UPDATE")


async def add(session: AsyncSession, values: dict[str, Any]) -> None:
    """Keep that a docket was asked for (`ADD` names the values); its id there already, nothing changes."""
    await session.execute(ADD, values)


async def find(session: AsyncSession, proposal_id: str) -> Proposal | None:
    """One docket that the person may see."""
    row = (await session.execute(FIND, {"id": proposal_id})).mappings().one_or_none()
    return Proposal(**row) if row else None


async def latest(session: AsyncSession, most: int) -> list[Proposal]:
    """The dockets that the person may see, the last that was asked for first."""
    return [Proposal(**row) for row in (await session.execute(LATEST, {"most": most})).mappings()]


async def instance(session: AsyncSession, proposal_id: str) -> dict[str, Any] | None:
    """What a docket was made of; None until it was read."""
    query = text("SELECT instance FROM docket_proposals WHERE id = :id")
    return (await session.execute(query, {"id": proposal_id})).scalar_one_or_none()


async def days(session: AsyncSession, proposal_id: str) -> list[DocketDay]:
    """The days on which a docket hears something, in order."""
    return [DocketDay(**row) for row in (await session.execute(DAYS, {"id": proposal_id})).mappings()]


async def lines(session: AsyncSession, proposal_id: str, wanted: Range) -> list[DocketLine]:
    """The lines of a day by hour and room; of those without a place, the case that waits longest first."""
    query = OF_DAY if wanted.day else WITHOUT_PLACE
    values = {"id": proposal_id, "most": wanted.most, "skipped": wanted.skipped}
    values |= {"day": wanted.day} if wanted.day else {}
    return [DocketLine(**row) for row in (await session.execute(query, values)).mappings()]


async def refused(session: AsyncSession, proposal_id: str, most: int) -> list[DocketLine]:
    """The lines whose date could not be set."""
    return [DocketLine(**row) for row in (await session.execute(REFUSED, {"id": proposal_id, "most": most})).mappings()]


async def every_line(session: AsyncSession, proposal_id: str) -> list[DocketLine]:
    """All lines, by case."""
    return [DocketLine(**row) for row in (await session.execute(EVERY, {"id": proposal_id})).mappings()]


async def differences(session: AsyncSession, one: str, other: str, most: int) -> list[Difference]:
    """The cases that two dockets do not place alike, the one that waits longest first."""
    rows = await session.execute(DIFFERENCES, {"id": one, "other": other, "most": most})
    return [Difference(**row) for row in rows.mappings()]


async def lock(session: AsyncSession, proposal_id: str) -> str:
    """The state of a docket that is there, which nobody changes until the transaction ends."""
    return (await session.execute(STATE, {"id": proposal_id})).scalar_one()


async def choose(session: AsyncSession, values: dict[str, Any]) -> int:
    """Choose dates to be set (`CHOOSE` names the values); how many nobody had chosen before."""
    done: Any = await session.execute(CHOOSE, values)
    if done.rowcount:
        await session.execute(BEGIN, {"id": values["id"]})
    return done.rowcount


def as_json(value: Any) -> str:
    """Plain data as a jsonb column takes it; days and instants as ISO 8601 has them."""
    return json.dumps(value, default=lambda one: one.isoformat())
