"""The outbox: letters and mails that events called for, taken by one worker at a time under a lease."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from db.models import Letter, OutboxOrder

LEASE = timedelta(seconds=60)


@dataclass(frozen=True)
class Due:
    """An order to be carried out, with what its case says. `facts` and `summary` are encrypted."""

    case_id: str
    seq: int
    line: int
    kind: str
    code: str
    facts: bytes
    at: datetime
    attempts: int
    reference: str
    service: str
    version: str
    borough: str
    language: str
    owner: str
    summary: bytes
    number: int  # rank among the case's letters, from 1; 0 for a mail
    filed_at: datetime


@dataclass(frozen=True)
class Place:
    """Where a letter was ordered, with its encrypted facts."""

    seq: int
    line: int
    facts: bytes


@dataclass(frozen=True)
class SealedRow:
    """A sealed letter, to be kept."""

    due: Due
    verify_code: str
    unsigned_sha256: str
    sealed_sha256: str
    storage_key: str
    dated: date
    sealed_at: datetime
    corrects: int | None = None  # the number of the letter that this one replaces


# A letter may be corrected before it is sealed, or sealed after the one that corrects it: it says so all the same.
ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended(:case_id, 0))")
CORRECTED_BEFORE_IT_WAS_SEALED = text("""
UPDATE letters o SET status = 'corrected', status_since = n.status_since,
       status_recorded_at = greatest(n.status_recorded_at, o.status_recorded_at + interval '1 microsecond'),
       changed_seq = n.seq, changed_on = n.dated, reason = 'content_error'
FROM letters n
WHERE o.case_id = :case_id AND n.case_id = :case_id AND n.corrects = o.number AND o.status = 'valid'
  AND :number IN (o.number, n.number)
""")
TAKE = text("""
WITH due AS (
    SELECT case_id, seq, line FROM outbox
    WHERE status = 'pending' AND next_try_at <= :now
    ORDER BY next_try_at, case_id, seq, line LIMIT :limit FOR UPDATE SKIP LOCKED
), taken AS (
    UPDATE outbox o SET next_try_at = :until, attempts = o.attempts + 1
    FROM due WHERE (o.case_id, o.seq, o.line) = (due.case_id, due.seq, due.line)
    RETURNING o.*
)
SELECT t.case_id, t.seq, t.line, t.kind, t.code, t.facts, t.at, t.attempts,
       c.reference, c.service, c.version, c.borough, c.language, c.owner, c.summary,
       CASE t.kind WHEN 'letter' THEN (
           SELECT count(*) FROM outbox p
           WHERE p.case_id = t.case_id AND p.kind = 'letter' AND (p.seq, p.line) <= (t.seq, t.line)
       ) ELSE 0 END AS number, c.filed_at
FROM taken t JOIN cases c ON c.id = t.case_id
ORDER BY t.at, t.case_id, t.seq, t.line
""")


async def take(session: AsyncSession, now: datetime, limit: int) -> list[Due]:
    """Take some orders under a lease of a minute; another worker skips them meanwhile."""
    rows = await session.execute(TAKE, {"now": now, "until": now + LEASE, "limit": limit})
    return [Due(*row) for row in rows]


async def keep_letter(session: AsyncSession, sealed: SealedRow) -> None:
    """Keep a sealed letter's row; kept twice, it stays as first kept."""
    due = sealed.due
    values: dict[str, Any] = {name: value for name, value in vars(sealed).items() if name != "due"}
    statement = insert(Letter).values(
        case_id=due.case_id,
        number=due.number,
        seq=due.seq,
        line=due.line,
        code=due.code,
        language=due.language,
        status="valid",
        status_since=due.at,
        status_recorded_at=sealed.sealed_at,
        **values,
    )
    await session.execute(ONE_AT_A_TIME, {"case_id": due.case_id})
    await session.execute(statement.on_conflict_do_nothing())
    await session.execute(CORRECTED_BEFORE_IT_WAS_SEALED, {"case_id": due.case_id, "number": due.number})


async def facts_of(session: AsyncSession, case_id: str, number: int) -> Place:
    """The order that a kept letter was printed from."""
    query = (
        select(OutboxOrder.seq, OutboxOrder.line, OutboxOrder.facts)
        .join(
            Letter,
            (Letter.case_id == OutboxOrder.case_id)
            & (Letter.seq == OutboxOrder.seq)
            & (Letter.line == OutboxOrder.line),
        )
        .where(Letter.case_id == case_id, Letter.number == number)
    )
    row = (await session.execute(query)).one()
    return Place(row.seq, row.line, row.facts)


async def mark_sent(session: AsyncSession, due: Due, error: str | None = None) -> None:
    """The order was carried out; `error` says what its address refused for good."""
    await session.execute(_this(due).values(status="sent", error=error))


async def put_off(session: AsyncSession, due: Due, error: str, now: datetime) -> None:
    """Try again later: 1 s, doubling up to five minutes. `error` names a kind of fault, nothing personal."""
    wait = timedelta(seconds=min(300, 2 ** min(due.attempts, 9)))
    await session.execute(_this(due).values(next_try_at=now + wait, error=error))


def _this(due: Due) -> Any:
    return update(OutboxOrder).where(
        OutboxOrder.case_id == due.case_id, OutboxOrder.seq == due.seq, OutboxOrder.line == due.line
    )
