"""The chat of a hearing's room: anybody to the clerk, the clerk to anybody; sealed, read by those two alone."""

from dataclasses import dataclass
from typing import Any, Final

from casework import room_court
from casework.doors import Doors
from casework.room_standing import Standing
from db import room_talk
from db.room_talk import Said
from domain.errors import Invalid
from domain.room import part_of
from domain.room_acts import LONGEST

CLERK: Final = "clerk"


@dataclass
class Chat:
    """What was read of a hearing's chat so far, in this process."""

    said: list[Said]

    def of(self, key: str) -> list[Said]:
        """What a participant may read: their own words and those to them; the clerk's office reads all."""
        return [one for one in self.said if may_read(one, key)]


def may_read(one: Said, key: str) -> bool:
    """Whether a participant may read a message."""
    return part_of(key) == CLERK or key in (one.sender, one.receiver)


async def write(doors: Doors, now: Standing, sender: str, text: object, to: object) -> None:
    """Say something. Raises Invalid for no text, and for a receiver whom the hearing does not know."""
    said = text.strip() if isinstance(text, str) else ""
    if not said or len(said) > LONGEST or "\0" in said:
        raise Invalid({"text": "required" if not said else "invalid-text"})
    receiver = to if part_of(sender) == CLERK else CLERK
    if not isinstance(receiver, str) or (receiver not in now.room.people and receiver != CLERK):
        raise Invalid({"to": "unknown"})
    at = await doors.clock.now()
    async with room_court.in_court(doors) as session:
        message = Said(0, sender, receiver, at, said)
        await room_talk.say(session, now.key, now.row.case_id, now.row.hearing_id, message)


async def since(doors: Doors, now: Standing, after: int) -> list[Said]:
    """What was said since a message."""
    async with room_court.in_court(doors) as session:
        return await room_talk.chat(session, now.key, now.row.hearing_id, after)


def told(one: Said) -> dict[str, Any]:
    """A message as a page is told it."""
    return {"type": "chat", "from": one.sender, "to": one.receiver, "text": one.text, "at": one.at.isoformat()}
