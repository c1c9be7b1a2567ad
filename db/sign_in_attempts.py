"""Attempts to sign in with an account of elsewhere: each serves once, in the browser that began it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True)
class AttemptRow:
    """One attempt, by the hash of its state; its secrets are sealed under the city's own key."""

    browser_sha256: str
    sealed: bytes
    expires_at: datetime
    used_at: datetime | None


async def add(
    session: AsyncSession, state_sha256: str, browser_sha256: str, sealed: bytes, now: datetime, until: datetime
) -> None:
    """Keep an attempt."""
    values = {"state": state_sha256, "browser": browser_sha256, "sealed": sealed, "now": now, "until": until}
    await session.execute(ADD, values)


async def find(session: AsyncSession, state_sha256: str) -> AttemptRow | None:
    """One attempt, whatever became of it."""
    row = (await session.execute(FIND, {"state": state_sha256})).mappings().one_or_none()
    return AttemptRow(**row) if row else None


async def use(session: AsyncSession, state_sha256: str, now: datetime) -> bool:
    """Use an attempt up; False when it was used already."""
    found = await session.execute(USE, {"state": state_sha256, "now": now})
    return found.scalar_one_or_none() is not None


async def drop_over(session: AsyncSession, before: datetime) -> int:
    """Drop the attempts that were over before an instant; how many."""
    return len((await session.execute(DROP, {"before": before})).all())


ADD = text("""
INSERT INTO sign_in_attempts (state_sha256, browser_sha256, sealed, made_at, expires_at)
VALUES (:state, :browser, :sealed, :now, :until)
""")
FIND = text("""
SELECT browser_sha256, sealed, expires_at, used_at FROM sign_in_attempts WHERE state_sha256 = :state
""")
USE = text("""
UPDATE sign_in_attempts SET used_at = :now WHERE state_sha256 = :state AND used_at IS NULL RETURNING state_sha256
""")
DROP = text("DELETE FROM sign_in_attempts WHERE expires_at < :before RETURNING state_sha256")
