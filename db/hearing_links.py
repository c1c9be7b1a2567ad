"""The links by which people join a hearing: one that stands for each participant; those revoked stay in the record."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.hearing_door import Door, Participant


@dataclass(frozen=True)
class LinkRow:
    """A link that was made; the signed token itself is kept nowhere."""

    hearing_id: str
    participant: Participant
    serial: int
    made_at: datetime


REVOKE: Final = text("""
UPDATE hearing_links SET revoked_at = :now, revoked_by = :by
WHERE hearing_id = :hearing_id AND participant = :participant AND revoked_at IS NULL
""")
ADD: Final = text("""
INSERT INTO hearing_links (hearing_id, participant, serial, case_id, made_by, made_at)
SELECT :hearing_id, :participant, 1 + coalesce(max(serial), 0), :case_id, :by, :now
FROM hearing_links WHERE hearing_id = :hearing_id AND participant = :participant
ON CONFLICT DO NOTHING
""")
STANDING: Final = text("""
SELECT hearing_id, participant, serial, made_at FROM hearing_links
WHERE hearing_id = :hearing_id AND participant = :participant AND revoked_at IS NULL
""")
TAKEN_BACK: Final = text("""
SELECT count(*) > 0 AND bool_and(revoked_at IS NOT NULL) FROM hearing_links
WHERE hearing_id = :hearing_id AND participant = :participant
""")
DOOR: Final = text("SELECT starts_at, ends_at, room, reference, status, revoked FROM hearing_door(:id, :who, :serial)")


async def add(
    session: AsyncSession, hearing_id: str, participant: Participant, case_id: str, by: str, now: datetime
) -> None:
    """Make the next link of a participant; nothing while one stands."""
    values = {"hearing_id": hearing_id, "participant": participant, "case_id": case_id, "by": by, "now": now}
    await session.execute(ADD, values)


async def revoke(session: AsyncSession, hearing_id: str, participant: Participant, by: str, now: datetime) -> bool:
    """Take back the link that stands; False when none did."""
    values = {"hearing_id": hearing_id, "participant": participant, "by": by, "now": now}
    done: Any = await session.execute(REVOKE, values)
    return bool(done.rowcount)


async def standing(session: AsyncSession, hearing_id: str, participant: Participant) -> LinkRow | None:
    """The link of a participant that stands."""
    values = {"hearing_id": hearing_id, "participant": participant}
    row = (await session.execute(STANDING, values)).mappings().one_or_none()
    return LinkRow(**row) if row else None


async def taken_back(session: AsyncSession, hearing_id: str, participant: Participant) -> bool:
    """Whether a participant had a link, and none stands."""
    values = {"hearing_id": hearing_id, "participant": participant}
    return bool((await session.execute(TAKEN_BACK, values)).scalar_one())


async def door(session: AsyncSession, hearing_id: str, participant: Participant, serial: int) -> Door | None:
    """The hearing behind a link, for whoever holds it."""
    values = {"id": hearing_id, "who": participant, "serial": serial}
    row = (await session.execute(DOOR, values)).one_or_none()
    if row is None:
        return None
    return Door(hearing_id, participant, row.starts_at, row.ends_at, row.room, row.reference, row.status == "booked",
                row.revoked)  # fmt: skip
