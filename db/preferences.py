"""What people prefer: channel, language, addresses. No row is French, and the application's own address."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncSession

from db.delivery_models import ContactPreference


@dataclass(frozen=True)
class PreferenceRow:
    """A person's preferences; `addresses` is ciphertext of {email, mobile} under the system's key."""

    principal_id: str
    channel: str
    language: str
    language_basis: str
    addresses: bytes
    accepted_at: datetime | None
    texts_since: datetime | None
    revision: int
    updated_at: datetime


async def of_person(session: AsyncSession, principal_id: str) -> PreferenceRow | None:
    """One person's preferences, if they ever said any."""
    row = await session.get(ContactPreference, principal_id, populate_existing=True)
    return PreferenceRow(**{name: getattr(row, name) for name in PreferenceRow.__dataclass_fields__}) if row else None


async def keep(session: AsyncSession, row: PreferenceRow) -> bool:
    """Keep a revision that follows the one that was read; False when somebody was first. May raise IntegrityError."""
    values = vars(row)
    if row.revision == 1:
        await session.execute(insert(ContactPreference).values(**values))
        return True
    this = update(ContactPreference).where(
        ContactPreference.principal_id == row.principal_id, ContactPreference.revision == row.revision - 1
    )
    moved = await session.execute(this.values(**values).returning(ContactPreference.revision))
    return moved.first() is not None
