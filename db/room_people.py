"""Who a hearing is about, and who has a place in its room: the booking, links, names, pairs who may not meet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True)
class HearingRow:
    """A booked hearing; instants in UTC. `standing`: it is still to be held."""

    hearing_id: str
    case_id: str
    reference: str
    judge: str
    interpreter: str
    room: str
    starts_at: datetime
    ends_at: datetime
    standing: bool


@dataclass(frozen=True)
class Named:
    """Somebody of a hearing whom the case does not know; the name is sealed under the case's key."""

    participant: str
    name: bytes


HEARING: Final = text("""
SELECT b.id AS hearing_id, b.case_id, c.reference, b.judge, coalesce(b.interpreter, '') AS interpreter, b.room,
       lower(b.during) AS starts_at, upper(b.during) AS ends_at, b.status = 'booked' AS standing
FROM bookings b JOIN cases c ON c.id = b.case_id WHERE b.id = :hearing_id
""")
KEYS: Final = text("""
SELECT participant FROM hearing_links WHERE hearing_id = :hearing_id
UNION SELECT participant FROM hearing_people WHERE hearing_id = :hearing_id ORDER BY 1
""")
NAMED: Final = text("SELECT participant, name FROM hearing_people WHERE hearing_id = :hearing_id")
APART: Final = text("SELECT one, other FROM hearing_apart WHERE hearing_id = :hearing_id")
TAKEN_BACK: Final = text("""
SELECT shown.line FROM unnest(CAST(:lines AS text[]), CAST(:hearings AS text[]), CAST(:participants AS text[]),
                              CAST(:serials AS bigint[])) AS shown (line, hearing_id, participant, serial)
WHERE NOT EXISTS (
    SELECT 1 FROM hearing_links l WHERE l.hearing_id = shown.hearing_id AND l.participant = shown.participant
    AND l.serial = shown.serial AND l.revoked_at IS NULL)
   OR (EXISTS (SELECT 1 FROM bookings b WHERE b.id = shown.hearing_id AND b.status <> 'booked')
       AND NOT EXISTS (SELECT 1 FROM room_events e WHERE e.hearing_id = shown.hearing_id AND e.kind = 'opened'))
""")


@dataclass(frozen=True)
class LinkUp:
    """The link behind a line that is up."""

    line: str
    hearing_id: str
    participant: str
    serial: int


async def hearing(session: AsyncSession, hearing_id: str) -> HearingRow | None:
    """A booked hearing, for the court."""
    row = (await session.execute(HEARING, {"hearing_id": hearing_id})).mappings().one_or_none()
    return HearingRow(**row) if row else None


async def keys(session: AsyncSession, hearing_id: str) -> list[str]:
    """The participants who have or had a link, or are named."""
    return list((await session.execute(KEYS, {"hearing_id": hearing_id})).scalars())


async def named(session: AsyncSession, hearing_id: str) -> list[Named]:
    """Those whom the case does not know, with their sealed names."""
    return [Named(**row) for row in (await session.execute(NAMED, {"hearing_id": hearing_id})).mappings()]


async def apart(session: AsyncSession, hearing_id: str) -> list[tuple[str, str]]:
    """The pairs who may not meet."""
    return [(row.one, row.other) for row in await session.execute(APART, {"hearing_id": hearing_id})]


async def taken_back(session: AsyncSession, links: Sequence[LinkUp]) -> set[str]:
    """The lines whose link stands no more: taken back, or of a hearing that was moved before it was opened."""
    columns = {"lines": "line", "hearings": "hearing_id", "participants": "participant", "serials": "serial"}
    values = {name: [getattr(one, field) for one in links] for name, field in columns.items()}
    return set((await session.execute(TAKEN_BACK, values)).scalars())
