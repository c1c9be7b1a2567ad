"""Bringing a sealed letter to its person: announced at the designated address, or handed to the post.

Every step is written down where it ends, so that an order taken up again goes on with the step that is missing.
"""

import logging
from dataclasses import replace
from datetime import datetime
from typing import Any

from activities import contacts
from activities.contacts import Person, Used
from activities.post_room import PostRoom, addressed_to
from db import deliveries
from db.ciphertext import decrypt
from db.deliveries import DeliveryRow
from db.outbox import Due
from domain import channels
from domain.channels import Channel
from domain.errors import Erased
from domain.ports import Undeliverable

log = logging.getLogger("guichet.delivering")
TEXT_ATTEMPTS = 5  # a text message is a courtesy: it holds up no letter for ever
SOME = 50


async def first_attempt(room: PostRoom, person: Person, number: int, used: Used) -> dict[str, Any]:
    """What to write down when a letter is sealed: its channel, why, and the addresses as they are now."""
    now = await room.clock.now()
    async with room.sessions() as session:
        choice = await contacts.choose(session, room.keys, person)
    key = await room.keys.of_case(person.case_id)
    values: dict[str, Any] = {"case_id": person.case_id, "number": number, "channel": choice.channel,
                              "basis": choice.basis, "created_at": now}  # fmt: skip
    if choice.channel is Channel.ELECTRONIC and choice.designated is not None:
        used = replace(used, email=choice.designated.address)
        values |= {"status": "available", "accepted_at": choice.designated.accepted_at, "available_at": now}
    else:
        values["status"] = "waiting" if used.block else "addressless"
    return values | {"address": contacts.seal_used(key, person.case_id, number, 1, used)}


async def announce(room: PostRoom, due: Due, row: DeliveryRow, mail: tuple[str, str]) -> None:
    """Tell the person that the letter is in their file, once; an address that refuses for good sends it by post."""
    if row.channel != Channel.ELECTRONIC or row.announced_at or row.status != "available":
        return
    used = contacts.open_used(await room.keys.of_case(due.case_id), row)
    try:
        subject, text = mail
        await room.mailer.send(
            to=used.email if used else "", subject=subject, text=text, message_id=message_id(due), at=due.at
        )
    except Undeliverable:
        await _bounced(room, due, row)
        return
    async with room.sessions.begin() as session:
        await deliveries.note(session, row, announced_at=await room.clock.now())


async def text(room: PostRoom, due: Due, row: DeliveryRow) -> None:
    """Say on the person's telephone that a message waits, where they asked for it; never what it is about."""
    if row.channel != Channel.ELECTRONIC or row.texted_at:
        return
    async with room.sessions() as session:
        told = await contacts.preferred(session, room.keys, due.owner)
    if told is None or not told.mobile:
        return
    words = room.wording.text_message(due.language, room.base_url)
    try:
        await room.texts.send(to=told.mobile, text=words, message_id=f"{due.case_id}.{due.seq}.{due.line}")
    except Exception as fault:
        if due.attempts < TEXT_ATTEMPTS and not isinstance(fault, Undeliverable):
            raise
        log.warning("text message given up: %s", type(fault).__name__)
        return
    async with room.sessions.begin() as session:
        await deliveries.mark_texted(session, row, await room.clock.now())


async def post_the_unread(room: PostRoom, now: datetime) -> int:
    """Send by post what nobody opened for the days that the city gives; how many letters were looked at."""
    async with room.sessions() as session:
        found = await deliveries.unread(session, channels.unread_before(now, room.unread_days), SOME)
    for one in found:
        try:
            key = await room.keys.of_case(one.row.case_id)
            summary = decrypt(key, f"{one.row.case_id}/summary", one.summary)
        except Erased:
            await _stop(room, one.row)
            continue
        await go_by_post(room, one.row, summary, {"status": "unread"}, "unread", now)
    return len(found)


async def go_by_post(
    room: PostRoom, row: DeliveryRow, summary: dict[str, Any], last: dict[str, Any], basis: str, now: datetime
) -> bool:
    """End an attempt and begin one by post, to the address that stands now; it waits where there is none."""
    key = await room.keys.of_case(row.case_id)
    async with room.sessions.begin() as session:
        used = await contacts.postal_address(session, key, row.case_id, summary)
        address = contacts.seal_used(key, row.case_id, row.number, row.attempt + 1, used)
        status = "waiting" if used.block else "addressless"
        next_ = {"basis": basis, "status": status, "address": address, "created_at": now}
        return await deliveries.go_by_post(session, row, last, next_)


def message_id(due: Due) -> str:
    """The stable Message-ID of an order: sent again, it is known again."""
    return f"<{due.case_id}.{due.seq}.{due.line}@guichet>"


async def _bounced(room: PostRoom, due: Due, row: DeliveryRow) -> None:
    now = await room.clock.now()
    _, summary = await addressed_to(room, due)
    await go_by_post(room, row, summary, {"status": "bounced", "bounced_at": now}, "bounced", now)


async def _stop(room: PostRoom, row: DeliveryRow) -> None:
    async with room.sessions.begin() as session:
        await deliveries.note(session, row, status="stopped")
