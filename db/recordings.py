"""The court's recordings: rows beside sealed files. A worker writes them; row-level security shows them to few."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.recordings import Form, Kind


@dataclass(frozen=True)
class RecordingRow:
    """One recording; `storage_key` is the folder of its sealed pieces, `sha256` and `size` are of its plain bytes."""

    id: str
    hearing_id: str
    case_id: str
    participant: str
    kind: Kind
    form: Form
    storage_key: str
    sha256: str
    size: int
    recorded_at: datetime
    stored_at: datetime
    destroy_after: date
    destroyed_at: datetime | None = None


@dataclass(frozen=True)
class HeardHearing:
    """A hearing that had a room: its case, and who judges."""

    hearing_id: str
    case_id: str
    reference: str
    owner: str
    borough: str
    judge: str
    starts_at: datetime
    erased_at: datetime | None


@dataclass(frozen=True)
class Due:
    """A recording whose time may be over: `closed_at` is the last event of its case, None while that is open."""

    id: str
    case_id: str
    storage_key: str
    closed_at: datetime | None


async def one_at_a_time(session: AsyncSession, recording_id: str) -> bool:
    """Whether nobody else keeps this recording now; they are kept out until the transaction ends."""
    return bool((await session.execute(ALONE, {"id": recording_id})).scalar_one())


async def add(session: AsyncSession, row: RecordingRow) -> None:
    """Keep a row; the same again changes nothing."""
    await session.execute(ADD, vars(row))


async def find(session: AsyncSession, recording_id: str) -> RecordingRow | None:
    """One recording, if the one who asks may know of it."""
    row = (await session.execute(FIND, {"id": recording_id})).mappings().one_or_none()
    return RecordingRow(**row) if row else None


async def of_hearing(session: AsyncSession, hearing_id: str) -> list[RecordingRow]:
    """The recordings of a hearing, by their beginning."""
    rows = (await session.execute(OF_HEARING, {"id": hearing_id})).mappings()
    return [RecordingRow(**row) for row in rows]


async def hearing(session: AsyncSession, hearing_id: str) -> HeardHearing | None:
    """A hearing that had a room, if the one who asks may see its case."""
    row = (await session.execute(HEARING, {"id": hearing_id})).mappings().one_or_none()
    return HeardHearing(**row) if row else None


async def over(session: AsyncSession, hearing_ids: Sequence[str], before: datetime) -> dict[str, str]:
    """The hearings among these whose room has ended, or which were to be over before an instant; and their cases."""
    rows = await session.execute(OVER, {"ids": list(hearing_ids), "before": before})
    return {row.hearing_id: row.case_id for row in rows}


async def due(session: AsyncSession, today: date, limit: int = 100) -> list[Due]:
    """Recordings whose own day has come, of cases that nothing holds; soonest first."""
    rows = (await session.execute(DUE, {"today": today, "limit": limit})).mappings()
    return [Due(**row) for row in rows]


async def destroyed(session: AsyncSession, recording_id: str, at: datetime) -> None:
    """Note that a recording's files are gone."""
    await session.execute(DESTROYED, {"id": recording_id, "at": at})


ALONE = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:id, 34))")
ADD = text("""
INSERT INTO recordings (id, hearing_id, case_id, participant, kind, form, storage_key, sha256, size, recorded_at,
                        stored_at, destroy_after)
VALUES (:id, :hearing_id, :case_id, :participant, :kind, :form, :storage_key, :sha256, :size, :recorded_at, :stored_at,
        :destroy_after)
ON CONFLICT (id) DO NOTHING
""")
_COLUMNS = """
SELECT id, hearing_id, case_id, participant, kind, form, storage_key, sha256, size, recorded_at, stored_at,
       destroy_after, destroyed_at
FROM recordings
"""
FIND = text(_COLUMNS + "WHERE id = :id")
OF_HEARING = text(_COLUMNS + "WHERE hearing_id = :id ORDER BY recorded_at, participant, kind, id")
HEARING = text("""
SELECT r.hearing_id, r.case_id, c.reference, c.owner, c.borough, b.judge, lower(b.during) AS starts_at, c.erased_at
FROM rooms r JOIN bookings b ON b.id = r.hearing_id JOIN cases c ON c.id = r.case_id WHERE r.hearing_id = :id
""")
OVER = text("""
SELECT r.hearing_id, r.case_id FROM rooms r JOIN bookings b ON b.id = r.hearing_id
WHERE r.hearing_id = ANY (:ids) AND (r.ended_at IS NOT NULL OR upper(b.during) < :before)
""")
DUE = text("""
SELECT r.id, r.case_id, r.storage_key, CASE WHEN c.ended THEN c.updated_at END AS closed_at
FROM recordings r JOIN cases c ON c.id = r.case_id
WHERE r.destroyed_at IS NULL AND r.destroy_after <= :today
  AND NOT EXISTS (SELECT 1 FROM legal_holds h WHERE h.case_id = r.case_id AND h.lifted_at IS NULL)
ORDER BY r.destroy_after, r.id LIMIT :limit
""")
DESTROYED = text("UPDATE recordings SET destroyed_at = :at WHERE id = :id AND destroyed_at IS NULL")
