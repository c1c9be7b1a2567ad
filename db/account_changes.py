"""What became of the city's accounts, for good; who waits for a second administrator; who answers for each counter."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True)
class ChangeRow:
    """One change: `before` and `after` say what differs; `reason` is encrypted under the system's key."""

    id: str
    principal_id: str
    what: str
    before: dict[str, Any]
    after: dict[str, Any]
    reason: bytes
    made_by: str
    made_at: datetime


@dataclass(frozen=True)
class Proposal:
    """An administrator to be: proposed by one, confirmed by another."""

    principal_id: str
    name: str
    proposed_by: str
    proposed_at: datetime


async def keep(session: AsyncSession, row: ChangeRow) -> None:
    """Keep a change."""
    values = {**vars(row), "before": json.dumps(row.before), "after": json.dumps(row.after)}
    await session.execute(KEEP, values)


async def of(session: AsyncSession, person: str) -> list[ChangeRow]:
    """What became of one account, latest first."""
    return [ChangeRow(**row) for row in (await session.execute(OF, {"id": person})).mappings()]


async def propose(session: AsyncSession, person: str, by: str, now: datetime) -> bool:
    """Note that somebody is proposed; False where they are already."""
    return (await session.execute(PROPOSE, {"id": person, "by": by, "now": now})).first() is not None


async def proposals(session: AsyncSession) -> list[Proposal]:
    """Who is proposed, oldest first."""
    return [Proposal(**row) for row in (await session.execute(PROPOSALS)).mappings()]


async def settle(session: AsyncSession, person: str) -> str | None:
    """Take a proposal away; who had made it, or None where there is none."""
    return (await session.execute(SETTLE, {"id": person})).scalar_one_or_none()


async def supervisors(session: AsyncSession) -> dict[str, str]:
    """Who answers for each counter, by its code."""
    return {row.borough: row.principal_id for row in await session.execute(SUPERVISORS)}


async def supervise(session: AsyncSession, counter: str, person: str) -> None:
    """Somebody answers for a counter from now on."""
    await session.execute(SUPERVISE, {"counter": counter, "id": person})


KEEP = text("""
INSERT INTO account_changes (id, principal_id, what, before, after, reason, made_by, made_at)
VALUES (:id, :principal_id, :what, CAST(:before AS jsonb), CAST(:after AS jsonb), :reason, :made_by, :made_at)
""")
OF = text("""
SELECT id, principal_id, what, before, after, reason, made_by, made_at FROM account_changes
WHERE principal_id = :id ORDER BY made_at DESC, id
""")
PROPOSE = text("""
INSERT INTO administrator_proposals (principal_id, proposed_by, proposed_at) VALUES (:id, :by, :now)
ON CONFLICT DO NOTHING RETURNING principal_id
""")
PROPOSALS = text("""
SELECT a.principal_id, p.name, a.proposed_by, a.proposed_at
FROM administrator_proposals a JOIN principals p ON p.id = a.principal_id ORDER BY a.proposed_at, a.principal_id
""")
SETTLE = text("DELETE FROM administrator_proposals WHERE principal_id = :id RETURNING proposed_by")
SUPERVISORS = text("SELECT borough, principal_id FROM supervisors")
SUPERVISE = text("""
INSERT INTO supervisors (borough, principal_id) VALUES (:counter, :id)
ON CONFLICT (borough) DO UPDATE SET principal_id = excluded.principal_id
""")
