"""What an administrator reads of the city's workings: faults by file, the last pass, what waits and since when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

STUCK: Final = "stuck-workflow"
MOST: Final = 1000


@dataclass(frozen=True)
class FaultLine:
    """A fault that nobody closed. `reference` is its file's, empty where it names none that has a row."""

    kind: str
    case_id: str | None
    reference: str
    detail: str
    seen_at: datetime
    looks: int


@dataclass(frozen=True)
class Pass:
    """One pass of the reconciler: how many cases it looked at, and how many differed from their workflows."""

    started_at: datetime
    ended_at: datetime
    cases: int
    differences: int


@dataclass(frozen=True)
class Waiting:
    """What waits of one kind. `due` counts what could be done now, `due_at` is since when; None where others do it."""

    kind: str
    waiting: int
    oldest_at: datetime | None
    due: int | None
    due_at: datetime | None


async def fault_lines(session: AsyncSession, kind: str = "") -> list[FaultLine]:
    """Open faults, oldest first, at most `MOST`; of one kind, where it is named."""
    rows = (await session.execute(FAULTS, {"kind": kind, "most": MOST})).mappings()
    return [FaultLine(**row) for row in rows]


async def last_passes(session: AsyncSession) -> list[Pass]:
    """The last pass of the reconciler; none before the first."""
    return [Pass(**row) for row in (await session.execute(LAST_PASS)).mappings()]


async def waiting(session: AsyncSession, now: datetime) -> list[Waiting]:
    """What waits, one line for each kind, also where nothing does; `now` is the machine's."""
    return [Waiting(**row) for row in (await session.execute(WAITING, {"now": now})).mappings()]


async def lists_to_approve(session: AsyncSession, approvals: int) -> int:
    """How many destruction lists wait for an approval."""
    return (await session.execute(TO_APPROVE, {"approvals": approvals})).scalar_one()


FAULTS: Final = text("""
SELECT f.kind, f.case_id, coalesce(c.reference, '') AS reference, f.detail, f.seen_at, f.looks
FROM faults f LEFT JOIN cases c ON c.id = f.case_id
WHERE f.closed_at IS NULL AND (:kind = '' OR f.kind = :kind)
ORDER BY f.seen_at, f.id LIMIT :most
""")
LAST_PASS: Final = text("""
SELECT started_at, ended_at, cases, differences FROM reconciler_passes ORDER BY id DESC LIMIT 1
""")
WAITING: Final = text("""
SELECT k.kind, count(o.case_id) AS waiting, min(o.at) AS oldest_at,
       count(o.case_id) FILTER (WHERE o.next_try_at <= :now) AS due,
       min(o.next_try_at) FILTER (WHERE o.next_try_at <= :now) AS due_at
FROM (VALUES ('letter'), ('mail')) AS k (kind) LEFT JOIN outbox o ON o.kind = k.kind AND o.status = 'pending'
GROUP BY k.kind
UNION ALL
SELECT 'act', count(*), min(received_at), count(*) FILTER (WHERE lease_until <= :now),
       min(lease_until) FILTER (WHERE lease_until <= :now) FROM acts_received WHERE status = 'received'
UNION ALL
SELECT 'message', count(*), min(received_at), count(*) FILTER (WHERE next_try_at <= :now),
       min(next_try_at) FILTER (WHERE next_try_at <= :now) FROM inbox WHERE status = 'received'
UNION ALL SELECT 'payment', count(*), min(opened_at), NULL, NULL FROM payments WHERE status = 'open'
UNION ALL SELECT 'refund', count(*), min(ordered_at), NULL, NULL FROM refunds WHERE done_at IS NULL
UNION ALL SELECT 'delivery', count(*), min(created_at), NULL, NULL FROM letter_deliveries WHERE status = 'waiting'
UNION ALL SELECT 'batch-open', count(*), min(made_at), NULL, NULL FROM post_batches WHERE status = 'open'
UNION ALL SELECT 'batch-ready', count(*), min(made_at), NULL, NULL FROM post_batches WHERE status = 'ready'
""")
TO_APPROVE: Final = text("""
SELECT count(*) FROM destructions d WHERE d.status = 'proposed'
AND (SELECT count(*) FROM destruction_approvals a WHERE a.destruction_id = d.id) < :approvals
""")
