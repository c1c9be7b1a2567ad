"""A link to a hearing, by mail: made where none stands, and told how to take part (DOMAIN §2.6)."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from activities import contacts
from activities.post_room import PostRoom
from db import hearing_links, hearing_mails, hearing_people, people
from db.ciphertext import decrypt
from db.hearing_mails import Asked, Outcome
from domain.clock import local_date
from domain.errors import Erased
from domain.hearing_door import OPENS_BEFORE
from domain.hours import hour
from domain.join_tokens import room_address, token_of
from domain.letter import Language
from domain.long_dates import long_date
from domain.people import SYSTEM
from domain.ports import Undeliverable
from domain.room import part_of

SIGNED_IN: Final = frozenset({"judge", "clerk", "prosecution"})  # their link alone opens nothing


async def ask_for_links(room: PostRoom, now: datetime) -> int:
    """Ask for the links of the hearings by video that draw near; how many were asked for."""
    async with room.sessions.begin() as session:
        return await hearing_mails.ask_for_all(session, now)


async def send_a_hearing_link(room: PostRoom, now: datetime) -> int:
    """Send one link to a hearing; how many were dealt with."""
    async with room.sessions.begin() as session:
        asked = await hearing_mails.take(session)
        if asked is None:
            return 0
        outcome, serial = await _dealt_with(room, session, asked, now)
        await hearing_mails.note(session, asked, outcome, serial, now)
    return 1


async def _dealt_with(
    room: PostRoom, session: AsyncSession, asked: Asked, now: datetime
) -> tuple[Outcome, int | None]:  # fmt: skip
    """What became of a link that was asked for, and which one it is."""
    if not asked.standing or asked.starts_at < now - OPENS_BEFORE:
        return "over", None
    serial = await _link(session, asked, now)
    to = await _address(room, session, asked)
    if not to:  # the link is made all the same: whoever reads the file online finds theirs there
        return "no-address", serial
    subject, text = room.wording.mail("hearing_link", asked.language, _facts(room, asked, serial))
    message_id = f"<{asked.hearing_id}.{asked.participant}.{asked.id}.join@guichet>"
    try:
        await room.mailer.send(to=to, subject=subject, text=text, message_id=message_id, at=asked.asked_at)
    except Undeliverable:
        return "refused", serial
    return "sent", serial


async def _link(session: AsyncSession, asked: Asked, now: datetime) -> int:
    """The link that stands, made where none does."""
    who: Any = asked.participant
    await hearing_links.add(session, asked.hearing_id, who, asked.case_id, SYSTEM.id, now)
    row = await hearing_links.standing(session, asked.hearing_id, who)
    assert row is not None
    return row.serial


async def _address(room: PostRoom, session: AsyncSession, asked: Asked) -> str:
    """Where somebody is written to; "" where nobody knows, or what was known is erased."""
    if asked.account is not None:
        account = await people.by_id(session, asked.account)
        return account.email if account else ""
    try:
        key = await room.keys.of_case(asked.case_id)
        if asked.address is not None:
            sealed = hearing_people.place(asked.case_id, asked.hearing_id, asked.participant, "address")
            return str(decrypt(key, sealed, asked.address))
        facts = decrypt(key, f"{asked.case_id}/order/{asked.seq}/{asked.line}", asked.to) if asked.to else {}
    except Erased:
        return ""
    if asked.participant != "defence":
        return ""
    owner = await people.by_id(session, asked.owner)
    return contacts.email_of(contacts.told(facts)) or (owner.email if owner else "")


def _facts(room: PostRoom, asked: Asked, serial: int) -> dict[str, Any]:
    language: Language = "en" if asked.language == "en" else "fr"
    token = token_of(room.secret, asked.hearing_id, asked.participant, serial)
    return {
        "reference": asked.reference,
        "part": part_of(asked.participant) or "",
        "signed_in": part_of(asked.participant) in SIGNED_IN,
        "day": long_date(local_date(asked.starts_at), language),
        "hour": hour(asked.starts_at, language),
        "opens": hour(asked.starts_at - OPENS_BEFORE, language),
        "url": room_address(room.base_url, asked.hearing_id, token, language),
        "test_url": room_address(room.base_url, asked.hearing_id, token, language, test=True),
    }
