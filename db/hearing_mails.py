"""The links to hearings that are to be sent by mail: asked for by the clerk, the public, or the calendar."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

Outcome = Literal["sent", "no-address", "refused", "over"]


@dataclass(frozen=True)
class Asked:
    """A link to be sent. `address` is encrypted, and of those whom the clerk added; `account` is a person of the city.

    `standing`: the hearing is still to be held. `to` is the last order of the case that says where its holder is
    reached, encrypted, with its place.
    """

    id: int
    hearing_id: str
    participant: str
    case_id: str
    asked_at: datetime
    starts_at: datetime
    standing: bool
    reference: str
    language: str
    owner: str
    address: bytes | None
    account: str | None
    seq: int | None
    line: int | None
    to: bytes | None


async def ask_for_all(session: AsyncSession, now: datetime) -> int:
    """Ask once for the links of everybody of each hearing by video whose instructions left, or that is a week away.

    The public is not among them: each asks for their own.
    """
    done: Any = await session.execute(FOR_ALL, {"now": now})
    return int(done.rowcount)


async def take(session: AsyncSession) -> Asked | None:
    """One link to be sent, held until the transaction ends; other workers skip it."""
    row = (await session.execute(TAKE)).mappings().one_or_none()
    return Asked(**row) if row else None


async def note(session: AsyncSession, asked: Asked, outcome: Outcome, serial: int | None, now: datetime) -> None:
    """What became of it."""
    values = {"id": asked.id, "outcome": outcome, "serial": serial, "now": now if outcome == "sent" else None}
    await session.execute(NOTE, values)


FOR_ALL: Final = text("""
INSERT INTO hearing_mails (hearing_id, participant, case_id, asked_by, asked_at)
SELECT b.id, who.key, b.case_id, 'system', :now
FROM bookings b JOIN slots s ON s.id = b.slot_id JOIN sittings t ON t.id = s.sitting_id
CROSS JOIN LATERAL (
    SELECT unnest(ARRAY['defence', 'prosecution', 'judge', 'clerk']) UNION
    SELECT p.participant FROM hearing_people p
    WHERE p.hearing_id = b.id AND p.address IS NOT NULL AND p.participant !~ '^observer') AS who (key)
WHERE b.status = 'booked' AND lower(b.during) > :now
  AND (t.mode = 'video' OR EXISTS (SELECT 1 FROM rooms r WHERE r.hearing_id = b.id))
  AND (lower(b.during) <= CAST(:now AS timestamptz) + interval '7 days' OR EXISTS (
      SELECT 1 FROM case_events e
      WHERE e.case_id = b.case_id AND e.type = 'InstructionsSent' AND e.at >= b.made_at))
  AND NOT EXISTS (SELECT 1 FROM hearing_mails m WHERE m.hearing_id = b.id AND m.participant = who.key)
ON CONFLICT DO NOTHING
""")
# The clerk is who set the hearing, the prosecutor whoever acted last in the case; else the first of the court's own.
TAKE: Final = text("""
SELECT m.id, m.hearing_id, m.participant, m.case_id, m.asked_at, lower(b.during) AS starts_at,
       b.status = 'booked' AS standing, c.reference, coalesce(p.language, c.language) AS language, c.owner, p.address,
       CASE WHEN m.participant = 'judge' THEN b.judge WHEN m.participant IN ('clerk', 'prosecution') THEN coalesce(
           (SELECT a.id FROM principals a WHERE m.participant = 'clerk' AND a.id = b.booked_by AND a.role = 'clerk'
            AND a.closed_at IS NULL),
           (SELECT e.actor FROM case_events e JOIN principals a ON a.id = e.actor AND a.closed_at IS NULL
            WHERE e.case_id = m.case_id AND a.email <> ''
              AND e.role = CASE m.participant WHEN 'clerk' THEN 'clerk' ELSE 'prosecutor' END
            ORDER BY e.seq DESC LIMIT 1),
           (SELECT a.id FROM principals a
            WHERE a.role = CASE m.participant WHEN 'clerk' THEN 'clerk' ELSE 'prosecutor' END
              AND a.boroughs @> ARRAY[c.borough] AND a.closed_at IS NULL AND a.email <> '' ORDER BY a.name LIMIT 1))
       END AS account,
       o.seq, o.line, o.facts AS "to"
FROM hearing_mails m JOIN bookings b ON b.id = m.hearing_id JOIN cases c ON c.id = m.case_id
LEFT JOIN hearing_people p ON p.hearing_id = m.hearing_id AND p.participant = m.participant
LEFT JOIN LATERAL (
    SELECT x.seq, x.line, x.facts FROM outbox x
    WHERE m.participant = 'defence' AND x.case_id = m.case_id AND x.kind = 'letter'
    ORDER BY x.seq DESC, x.line DESC LIMIT 1) o ON true
WHERE m.outcome IS NULL ORDER BY m.id LIMIT 1 FOR UPDATE OF m SKIP LOCKED
""")
NOTE: Final = text("""
UPDATE hearing_mails SET outcome = :outcome, serial = :serial, sent_at = CAST(:now AS timestamptz) WHERE id = :id
""")
