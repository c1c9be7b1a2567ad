"""A hearing's room: its row, locked while something is appended, and the chain of what happened in it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from db.ciphertext import decrypt, encrypt
from domain.chain import GENESIS, link
from domain.ports import DataKey
from domain.room import RoomEvent


@dataclass(frozen=True)
class RoomRow:
    """A room as its row says; `head` is the hash of the last event, empty before the first. `held`: it was opened."""

    hearing_id: str
    case_id: str
    provider: str
    record: bool
    public: bool
    grace_minutes: int
    made_at: datetime
    seq: int
    head: str
    ended_at: datetime | None
    held: bool


@dataclass(frozen=True)
class EventRow:
    """An event as it is kept."""

    hearing_id: str
    seq: int
    case_id: str
    at: datetime
    kind: str
    by: str
    about: str
    facts: bytes
    prev_hash: str
    hash: str


_ROOM: Final = """
SELECT hearing_id, case_id, provider, record, public, grace_minutes, made_at, seq, head, ended_at,
       EXISTS (SELECT 1 FROM room_events e WHERE e.hearing_id = rooms.hearing_id AND e.kind = 'opened') AS held
FROM rooms WHERE hearing_id = :hearing_id
"""
FIND: Final = text(_ROOM)
LOCK: Final = text(f"{_ROOM} FOR UPDATE")
EVENTS: Final = text("""
SELECT hearing_id, seq, case_id, at, kind, by, about, facts, prev_hash, hash FROM room_events
WHERE hearing_id = :hearing_id AND seq > :after ORDER BY seq
""")
APPEND: Final = text("""
INSERT INTO room_events (hearing_id, seq, case_id, at, kind, by, about, facts, prev_hash, hash)
VALUES (:hearing_id, :seq, :case_id, :at, :kind, :by, :about, :facts, :prev_hash, :hash)
""")
MOVE: Final = text("""
UPDATE rooms SET seq = :seq, head = :head, provider = :provider, ended_at = :ended_at WHERE hearing_id = :hearing_id
""")
ATTEMPT: Final = text("""
INSERT INTO room_attempts (hearing_id, case_id, provider, outcome, at)
VALUES (:hearing_id, :case_id, :provider, 'made', :at)
""")
TELL: Final = text("SELECT pg_notify('rooms', :hearing_id)")


async def find(session: AsyncSession, hearing_id: str) -> RoomRow | None:
    """The room of a hearing, once it was made."""
    row = (await session.execute(FIND, {"hearing_id": hearing_id})).mappings().one_or_none()
    return RoomRow(**row) if row else None


async def lock(session: AsyncSession, hearing_id: str) -> RoomRow | None:
    """The same, and nobody else appends to it before this transaction ends."""
    row = (await session.execute(LOCK, {"hearing_id": hearing_id})).mappings().one_or_none()
    return RoomRow(**row) if row else None


async def events(session: AsyncSession, hearing_id: str, after: int = 0) -> list[EventRow]:
    """What happened since an event, in order."""
    rows = (await session.execute(EVENTS, {"hearing_id": hearing_id, "after": after})).mappings()
    return [EventRow(**row) for row in rows]


async def append(session: AsyncSession, room: RoomRow, event: RoomEvent, key: DataKey) -> RoomRow:
    """Keep an event of a locked room, tell every process of the doors once it is committed; the room after it."""
    facts = encrypt(key, place(room.case_id, room.hearing_id, event.seq), dict(event.facts))
    header = {"hearing_id": room.hearing_id, "seq": event.seq, "at": event.at, "kind": event.kind, "by": event.by,
              "about": event.about}  # fmt: skip
    before = room.head or GENESIS
    head = link(before, header, facts)
    kept = header | {"case_id": room.case_id, "facts": facts, "prev_hash": before, "hash": head}
    await session.execute(APPEND, kept)
    moved = replace(room, seq=event.seq, head=head)
    if event.kind == "ended":
        moved = replace(moved, ended_at=event.at)
    elif event.kind == "provider_changed":
        moved = replace(moved, provider=event.facts["provider"])
    names = ("hearing_id", "seq", "head", "provider", "ended_at")
    await session.execute(MOVE, {name: getattr(moved, name) for name in names})
    await tell(session, room.hearing_id)
    return moved


async def note_made(session: AsyncSession, room: RoomRow, provider: str, at: datetime) -> None:
    """A provider made the room while the hearing was on."""
    values: dict[str, Any] = {"hearing_id": room.hearing_id, "case_id": room.case_id, "provider": provider, "at": at}
    await session.execute(ATTEMPT, values)


async def tell(session: AsyncSession, hearing_id: str) -> None:
    """Something of a room changed: the processes of the doors hear it when this transaction is committed."""
    await session.execute(TELL, {"hearing_id": hearing_id})


def opened(key: DataKey, rows: Iterable[EventRow]) -> list[RoomEvent]:
    """Events with their facts. Raises Erased once the case's key is gone."""
    return [
        RoomEvent(row.seq, row.at, row.kind, row.by, row.about,
                  decrypt(key, place(row.case_id, row.hearing_id, row.seq), row.facts))
        for row in rows
    ]  # fmt: skip


def place(case_id: str, hearing_id: str, seq: int) -> str:
    """Where an event's facts stand, which their seal is bound to."""
    return f"{case_id}/room/{hearing_id}/{seq}"
