"""The register of statements of offence: each number once, by its keyed hash; no number and no name in clear."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True)
class Registered:
    """One statement as registered. The hashes are keyed: of its number, of the facts beside it, of its paper code."""

    number_hash: str
    case_id: str
    regime: str
    kind: str
    fact_hashes: list[str]
    code_hash: str
    content_sha256: str
    imported_at: datetime


async def register(session: AsyncSession, one: Registered) -> bool:
    """Register a statement; False when its number is registered already."""
    found = await session.execute(REGISTER, vars(one))
    return found.scalar_one_or_none() is not None


async def by_number(session: AsyncSession, number_hash: str) -> Registered | None:
    """The statement of a number, by its keyed hash."""
    row = (await session.execute(BY_NUMBER, {"hash": number_hash})).mappings().one_or_none()
    return Registered(**row) if row else None


REGISTER = text("""
INSERT INTO statements (number_hash, case_id, regime, kind, fact_hashes, code_hash, content_sha256, imported_at)
VALUES (:number_hash, :case_id, :regime, :kind, :fact_hashes, :code_hash, :content_sha256, :imported_at)
ON CONFLICT DO NOTHING RETURNING number_hash
""")
BY_NUMBER = text("""
SELECT number_hash, case_id, regime, kind, fact_hashes, code_hash, content_sha256, imported_at
FROM statements WHERE number_hash = :hash
""")
