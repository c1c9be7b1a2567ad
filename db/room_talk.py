"""What is said in a hearing's room beside sound and picture: signals between browsers, chat with the clerk."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from db.ciphertext import decrypt, encrypt
from domain.ports import DataKey


@dataclass(frozen=True)
class Signal:
    """What one browser says to another; JSON that we do not read. `line` is the receiver's."""

    sender: str
    line: str
    content: str


@dataclass(frozen=True)
class Said:
    """One message of the chat, opened."""

    id: int
    sender: str
    receiver: str
    at: datetime
    text: str


# A signal counts only while the room is as its sender saw it: they were peers then.
PUT: Final = text("""
WITH put AS (
    INSERT INTO room_signals (hearing_id, sender, receiver, content, at)
    SELECT hearing_id, :sender, :receiver, :content, clock_timestamp() FROM rooms
    WHERE hearing_id = :hearing_id AND seq = :seq RETURNING hearing_id)
SELECT pg_notify('room_signals', hearing_id) FROM put
""")
TAKE: Final = text("""
WITH taken AS (
    DELETE FROM room_signals g USING room_seats s
    WHERE g.hearing_id = :hearing_id AND s.hearing_id = g.hearing_id AND s.participant = g.receiver
      AND s.line = ANY(CAST(:lines AS text[]))
    RETURNING g.id, g.sender, s.line, g.content)
SELECT sender, line, content FROM taken ORDER BY id
""")
DROP: Final = text("DELETE FROM room_signals WHERE hearing_id = :hearing_id AND receiver = :receiver")
SAY: Final = text("""
INSERT INTO room_chat (hearing_id, case_id, sender, receiver, at, content)
VALUES (:hearing_id, :case_id, :sender, :receiver, :at, :content)
""")
CHAT: Final = text("""
SELECT id, case_id, sender, receiver, at, content FROM room_chat WHERE hearing_id = :hearing_id AND id > :after
ORDER BY id
""")
TELL: Final = text("SELECT pg_notify('room_chat', :hearing_id)")


async def put(session: AsyncSession, hearing_id: str, seq: int, signal: tuple[str, str, str]) -> bool:
    """Keep a signal (sender, receiver, content) until it is read; False when the room is no longer at `seq`."""
    sender, receiver, content = signal
    values = {"hearing_id": hearing_id, "seq": seq, "sender": sender, "receiver": receiver, "content": content}
    return (await session.execute(PUT, values)).one_or_none() is not None


async def take(session: AsyncSession, hearing_id: str, lines: Collection[str]) -> list[Signal]:
    """The signals for the participants for whom these lines speak, in order; they are gone then."""
    rows = (await session.execute(TAKE, {"hearing_id": hearing_id, "lines": list(lines)})).mappings()
    return [Signal(**row) for row in rows]


async def drop(session: AsyncSession, hearing_id: str, receiver: str) -> None:
    """Forget what was said to a page that is no more."""
    await session.execute(DROP, {"hearing_id": hearing_id, "receiver": receiver})


async def say(session: AsyncSession, key: DataKey, case_id: str, hearing_id: str, said: Said) -> None:
    """Keep a message of the chat, sealed; its id is given by the table."""
    content = encrypt(key, place(case_id, hearing_id, said.sender, said.at), said.text)
    values: dict[str, Any] = {"hearing_id": hearing_id, "case_id": case_id, "sender": said.sender,
                              "receiver": said.receiver, "at": said.at, "content": content}  # fmt: skip
    await session.execute(SAY, values)
    await session.execute(TELL, {"hearing_id": hearing_id})


async def chat(session: AsyncSession, key: DataKey, hearing_id: str, after: int = 0) -> list[Said]:
    """What was said since a message, opened."""
    rows = await session.execute(CHAT, {"hearing_id": hearing_id, "after": after})
    return [
        Said(row.id, row.sender, row.receiver, row.at,
             decrypt(key, place(row.case_id, hearing_id, row.sender, row.at), row.content))
        for row in rows
    ]  # fmt: skip


def place(case_id: str, hearing_id: str, sender: str, at: datetime) -> str:
    """Where a message stands, which its seal is bound to."""
    return f"{case_id}/room-chat/{hearing_id}/{sender}/{at.timestamp():.6f}"
