"""The public notice of a minor exemption, and what anyone says of it before the council (LAU 145.6; DOMAIN §7.5)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from casework.doors import Doors, entering, unattended
from db import cases, notices
from db.ciphertext import decrypt, encrypt
from db.notices import CommentRow, StandingNotice
from domain import clock
from domain.case_ids import keyed_id, well_formed
from domain.errors import Forbidden, IdempotencyKeyMissing, Invalid, NotFound
from domain.people import Actor, Role
from domain.ports import DataKey

LONGEST: Final = 5000
MOST: Final = 5000


@dataclass(frozen=True)
class PublicNotice:
    """What anyone may read: no name, no address but the place of the work that the notice itself names."""

    case_id: str
    service: str
    borough: str
    published_on: str
    council_on: str
    council_time: str
    place: str
    nature: str
    effects: str


@dataclass(frozen=True)
class Comment:
    """One comment; `name` may be empty."""

    at: datetime
    name: str
    text: str


async def public_notice(doors: Doors, case_id: str) -> PublicNotice:
    """The notice that stands. Raises NotFound when there is none, or the council has decided."""
    async with unattended(doors) as session:
        found = await _standing(session, case_id)
    facts = await _facts(doors, case_id, found)
    names = ("published_on", "council_on", "council_time", "place", "nature", "effects")
    return PublicNotice(case_id, found.service, found.borough, *(str(facts[name]) for name in names))


async def comment(doors: Doors, case_id: str, name: str, said: str, key: str) -> None:
    """Keep a comment of anyone, until the day of the sitting. Raises NotFound, Invalid."""
    if not 8 <= len(key) <= 200:
        raise IdempotencyKeyMissing({"Idempotency-Key": "required"})
    said, name = said.strip(), name.strip()
    if not said:
        raise Invalid({"text": "required"})
    if len(said) > LONGEST or len(name) > MOST:
        raise Invalid({"text": "too-long"})
    now = await doors.clock.now()
    async with unattended(doors) as session:
        found = await _standing(session, case_id)
        facts = await _facts(doors, case_id, found)
        if clock.local_date(now).isoformat() > facts["comment_until"]:
            raise NotFound
        row_id = keyed_id(doors.secret, "comment", case_id, key)
        sealed = encrypt(await doors.keys.of_case(case_id), _place(case_id, row_id), {"name": name, "text": said})
        await notices.add_comment(session, case_id, CommentRow(row_id, now, sealed))


async def comments(doors: Doors, actor: Actor, case_id: str) -> list[Comment]:
    """Every comment, for those who carry them to the council. Raises NotFound, Forbidden."""
    async with entering(doors, actor) as session:
        case = await cases.find(session, case_id) if well_formed(case_id) else None
        if case is None:
            raise NotFound
        if actor.role is Role.CITIZEN:
            raise Forbidden(act="read")
        rows = await notices.comments(session, case_id)
    return opened(await doors.keys.of_case(case_id), case_id, rows)


def opened(key: DataKey, case_id: str, rows: list[CommentRow]) -> list[Comment]:
    """The comments of a case that their rows keep under its key."""
    contents = [(row.at, decrypt(key, _place(case_id, row.id), row.content)) for row in rows]
    return [Comment(at, content["name"], content["text"]) for at, content in contents]


async def _standing(session: AsyncSession, case_id: str) -> StandingNotice:
    found = await notices.standing(session, case_id) if well_formed(case_id) else None
    if found is None:
        raise NotFound
    return found


async def _facts(doors: Doors, case_id: str, found: StandingNotice) -> dict[str, Any]:
    return decrypt(await doors.keys.of_case(case_id), f"{case_id}/event/{found.seq}", found.facts)


def _place(case_id: str, row_id: str) -> str:
    return f"{case_id}/comment/{row_id}"
