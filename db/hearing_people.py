"""Who is of a hearing: those whom the clerk adds, who may not meet, the links sent to each, what their test showed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

PERSON: Final = "{case_id}/hearing-person/{hearing_id}/{participant}/{column}"  # where a name or an address is sealed


@dataclass(frozen=True)
class PersonRow:
    """Somebody whom the clerk added, or who asked to watch. `name` and `address` are encrypted."""

    hearing_id: str
    participant: str
    case_id: str
    name: bytes
    address: bytes | None
    language: str
    added_by: str
    added_at: datetime
    confirmed_at: datetime | None = None


@dataclass(frozen=True)
class StandingRow:
    """What stands for one participant: a link, the last mail, the last self-test."""

    participant: str
    made_at: datetime | None
    asked_at: datetime | None
    sent_at: datetime | None
    outcome: str | None
    tested_at: datetime | None
    camera: bool | None
    microphone: bool | None
    speaker: bool | None
    network: bool | None


@dataclass(frozen=True)
class Watchable:
    """A hearing as anyone may know it. `watching`: the keys of the public's links."""

    case_id: str
    reference: str
    starts_at: datetime
    ends_at: datetime
    status: str
    video: bool
    closed: bool
    watching: list[str]


def place(case_id: str, hearing_id: str, participant: str, column: str) -> str:
    """The name of a sealed cell of a person: `name` or `address`."""
    return PERSON.format(case_id=case_id, hearing_id=hearing_id, participant=participant, column=column)


async def of_hearing(session: AsyncSession, hearing_id: str) -> list[PersonRow]:
    """Everybody who was added, in the order in which they were."""
    rows = (await session.execute(PEOPLE, {"id": hearing_id})).mappings()
    return [PersonRow(**row) for row in rows]


async def add(session: AsyncSession, row: PersonRow) -> bool:
    """Add somebody; False when that key is taken."""
    done: Any = await session.execute(ADD, vars(row))
    return bool(done.rowcount)


async def remove(session: AsyncSession, hearing_id: str, participant: str) -> bool:
    """Somebody is of the hearing no more, nor kept from anybody; False when they were not."""
    values = {"id": hearing_id, "who": participant}
    await session.execute(NO_PAIRS, values)
    done: Any = await session.execute(REMOVE, values)
    return bool(done.rowcount)


async def confirm(session: AsyncSession, hearing_id: str, participant: str, now: datetime | None) -> bool:
    """Somebody said that they will be there; None: not any more."""
    done: Any = await session.execute(CONFIRM, {"id": hearing_id, "who": participant, "now": now})
    return bool(done.rowcount)


async def standings(session: AsyncSession, hearing_id: str) -> dict[str, StandingRow]:
    """What stands for each participant who has a link, was sent one, or tested their equipment."""
    rows = (await session.execute(STANDINGS, {"id": hearing_id})).mappings()
    return {row["participant"]: StandingRow(**row) for row in rows}


async def apart(session: AsyncSession, hearing_id: str) -> list[tuple[str, str]]:
    """The pairs who may not meet, each in one order."""
    return [(row.one, row.other) for row in await session.execute(APART, {"id": hearing_id})]


async def keep_apart(session: AsyncSession, hearing_id: str, case_id: str, pair: tuple[str, str], by: str) -> None:
    """Two people may not meet; kept apart already, they stay so."""
    one, other = sorted(pair)
    await session.execute(KEEP_APART, {"id": hearing_id, "case": case_id, "one": one, "other": other, "by": by})


async def let_meet(session: AsyncSession, hearing_id: str, pair: tuple[str, str]) -> None:
    """Two people may meet again."""
    one, other = sorted(pair)
    await session.execute(LET_MEET, {"id": hearing_id, "one": one, "other": other})


async def ask_to_send(
    session: AsyncSession, hearing_id: str, case_id: str, participant: str, by: str, now: datetime
) -> None:
    """A participant's link is to be sent; once while it waits to be."""
    values = {"id": hearing_id, "case": case_id, "who": participant, "by": by, "now": now}
    await session.execute(ASK, values)


async def watchable(session: AsyncSession, hearing_id: str) -> Watchable | None:
    """A hearing as the public may know it."""
    row = (await session.execute(WATCHABLE, {"id": hearing_id})).mappings().one_or_none()
    return Watchable(**row) if row else None


async def watch(session: AsyncSession, row: PersonRow, most: int) -> bool:
    """Somebody of the public has a place, and their link is to be sent; False when the place or all are taken."""
    return bool((await session.execute(WATCH, vars(row) | {"most": most})).scalar())


PEOPLE: Final = text("""
SELECT hearing_id, participant, case_id, name, address, language, added_by, added_at, confirmed_at
FROM hearing_people WHERE hearing_id = :id ORDER BY added_at, participant
""")
ADD: Final = text("""
INSERT INTO hearing_people (hearing_id, participant, case_id, name, address, language, added_by, added_at)
VALUES (:hearing_id, :participant, :case_id, :name, :address, :language, :added_by, :added_at) ON CONFLICT DO NOTHING
""")
REMOVE: Final = text("DELETE FROM hearing_people WHERE hearing_id = :id AND participant = :who")
NO_PAIRS: Final = text("DELETE FROM hearing_apart WHERE hearing_id = :id AND :who IN (one, other)")
CONFIRM: Final = text("""
UPDATE hearing_people SET confirmed_at = CAST(:now AS timestamptz) WHERE hearing_id = :id AND participant = :who
""")
STANDINGS: Final = text("""
WITH keys AS (
    SELECT participant FROM hearing_links WHERE hearing_id = :id
    UNION SELECT participant FROM hearing_mails WHERE hearing_id = :id
    UNION SELECT participant FROM self_tests WHERE hearing_id = :id)
SELECT k.participant, l.made_at, m.asked_at, w.sent_at, m.outcome, t.at AS tested_at, t.camera, t.microphone,
       t.speaker, t.network
FROM keys k
LEFT JOIN hearing_links l ON l.hearing_id = :id AND l.participant = k.participant AND l.revoked_at IS NULL
LEFT JOIN LATERAL (SELECT * FROM hearing_mails a WHERE a.hearing_id = :id AND a.participant = k.participant
                   ORDER BY a.id DESC LIMIT 1) m ON true
LEFT JOIN LATERAL (SELECT max(a.sent_at) AS sent_at FROM hearing_mails a
                   WHERE a.hearing_id = :id AND a.participant = k.participant AND a.outcome = 'sent') w ON true
LEFT JOIN LATERAL (SELECT * FROM self_tests a WHERE a.hearing_id = :id AND a.participant = k.participant
                   ORDER BY a.at DESC, a.id DESC LIMIT 1) t ON true
""")
APART: Final = text("SELECT one, other FROM hearing_apart WHERE hearing_id = :id ORDER BY one, other")
KEEP_APART: Final = text("""
INSERT INTO hearing_apart (hearing_id, one, other, case_id, added_by) VALUES (:id, :one, :other, :case, :by)
ON CONFLICT DO NOTHING
""")
LET_MEET: Final = text("DELETE FROM hearing_apart WHERE hearing_id = :id AND one = :one AND other = :other")
ASK: Final = text("""
INSERT INTO hearing_mails (hearing_id, participant, case_id, asked_by, asked_at) VALUES (:id, :who, :case, :by, :now)
ON CONFLICT DO NOTHING
""")
WATCHABLE: Final = text("SELECT * FROM watchable(:id)")
WATCH: Final = text("""
SELECT watch_hearing(:hearing_id, :participant, :name, :address, :language, :added_at, :most)
""")
