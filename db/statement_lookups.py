"""Statements of offence looked up many at once, by the keyed hashes of their numbers."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


async def contents_of(session: AsyncSession, number_hashes: Sequence[str]) -> dict[str, str]:
    """Of these numbers, those that are registered, each with the hash of its statement's content."""
    rows = await session.execute(CONTENTS, {"hashes": list(number_hashes)})
    return {row[0]: row[1] for row in rows}


CONTENTS = text("SELECT number_hash, content_sha256 FROM statements WHERE number_hash = ANY(:hashes)")
