"""What the retention schedule looks at: closed cases, whether money moved, what still holds or moves them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Case


@dataclass(frozen=True)
class Standing:
    """One case; `last_at` is its last event's instant, `on_its_way` counts letters, mails, acts and messages."""

    case_id: str
    reference: str
    procedure: str
    service: str
    borough: str
    state: str
    ended: bool
    last_at: datetime
    erased_at: datetime | None
    paid: bool
    held: bool
    on_its_way: int


@dataclass(frozen=True)
class Whereabouts:
    """Whose case it is and where: what stays of an erased one."""

    owner: str
    borough: str
    erased_at: datetime | None


async def whereabouts(session: AsyncSession, case_id: str) -> Whereabouts | None:
    """The same of a case that may be erased, if the one who asks may see it."""
    row = await session.get(Case, case_id)
    return Whereabouts(row.owner, row.borough, row.erased_at) if row else None


_SELECT = """
SELECT c.id, c.reference, c.procedure, c.service, c.borough, c.state, c.ended, c.updated_at, c.erased_at,
    EXISTS (SELECT 1 FROM ledger_entries e WHERE e.case_id = c.id AND e.debit IN ('cash', 'till')),
    EXISTS (SELECT 1 FROM legal_holds h WHERE h.case_id = c.id AND h.lifted_at IS NULL),
    (SELECT count(*) FROM outbox o WHERE o.case_id = c.id AND o.status = 'pending')
        + (SELECT count(*) FROM acts_received a WHERE a.case_id = c.id AND a.status = 'received')
        + (SELECT count(*) FROM inbox i WHERE i.status = 'received' AND strpos(CAST(i.body AS text), c.id) > 0)
FROM cases c
"""
ONE = text(_SELECT + "WHERE c.id = :case_id")
CLOSED = text(
    _SELECT + "WHERE c.ended AND c.erased_at IS NULL AND c.updated_at < :before "
    "AND (c.updated_at, c.id) > (:last_at, :last_id) ORDER BY c.updated_at, c.id LIMIT :limit"
)
START = datetime.fromisoformat("0001-01-02T00:00:00+00:00")


async def standing(session: AsyncSession, case_id: str) -> Standing | None:
    """One case, if the one who asks may see it."""
    row = (await session.execute(ONE, {"case_id": case_id})).one_or_none()
    return Standing(*row) if row else None


async def closed_before(
    session: AsyncSession, before: datetime, after: tuple[datetime, str] = (START, ""), limit: int = 1000
) -> list[Standing]:
    """Closed cases that nothing happened to since `before`, oldest first, one page after another."""
    values = {"before": before, "last_at": after[0], "last_id": after[1], "limit": limit}
    return [Standing(*row) for row in await session.execute(CLOSED, values)]
