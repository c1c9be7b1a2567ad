"""Promised dates that passed: noted once a promise, and told once to who answers for the borough."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Case, PromiseBreach


@dataclass(frozen=True)
class Breach:
    """A promise that was not kept. `supervisor` is the account that answers for it, if one is named."""

    case_id: str
    reference: str
    service: str
    version: str
    borough: str
    state: str
    promised_on: date
    supervisor: str | None
    noted_at: datetime


NOTE = text("""
INSERT INTO promise_breaches (case_id, promised_on, borough, supervisor, noted_at)
SELECT c.id, c.promised_on, c.borough, s.principal_id, :now
FROM cases c LEFT JOIN supervisors s ON s.borough = c.borough
WHERE NOT c.ended AND c.promised_on IS NOT NULL AND c.promised_on < :today
ON CONFLICT DO NOTHING
RETURNING case_id
""")


async def note(session: AsyncSession, today: date, now: datetime) -> int:
    """Note every open promise whose day is before `today`; how many are new."""
    return len((await session.execute(NOTE, {"today": today, "now": now})).scalars().all())


async def standing(session: AsyncSession, limit: int = 500) -> list[Breach]:
    """The promises that passed and that their open cases still carry, the oldest first."""
    query = (
        select(PromiseBreach, Case)
        .join(Case, Case.id == PromiseBreach.case_id)
        .where(~Case.ended, Case.promised_on == PromiseBreach.promised_on)
        .order_by(PromiseBreach.promised_on, PromiseBreach.case_id)
        .limit(limit)
    )
    return [_breach(breach, case) for breach, case in await session.execute(query)]


async def take_untold(session: AsyncSession) -> Breach | None:
    """One promise that nobody was told of, held until the transaction ends; other workers skip it."""
    query = (
        select(PromiseBreach, Case)
        .join(Case, Case.id == PromiseBreach.case_id)
        .where(PromiseBreach.told_at.is_(None), PromiseBreach.supervisor.is_not(None))
        .order_by(PromiseBreach.noted_at, PromiseBreach.case_id)
        .limit(1)
        .with_for_update(of=PromiseBreach, skip_locked=True)
    )
    found = (await session.execute(query)).one_or_none()
    return _breach(*found) if found else None


async def note_told(session: AsyncSession, breach: Breach, now: datetime) -> None:
    """Its supervisor was told."""
    this = (PromiseBreach.case_id == breach.case_id, PromiseBreach.promised_on == breach.promised_on)
    await session.execute(update(PromiseBreach).where(*this).values(told_at=now))


def _breach(breach: PromiseBreach, case: Case) -> Breach:
    return Breach(
        case.id,
        case.reference,
        case.service,
        case.version,
        case.borough,
        case.state,
        breach.promised_on,
        breach.supervisor,
        breach.noted_at,
    )
