"""The public halves of people's passkeys, and the challenges that were answered already."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True)
class PasskeyRow:
    """One key. `language` is that of the page where it was added: the mail about it speaks it."""

    credential_id: bytes
    principal_id: str
    public_key: bytes
    sign_count: int
    synced: bool
    language: str
    added_at: datetime
    used_at: datetime | None = None


COLUMNS: Final = "credential_id, principal_id, public_key, sign_count, synced, language, added_at, used_at"
ADD: Final = text("""
INSERT INTO passkeys (credential_id, principal_id, public_key, sign_count, synced, language, added_at)
VALUES (:credential_id, :principal_id, :public_key, :sign_count, :synced, :language, :added_at)
ON CONFLICT DO NOTHING
""")
FIND: Final = text(f"SELECT {COLUMNS} FROM passkeys WHERE credential_id = :credential_id")  # noqa: S608
OF: Final = text(
    f"SELECT {COLUMNS} FROM passkeys WHERE principal_id = :principal_id ORDER BY added_at, credential_id"  # noqa: S608
)
USED: Final = text("""
UPDATE passkeys SET sign_count = :count, used_at = :now
WHERE credential_id = :credential_id AND (sign_count < :count OR (sign_count = 0 AND :count = 0))
""")
REMOVE: Final = text("DELETE FROM passkeys WHERE credential_id = :credential_id AND principal_id = :principal_id")
UNTOLD: Final = text(f"""
SELECT {COLUMNS} FROM passkeys WHERE told_at IS NULL ORDER BY added_at, credential_id LIMIT 1 FOR UPDATE SKIP LOCKED
""")  # noqa: S608
TOLD: Final = text("UPDATE passkeys SET told_at = :now WHERE credential_id = :credential_id")
ANSWERED: Final = text("""
INSERT INTO passkey_challenges (challenge_sha256, used_at) VALUES (:challenge, :now) ON CONFLICT DO NOTHING
""")
DROP: Final = text("DELETE FROM passkey_challenges WHERE used_at < :before")


async def add(session: AsyncSession, row: PasskeyRow) -> bool:
    """Keep a key; False where one of the same id is kept already."""
    return await _changed(session, ADD, **vars(row))


async def find(session: AsyncSession, credential_id: bytes) -> PasskeyRow | None:
    """One key by its id."""
    row = (await session.execute(FIND, {"credential_id": credential_id})).mappings().one_or_none()
    return PasskeyRow(**row) if row else None


async def of(session: AsyncSession, principal_id: str) -> list[PasskeyRow]:
    """A person's keys, oldest first."""
    rows = (await session.execute(OF, {"principal_id": principal_id})).mappings()
    return [PasskeyRow(**row) for row in rows]


async def used(session: AsyncSession, credential_id: bytes, count: int, now: datetime) -> bool:
    """Note a use; False where the key is gone or its count went no further: a copy of it may be about."""
    return await _changed(session, USED, credential_id=credential_id, count=count, now=now)


async def remove(session: AsyncSession, credential_id: bytes, principal_id: str) -> bool:
    """Take away a key of a person's own."""
    return await _changed(session, REMOVE, credential_id=credential_id, principal_id=principal_id)


async def take_untold(session: AsyncSession) -> PasskeyRow | None:
    """One key whose owner was not told of it yet, held until the transaction ends; other workers skip it."""
    row = (await session.execute(UNTOLD)).mappings().one_or_none()
    return PasskeyRow(**row) if row else None


async def note_told(session: AsyncSession, credential_id: bytes, now: datetime) -> None:
    """Its owner was told."""
    await session.execute(TOLD, {"credential_id": credential_id, "now": now})


async def answered(session: AsyncSession, challenge_sha256: str, now: datetime) -> bool:
    """Use a challenge up; of two answers that come at once, the second waits for the first and gets False."""
    return await _changed(session, ANSWERED, challenge=challenge_sha256, now=now)


async def drop_answered(session: AsyncSession, before: datetime) -> int:
    """Forget challenges that were answered before an instant, all of them over since; how many."""
    dropped: Any = await session.execute(DROP, {"before": before})
    return int(dropped.rowcount)


async def _changed(session: AsyncSession, statement: Any, **values: Any) -> bool:
    done: Any = await session.execute(statement, values)
    return bool(done.rowcount)
