"""The work on proposed dockets: a lease with a heartbeat in real time, the answer as it gets better, dates set.

Every write names the worker that took the docket: one that was thought dead, and is not, changes nothing any more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from db.dockets import as_json, lock
from domain.docket_month import OpenSitting
from domain.placement import OpenSlot

MAKING: Final = ("waiting", "running")
PUBLISHING: Final = ("publishing",)


@dataclass(frozen=True)
class Taken:
    """A docket that a worker has taken, and how often it was taken."""

    id: str
    worker: str
    first_day: date
    last_day: date
    asked_by: str
    attempts: int


@dataclass(frozen=True)
class Turn:
    """Who takes a docket, when, and from when on a silent one's docket is left alone; in real time."""

    worker: str
    now: datetime
    stale: datetime


@dataclass(frozen=True)
class ChosenLine:
    """A date to be set, and for whom."""

    case_id: str
    seq: int
    slot_id: str
    chosen_by: str


TAKE: Final = text("""
UPDATE docket_proposals SET worker = :worker, heartbeat_at = :now, attempts = attempts + 1,
       state = CASE state WHEN 'waiting' THEN 'running' ELSE state END
WHERE id = (SELECT id FROM docket_proposals
            WHERE state = ANY(:states) AND (heartbeat_at IS NULL OR heartbeat_at < :stale)
            ORDER BY asked_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id, worker, first_day, last_day, asked_by, attempts
""")
BEAT: Final = text("UPDATE docket_proposals SET heartbeat_at = :now WHERE id = :id AND worker = :worker")
LET_GO: Final = text("""
UPDATE docket_proposals SET worker = NULL, heartbeat_at = NULL, attempts = attempts - :untried
WHERE id = :id AND worker = :worker
""")
SAY: Final = text("""
UPDATE docket_proposals SET progress = progress || CAST(:line AS jsonb) WHERE id = :id AND worker = :worker
""")
READ: Final = text("""
UPDATE docket_proposals SET instance = CAST(:instance AS jsonb), inputs_sha256 = :sha256, progress = '[]'
WHERE id = :id AND worker = :worker
""")
ANSWER: Final = text("""
UPDATE docket_proposals SET figures = CAST(:figures AS jsonb) WHERE id = :id AND worker = :worker
""")
FORGET: Final = text("DELETE FROM docket_lines WHERE proposal_id = :id")
LINES: Final = text("""
INSERT INTO docket_lines (proposal_id, case_id, seq, slot_id, rank, reason)
SELECT :id, case_id, seq, slot_id, rank, reason
FROM jsonb_to_recordset(CAST(:lines AS jsonb))
     AS x (case_id text, seq bigint, slot_id text, rank bigint, reason jsonb)
""")
END: Final = text("""
UPDATE docket_proposals SET state = :state, finished_at = :now, worker = NULL, heartbeat_at = NULL, attempts = 0
WHERE id = :id AND worker = :worker
""")
CHOSEN: Final = text("""
SELECT case_id, seq, slot_id, chosen_by FROM docket_lines
WHERE proposal_id = :id AND status = 'chosen' AND case_id <> ALL(:later) ORDER BY rank, case_id LIMIT :most
""")
TOLD: Final = text("""
UPDATE docket_lines SET status = :status, refusal = CAST(:refusal AS jsonb), told_at = :now
WHERE proposal_id = :id AND case_id = :case_id AND status = 'chosen'
""")
LEFT: Final = text("""
SELECT count(*) FILTER (WHERE status = 'chosen') AS chosen, count(*) FILTER (WHERE status = 'set') AS set
FROM docket_lines WHERE proposal_id = :id
""")
# A docket that somebody could still publish, and that would set a date for a case that has one now.
OVERTAKE: Final = text("""
UPDATE docket_proposals SET state = 'overtaken' WHERE state = 'done' AND id <> :id AND EXISTS (
    SELECT 1 FROM docket_lines l JOIN docket_lines m USING (case_id)
    WHERE l.proposal_id = docket_proposals.id AND l.slot_id IS NOT NULL
      AND m.proposal_id = :id AND m.status = 'set')
""")
SITTINGS: Final = text("""
SELECT t.id, t.judge, t.room, t.mode, t.language, t.starts_at, t.slot_minutes, count(s.id) AS slots
FROM sittings t JOIN slots s ON s.sitting_id = t.id WHERE t.id = ANY(:ids) GROUP BY t.id ORDER BY t.id
""")


async def take(session: AsyncSession, states: Sequence[str], turn: Turn) -> Taken | None:
    """Take the docket that waits longest in some states; those that others have are skipped."""
    row = (await session.execute(TAKE, vars(turn) | {"states": list(states)})).mappings().one_or_none()
    return Taken(**row) if row else None


async def beat(session: AsyncSession, of: Taken, now: datetime) -> bool:
    """Show that somebody works on it; False when it is somebody else's now."""
    done: Any = await session.execute(BEAT, {"id": of.id, "worker": of.worker, "now": now})
    return bool(done.rowcount)


async def let_go(session: AsyncSession, of: Taken, *, untried: bool) -> None:
    """Somebody else may take it at once; untried, this time does not count."""
    await session.execute(LET_GO, {"id": of.id, "worker": of.worker, "untried": int(untried)})


async def say(session: AsyncSession, of: Taken, line: dict[str, Any]) -> None:
    """Keep a line of its progress."""
    await session.execute(SAY, {"id": of.id, "worker": of.worker, "line": as_json([line])})


async def note_read(session: AsyncSession, of: Taken, instance: str, sha256: str) -> None:
    """Keep what it is made of, as JSON; what was said of an earlier attempt is forgotten."""
    await session.execute(READ, {"id": of.id, "worker": of.worker, "instance": instance, "sha256": sha256})


async def answer(session: AsyncSession, of: Taken, figures: dict[str, Any], lines: Sequence[dict[str, Any]]) -> bool:
    """Keep an answer in place of the one before; False, and nothing, when it is somebody else's now."""
    done: Any = await session.execute(ANSWER, {"id": of.id, "worker": of.worker, "figures": as_json(figures)})
    if done.rowcount:
        await session.execute(FORGET, {"id": of.id})
        await session.execute(LINES, {"id": of.id, "lines": as_json(lines)})
    return bool(done.rowcount)


async def end(session: AsyncSession, of: Taken, state: str, now: datetime) -> None:
    """The work on it is over."""
    await session.execute(END, {"id": of.id, "worker": of.worker, "state": state, "now": now})


async def chosen(session: AsyncSession, of: Taken, later: Sequence[str], most: int) -> list[ChosenLine]:
    """Dates to be set, the earliest first, without the cases that are for later."""
    rows = await session.execute(CHOSEN, {"id": of.id, "later": list(later), "most": most})
    return [ChosenLine(**row) for row in rows.mappings()]


async def told(session: AsyncSession, of: Taken, case_id: str, refusal: dict[str, Any] | None, now: datetime) -> None:
    """A date was set, or it was refused, with this refusal."""
    values = {"id": of.id, "case_id": case_id, "status": "refused" if refusal else "set", "now": now}
    await session.execute(TOLD, values | {"refusal": as_json(refusal) if refusal else None})


async def end_of_publication(session: AsyncSession, of: Taken, now: datetime) -> bool:
    """Whether no chosen date is left; then the docket is published, or overtaken when it set none at all."""
    await lock(session, of.id)  # whoever chooses more dates now waits, and then begins anew
    row = (await session.execute(LEFT, {"id": of.id})).one()
    if row.chosen:
        return False
    await end(session, of, "published" if row.set else "overtaken", now)
    await session.execute(OVERTAKE, {"id": of.id})
    return True


async def open_sittings(session: AsyncSession, free: Sequence[OpenSlot]) -> list[OpenSitting]:
    """The sittings of some free slots, by id."""
    ids = sorted({one.sitting_id for one in free})
    return [OpenSitting(**row) for row in (await session.execute(SITTINGS, {"ids": ids})).mappings()]
