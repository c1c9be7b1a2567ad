"""Notes on a file, for colleagues: the person never reads them, and each circle of the city's people has its own."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from casework.doors import Doors, entering
from db import cases, notes, people
from db.ciphertext import decrypt, encrypt
from db.notes import NoteRow
from domain import policy
from domain.case_ids import well_formed
from domain.errors import Forbidden, Invalid, NotFound, TextTooLong
from domain.people import Actor, Role

LONGEST: Final = 4_000  # characters
CIRCLES: Final[dict[Role, str]] = {
    Role.CLERK: "desk", Role.DIRECTOR: "desk", Role.INSPECTOR: "desk", Role.PROSECUTOR: "prosecution",
    Role.ADJUDICATOR: "bench", Role.COLLECTOR: "collection",
}  # fmt: skip


@dataclass(frozen=True)
class Note:
    """One note, with who made it by name."""

    text: str
    by: str
    role: str
    at: datetime


async def add(doors: Doors, actor: Actor, case_id: str, text: str) -> None:
    """Note something on a file. Raises NotFound, Forbidden, Invalid for an empty note, TextTooLong."""
    await _allow(doors, actor, case_id)
    said = text.strip()
    if not said:
        raise Invalid({"note": "required"})
    if len(said) > LONGEST:
        raise TextTooLong({"note": "too-long"})
    note_id, key, now = secrets.token_hex(12), await doors.keys.of_case(case_id), await doors.clock.now()
    row = NoteRow(note_id, case_id, CIRCLES[actor.role], encrypt(key, f"{case_id}/note/{note_id}", said), actor.id,
                  str(actor.role), now)  # fmt: skip
    async with entering(doors, actor) as session:
        await notes.add(session, row)


async def of_case(doors: Doors, actor: Actor, case_id: str) -> list[Note]:
    """The notes of the reader's circle, oldest first; nothing for whoever has none."""
    if actor.role not in CIRCLES:
        return []
    async with entering(doors, actor) as session:
        rows = await notes.of_case(session, case_id)
        names = {row.made_by: account.name for row in rows if (account := await people.by_id(session, row.made_by))}
    if not rows:
        return []
    key = await doors.keys.of_case(case_id)
    said = [decrypt(key, f"{case_id}/note/{row.id}", row.content) for row in rows]
    return [
        Note(text, names.get(row.made_by, row.made_by), row.role, row.made_at)
        for row, text in zip(rows, said, strict=True)
    ]


async def _allow(doors: Doors, actor: Actor, case_id: str) -> None:
    async with entering(doors, actor) as session:
        case = await cases.find(session, case_id) if well_formed(case_id) else None
    if case is None:
        raise NotFound
    if not policy.may(actor, "write_note", owner=case.owner, borough=case.borough):
        raise Forbidden(act="write_note")
