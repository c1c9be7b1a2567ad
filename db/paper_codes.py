"""Codes of paper letters, by their keyed hash: which file each opens to whoever claims it."""

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


async def keep(session: AsyncSession, code_hash: str, case_id: str, at: datetime) -> None:
    """Keep the code of a file; once, however often it is filed."""
    await session.execute(KEEP, {"hash": code_hash, "case_id": case_id, "at": at})


async def case_of(session: AsyncSession, code_hash: str) -> str | None:
    """The file of a code."""
    return (await session.execute(CASE_OF, {"hash": code_hash})).scalar_one_or_none()


KEEP = text("""
INSERT INTO paper_codes (code_hash, case_id, made_at) VALUES (:hash, :case_id, :at) ON CONFLICT DO NOTHING
""")
CASE_OF = text("SELECT case_id FROM paper_codes WHERE code_hash = :hash")
