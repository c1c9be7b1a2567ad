"""The accounts of the city's people as an administrator reads and changes them; row-level security keeps others out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.people import Actor, Role

PER_PAGE: Final = 50


@dataclass(frozen=True)
class StaffRow:
    """One account and its ways in: how many passkeys and tokens, and the issuers of its accounts of elsewhere."""

    id: str
    role: str
    boroughs: Sequence[str]
    name: str
    email: str
    version: int
    closed_at: datetime | None
    passkeys: int
    tokens: int
    issuers: Sequence[str]

    @property
    def actor(self) -> Actor:
        """Whom the account makes of its person."""
        return Actor(self.id, Role(self.role), tuple(self.boroughs))


@dataclass(frozen=True)
class Narrowed:
    """Which accounts a list shows; "" is all of them. `standing` is "open", "closed" or ""."""

    q: str = ""
    role: str = ""
    counter: str = ""
    standing: str = "open"
    page: int = 1


@dataclass(frozen=True)
class Standing:
    """What an account becomes: its role, its counters, and since when it is closed."""

    role: str
    boroughs: Sequence[str]
    closed_at: datetime | None = None


async def one_at_a_time(session: AsyncSession) -> None:
    """Wait until nobody else changes accounts, and keep them out until the transaction ends."""
    await session.execute(text("SELECT pg_advisory_xact_lock(hashtext('guichet/accounts'))"))


async def list_of(session: AsyncSession, wanted: Narrowed) -> list[StaffRow]:
    """The accounts of the city's people by name: a page of them, and one more where there is another page."""
    values = {**vars(wanted), "most": PER_PAGE + 1, "skipped": (wanted.page - 1) * PER_PAGE}
    return [StaffRow(**row) for row in (await session.execute(LIST, values)).mappings()]


async def find(session: AsyncSession, person: str) -> StaffRow | None:
    """One account of the city's people."""
    row = (await session.execute(FIND, {"id": person})).mappings().one_or_none()
    return StaffRow(**row) if row else None


async def open_administrators(session: AsyncSession) -> set[str]:
    """The ids of the administrators whose accounts are open."""
    return set((await session.execute(ADMINISTRATORS)).scalars())


async def files_of(session: AsyncSession, person: str) -> int:
    """How many open files somebody holds."""
    return int((await session.execute(FILES, {"id": person})).scalar_one())


async def add(session: AsyncSession, person: str, name: str, email: str, standing: Standing) -> bool:
    """Open an account; False where one has the id or the address already."""
    values = {**vars(standing), "boroughs": list(standing.boroughs), "id": person, "name": name, "email": email}
    return (await session.execute(ADD, values)).first() is not None


async def become(session: AsyncSession, person: str, version: int, standing: Standing) -> bool:
    """Change an account that is still at `version`; False where somebody was first."""
    values: dict[str, Any] = {**vars(standing), "boroughs": list(standing.boroughs), "id": person, "version": version}
    return (await session.execute(BECOME, values)).first() is not None


async def end_access(session: AsyncSession, person: str, now: datetime) -> None:
    """End every session of an account and revoke its tokens."""
    await session.execute(END_SESSIONS, {"id": person})
    await session.execute(REVOKE, {"id": person, "now": now})


_ROW: Final = """
SELECT p.id, p.role, p.boroughs, p.name, p.email, p.version, p.closed_at,
    (SELECT count(*) FROM passkeys k WHERE k.principal_id = p.id) AS passkeys,
    (SELECT count(*) FROM api_tokens t WHERE t.principal_id = p.id AND t.revoked_at IS NULL) AS tokens,
    ARRAY (SELECT i.issuer FROM identities i WHERE i.principal_id = p.id ORDER BY i.issuer) AS issuers
FROM principals p
"""
LIST = text(
    _ROW
    + """
WHERE p.role <> 'citizen'
    AND (CAST(:role AS text) = '' OR p.role = :role)
    AND (CAST(:counter AS text) = '' OR :counter = ANY (p.boroughs))
    AND (CAST(:standing AS text) = '' OR (p.closed_at IS NULL) = (CAST(:standing AS text) = 'open'))
    AND position(lower(CAST(:q AS text)) IN lower(p.name || ' ' || p.email || ' ' || p.id)) > 0
ORDER BY p.name, p.id LIMIT :most OFFSET :skipped
"""
)
FIND = text(_ROW + "WHERE p.role <> 'citizen' AND p.id = :id")
ADMINISTRATORS = text("SELECT id FROM principals WHERE role = 'administrator' AND closed_at IS NULL")
FILES = text("SELECT count(*) FROM tasks WHERE assigned_to = :id AND done_at IS NULL")
ADD = text("""
INSERT INTO principals (id, role, boroughs, name, email, closed_at)
VALUES (:id, :role, :boroughs, :name, :email, :closed_at) ON CONFLICT DO NOTHING RETURNING id
""")
BECOME = text("""
UPDATE principals SET role = :role, boroughs = :boroughs, closed_at = :closed_at, version = version + 1
WHERE id = :id AND version = :version RETURNING id
""")
END_SESSIONS = text("DELETE FROM web_sessions WHERE principal_id = :id")
REVOKE = text("UPDATE api_tokens SET revoked_at = :now WHERE principal_id = :id AND revoked_at IS NULL")
