"""Notes of the city's people on a file: added, never changed; row-level security shows each circle its own."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True)
class NoteRow:
    """One note; `content` is encrypted under the file's key."""

    id: str
    case_id: str
    circle: str
    content: bytes
    made_by: str
    role: str
    made_at: datetime


async def add(session: AsyncSession, row: NoteRow) -> None:
    """Keep a note."""
    await session.execute(ADD, vars(row))


async def of_case(session: AsyncSession, case_id: str) -> list[NoteRow]:
    """The notes that the reader's circle made, oldest first."""
    rows = (await session.execute(OF_CASE, {"case_id": case_id})).mappings()
    return [NoteRow(**row) for row in rows]


ADD = text("""
INSERT INTO case_notes (id, case_id, circle, content, made_by, role, made_at)
VALUES (:id, :case_id, :circle, :content, :made_by, :role, :made_at)
""")
OF_CASE = text("""
SELECT id, case_id, circle, content, made_by, role, made_at FROM case_notes
WHERE case_id = :case_id ORDER BY made_at, id
""")
