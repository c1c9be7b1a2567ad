"""What is ready of the hearings by video of a day: room, links, self-tests, interpreter, minutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True)
class VideoHearing:
    """One hearing by video. `provider` is "" until a room is made.

    `links` and `tested`: how many of its people were sent their link, and showed by a self-test that everything works,
    out of `people`, the public not counted. `confirmed`: None where no interpreter is asked for.
    """

    hearing_id: str
    provider: str
    people: int
    links: int
    tested: int
    confirmed: bool | None
    disclosed: bool
    kept: bool


async def of(session: AsyncSession, hearing_ids: Sequence[str]) -> dict[str, VideoHearing]:
    """Those of some hearings that are held by video, or that have a room."""
    rows = (await session.execute(OF, {"ids": list(hearing_ids)})).mappings()
    return {row["hearing_id"]: VideoHearing(**row) for row in rows}


OF: Final = text("""
WITH who AS (
    SELECT b.id, unnest(ARRAY['defence', 'prosecution', 'judge', 'clerk']) AS key
    FROM bookings b WHERE b.id = ANY(:ids)
    UNION SELECT p.hearing_id, p.participant FROM hearing_people p
    WHERE p.hearing_id = ANY(:ids) AND p.participant !~ '^observer'),
seen AS (
    SELECT w.id, w.key,
           EXISTS (SELECT 1 FROM hearing_mails m
                   WHERE m.hearing_id = w.id AND m.participant = w.key AND m.outcome = 'sent') AS sent,
           coalesce((SELECT t.camera AND t.microphone AND t.speaker AND t.network FROM self_tests t
                     WHERE t.hearing_id = w.id AND t.participant = w.key ORDER BY t.at DESC, t.id DESC LIMIT 1),
                    false) AS tested
    FROM who w)
SELECT b.id AS hearing_id, coalesce(r.provider, '') AS provider,
       (SELECT count(*) FROM seen s WHERE s.id = b.id) AS people,
       (SELECT count(*) FROM seen s WHERE s.id = b.id AND s.sent) AS links,
       (SELECT count(*) FROM seen s WHERE s.id = b.id AND s.tested) AS tested,
       CASE WHEN coalesce(b.interpreter, '') = '' AND NOT EXISTS (
           SELECT 1 FROM hearing_people p WHERE p.hearing_id = b.id AND p.participant = 'interpreter') THEN NULL
       ELSE EXISTS (SELECT 1 FROM hearing_people p WHERE p.hearing_id = b.id AND p.participant = 'interpreter'
                    AND p.confirmed_at IS NOT NULL) END AS confirmed,
       EXISTS (SELECT 1 FROM case_events e WHERE e.case_id = b.case_id AND e.type = 'EvidenceDisclosed') AS disclosed,
       r.kept_at IS NOT NULL AS kept
FROM bookings b JOIN slots s ON s.id = b.slot_id JOIN sittings t ON t.id = s.sitting_id
LEFT JOIN rooms r ON r.hearing_id = b.id
WHERE b.id = ANY(:ids) AND (t.mode = 'video' OR r.hearing_id IS NOT NULL)
""")
