"""Signs of life of the worker processes: who answered last, and when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

KINDS: Final = ("cases", "letters")


@dataclass(frozen=True)
class Sign:
    """One process of a kind: the parts that it runs, and those of them that are overdue."""

    process: str
    kind: str
    started_at: datetime
    signed_at: datetime
    parts: list[str]
    silent: list[str]


async def leave(session: AsyncSession, sign: Sign) -> None:
    """Keep a process's latest sign."""
    await session.execute(LEAVE, vars(sign))


async def forget(session: AsyncSession, before: datetime) -> None:
    """Drop the processes that gave no sign since an instant: they were replaced."""
    await session.execute(FORGET, {"before": before})


async def every(session: AsyncSession) -> list[Sign]:
    """Every process that is remembered, by kind, the latest sign first."""
    return [Sign(**row) for row in (await session.execute(EVERY)).mappings()]


LEAVE: Final = text("""
INSERT INTO worker_signs (process, kind, started_at, signed_at, parts, silent)
VALUES (:process, :kind, :started_at, :signed_at, CAST(:parts AS text[]), CAST(:silent AS text[]))
ON CONFLICT (process) DO UPDATE SET signed_at = excluded.signed_at, parts = excluded.parts, silent = excluded.silent
""")
FORGET: Final = text("DELETE FROM worker_signs WHERE signed_at < :before")
EVERY: Final = text("""
SELECT process, kind, started_at, signed_at, parts, silent FROM worker_signs ORDER BY kind, signed_at DESC, process
""")
