"""What the reconciler, the supervisor and the metrics read: passes, open rows, what is stuck."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Case, ReconcilerPass, SignedHead


@dataclass(frozen=True)
class Head:
    """A case as the row tells it."""

    case_id: str
    seq: int
    state: str
    head: str
    ended: bool
    updated_at: datetime
    procedure: str


@dataclass(frozen=True)
class Pending:
    """How much waits outside the cases."""

    outbox: int
    inbox: int
    received: int


async def open_heads(session: AsyncSession, after: str, limit: int) -> list[Head]:
    """Open cases by id, one batch after another."""
    query = select(Case).where(~Case.ended, Case.id > after).order_by(Case.id).limit(limit)
    return [_head(row) for row in (await session.execute(query)).scalars()]


async def head_of(session: AsyncSession, case_id: str) -> Head | None:
    """One case."""
    row = await session.get(Case, case_id)
    return _head(row) if row else None


async def known(session: AsyncSession, case_ids: list[str]) -> set[str]:
    """Which of these cases have a row."""
    return set((await session.execute(select(Case.id).where(Case.id.in_(case_ids)))).scalars())


async def ended(session: AsyncSession, case_ids: list[str]) -> set[str]:
    """Which of these cases have ended by their rows."""
    return set((await session.execute(select(Case.id).where(Case.id.in_(case_ids), Case.ended))).scalars())


async def note_pass(session: AsyncSession, started: datetime, ended: datetime, cases: int, differences: int) -> None:
    """Note one pass of the reconciler."""
    values = {"started_at": started, "ended_at": ended, "cases": cases, "differences": differences}
    await session.execute(insert(ReconcilerPass).values(**values))


async def last_pass(session: AsyncSession) -> datetime | None:
    """When the reconciler last finished."""
    return (await session.execute(select(func.max(ReconcilerPass.ended_at)))).scalar_one()


async def pending(session: AsyncSession, older_than: timedelta = timedelta(0), now: datetime | None = None) -> Pending:
    """What waits in the outbox, the inbox and among the acts received; with `now`, only what is older."""
    before = now - older_than if now else datetime(9999, 1, 1, tzinfo=UTC)
    counts = []
    for query in (
        "SELECT count(*) FROM outbox WHERE status = 'pending' AND at < :before",
        "SELECT count(*) FROM inbox WHERE status = 'received' AND received_at < :before",
        "SELECT count(*) FROM acts_received WHERE status = 'received' AND received_at < :before",
    ):
        counts.append((await session.execute(text(query), {"before": before})).scalar_one())
    return Pending(*counts)


async def all_heads(session: AsyncSession) -> list[tuple[str, int, str]]:
    """Every case's id, seq and head, by id."""
    rows = await session.execute(select(Case.id, Case.seq, Case.head).order_by(Case.id))
    return [(row.id, row.seq, row.head) for row in rows]


async def last_signed(session: AsyncSession) -> datetime | None:
    """When the heads were last signed."""
    return (await session.execute(select(func.max(SignedHead.signed_at)))).scalar_one()


async def note_signed(session: AsyncSession, head: SignedHead) -> None:
    """Keep a signed statement of the heads."""
    session.add(head)


def _head(row: Case) -> Head:
    return Head(row.id, row.seq, row.state, row.head, row.ended, row.updated_at, row.procedure)
