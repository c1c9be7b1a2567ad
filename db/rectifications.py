"""Requests to have personal information rectified: row-level security shows a person their own."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

MOST: Final = 200  # open requests on one page


@dataclass(frozen=True)
class RectificationRow:
    """One request; `content` and `answer` are encrypted under the key of the owner's shelf."""

    id: str
    owner: str
    reference: str
    language: str
    content: bytes
    asked_at: datetime
    due_on: date
    extended_at: datetime | None = None
    outcome: str | None = None
    answer: bytes | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True)
class Untold:
    """A mail that is still to leave: `what` is "answered" or "extended", since `at`."""

    id: str
    owner: str
    language: str
    what: str
    due_on: date
    at: datetime


async def add(session: AsyncSession, row: RectificationRow) -> None:
    """Keep a request."""
    await session.execute(ADD, vars(row))


async def of_owner(session: AsyncSession, owner: str) -> list[RectificationRow]:
    """A person's requests, latest first."""
    return [RectificationRow(**row) for row in (await session.execute(OF_OWNER, {"owner": owner})).mappings()]


async def waiting(session: AsyncSession) -> list[RectificationRow]:
    """The requests that nobody answered, the most urgent first, at most `MOST`."""
    return [RectificationRow(**row) for row in (await session.execute(WAITING, {"most": MOST})).mappings()]


async def find(session: AsyncSession, request_id: str) -> RectificationRow | None:
    """One request."""
    row = (await session.execute(FIND, {"id": request_id})).mappings().one_or_none()
    return RectificationRow(**row) if row else None


async def extend(session: AsyncSession, request_id: str, due_on: date, now: datetime) -> bool:
    """Move the last day of a request, once; False when it was moved or answered already."""
    return (await session.execute(EXTEND, {"id": request_id, "due_on": due_on, "now": now})).first() is not None


async def answer(session: AsyncSession, row: RectificationRow, by: str) -> bool:
    """Keep the answer that `row` holds; False when somebody was first."""
    return (await session.execute(ANSWER, vars(row) | {"by": by})).first() is not None


async def take_untold(session: AsyncSession) -> Untold | None:
    """A request whose person is to be told something, held until the transaction ends."""
    row = (await session.execute(UNTOLD)).mappings().one_or_none()
    return Untold(**row) if row else None


async def note_told(session: AsyncSession, request_id: str) -> None:
    """The mail has left."""
    await session.execute(TOLD, {"id": request_id})


_COLUMNS: Final = "id, owner, reference, language, content, asked_at, due_on, extended_at, outcome, answer, answered_at"
ADD = text("""
INSERT INTO rectifications (id, owner, reference, language, content, asked_at, due_on)
VALUES (:id, :owner, :reference, :language, :content, :asked_at, :due_on)
""")
OF_OWNER = text(f"SELECT {_COLUMNS} FROM rectifications WHERE owner = :owner ORDER BY asked_at DESC, id")  # noqa: S608
WAITING = text(
    f"SELECT {_COLUMNS} FROM rectifications WHERE answered_at IS NULL ORDER BY due_on, asked_at LIMIT :most"  # noqa: S608
)
FIND = text(f"SELECT {_COLUMNS} FROM rectifications WHERE id = :id")  # noqa: S608
EXTEND = text("""
UPDATE rectifications SET due_on = :due_on, extended_at = :now, to_tell = 'extended'
WHERE id = :id AND extended_at IS NULL AND answered_at IS NULL RETURNING id
""")
ANSWER = text("""
UPDATE rectifications SET outcome = :outcome, answer = :answer, answered_at = :answered_at, answered_by = :by,
    to_tell = 'answered'
WHERE id = :id AND answered_at IS NULL RETURNING id
""")
UNTOLD = text("""
SELECT id, owner, language, to_tell AS what, due_on, coalesce(answered_at, extended_at) AS at
FROM rectifications WHERE to_tell IS NOT NULL ORDER BY due_on LIMIT 1 FOR UPDATE SKIP LOCKED
""")
TOLD = text("UPDATE rectifications SET to_tell = NULL WHERE id = :id")
