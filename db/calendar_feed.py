"""What a person's own calendar program is told: sittings and hearings; and the address by which it asks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

MOST: Final = 5000  # sittings, and as many hearings, of one calendar


@dataclass(frozen=True)
class Window:
    """What begins between two instants, of one judge or of all (""); with `held`, also hearings that are over."""

    since: datetime
    until: datetime
    judge: str
    held: bool = False


@dataclass(frozen=True)
class FedSitting:
    """A sitting that is open, whose, and since when it is."""

    id: str
    judge: str
    room: str
    mode: str
    starts_at: datetime
    ends_at: datetime
    set_at: datetime


@dataclass(frozen=True)
class FedHearing:
    """A hearing that is set: its file and place, nothing of the person; a hearing that moves is another one."""

    id: str
    case_id: str
    reference: str
    judge: str
    room: str
    mode: str
    starts_at: datetime
    ends_at: datetime
    set_at: datetime


async def sittings(session: AsyncSession, window: Window) -> list[FedSitting]:
    """The sittings, in order, at most `MOST`."""
    rows = (await session.execute(SITTINGS, vars(window) | {"most": MOST})).mappings()
    return [FedSitting(**row) for row in rows]


async def hearings(session: AsyncSession, window: Window) -> list[FedHearing]:
    """The hearings, in order, at most `MOST`."""
    rows = (await session.execute(HEARINGS, vars(window) | {"most": MOST})).mappings()
    return [FedHearing(**row) for row in rows]


async def make_link(session: AsyncSession, token_sha256: str, person: str, now: datetime) -> None:
    """Keep a person's new link; the one that stood is revoked. Two made at once come one after the other."""
    await session.execute(ONE_BY_ONE, {"person": person})
    await revoke_link(session, person, now)
    await session.execute(MAKE, {"token": token_sha256, "person": person, "now": now})


async def revoke_link(session: AsyncSession, person: str, now: datetime) -> None:
    """The link that stands, if any, opens nothing more."""
    await session.execute(REVOKE, {"person": person, "now": now})


async def standing_since(session: AsyncSession, person: str) -> datetime | None:
    """Since when a person's link stands."""
    return (await session.execute(STANDING, {"person": person})).scalar_one_or_none()


async def person_of(session: AsyncSession, token_sha256: str) -> str | None:
    """Whose link this is, if it stands."""
    return (await session.execute(PERSON, {"token": token_sha256})).scalar_one_or_none()


SITTINGS: Final = text("""
SELECT id, judge, room, mode, starts_at, ends_at, created_at AS set_at FROM sittings
WHERE starts_at >= :since AND starts_at < :until AND (:judge = '' OR judge = :judge)
ORDER BY starts_at, room, id LIMIT :most
""")
HEARINGS: Final = text("""
SELECT b.id, b.case_id, c.reference, b.judge, b.room, t.mode, lower(b.during) AS starts_at,
       upper(b.during) AS ends_at, b.made_at AS set_at
FROM bookings b JOIN slots s ON s.id = b.slot_id JOIN sittings t ON t.id = s.sitting_id JOIN cases c ON c.id = b.case_id
WHERE (b.status = 'booked' OR (:held AND b.released_why = 'held'))
  AND lower(b.during) >= :since AND lower(b.during) < :until AND (:judge = '' OR b.judge = :judge)
ORDER BY lower(b.during), b.room, b.id LIMIT :most
""")
ONE_BY_ONE: Final = text("SELECT pg_advisory_xact_lock(hashtextextended('calendar-link/' || :person, 0))")
MAKE: Final = text("INSERT INTO calendar_links (token_sha256, person, made_at) VALUES (:token, :person, :now)")
REVOKE: Final = text("UPDATE calendar_links SET revoked_at = :now WHERE person = :person AND revoked_at IS NULL")
STANDING: Final = text("SELECT made_at FROM calendar_links WHERE person = :person AND revoked_at IS NULL")
PERSON: Final = text("SELECT person FROM calendar_links WHERE token_sha256 = :token AND revoked_at IS NULL")
