"""Links that sign a person in: kept as a hash, used once, by the browser that asked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True)
class SignInLink:
    """One link. `sealed` is ciphertext under the city's own key."""

    token_sha256: str
    browser_sha256: str
    sealed: bytes
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


ADD: Final = text("""
INSERT INTO sign_in_links (token_sha256, browser_sha256, sealed, made_at, expires_at)
VALUES (:token_sha256, :browser_sha256, :sealed, :made_at, :expires_at)
""")
FIND: Final = text("""
SELECT token_sha256, browser_sha256, sealed, made_at, expires_at, used_at FROM sign_in_links WHERE token_sha256 = :token
""")
USE: Final = text("UPDATE sign_in_links SET used_at = :now WHERE token_sha256 = :token AND used_at IS NULL")
UNSENT: Final = text("""
SELECT token_sha256, browser_sha256, sealed, made_at, expires_at, used_at FROM sign_in_links
WHERE sent_at IS NULL AND expires_at > :now ORDER BY made_at, token_sha256 LIMIT 1 FOR UPDATE SKIP LOCKED
""")
SENT: Final = text("UPDATE sign_in_links SET sent_at = :now, sealed = :sealed WHERE token_sha256 = :token")
DROP: Final = text("DELETE FROM sign_in_links WHERE expires_at < :before")


async def add(session: AsyncSession, link: SignInLink) -> None:
    """Keep a new link; its mail leaves within seconds."""
    await session.execute(ADD, vars(link))


async def find(session: AsyncSession, token_sha256: str) -> SignInLink | None:
    """One link by its token's hash."""
    row = (await session.execute(FIND, {"token": token_sha256})).mappings().one_or_none()
    return SignInLink(**row) if row else None


async def use(session: AsyncSession, token_sha256: str, now: datetime) -> bool:
    """Use a link; of two that come at once, the second waits for the first and gets False."""
    used: Any = await session.execute(USE, {"token": token_sha256, "now": now})
    return bool(used.rowcount)


async def take_unsent(session: AsyncSession, now: datetime) -> SignInLink | None:
    """One link whose mail has not left, held until the transaction ends; other workers skip it."""
    row = (await session.execute(UNSENT, {"now": now})).mappings().one_or_none()
    return SignInLink(**row) if row else None


async def note_sent(session: AsyncSession, token_sha256: str, sealed: bytes, now: datetime) -> None:
    """Its mail has left; what is kept of it knows the token no more."""
    await session.execute(SENT, {"token": token_sha256, "sealed": sealed, "now": now})


async def drop_old(session: AsyncSession, before: datetime) -> int:
    """Drop links that were over before an instant; how many."""
    dropped: Any = await session.execute(DROP, {"before": before})
    return int(dropped.rowcount)
