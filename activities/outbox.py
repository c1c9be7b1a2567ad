"""Carrying out the outbox: letters are rendered, sealed, stored once and announced; mails are sent."""

import asyncio
import hashlib
import logging
from datetime import UTC, datetime
from typing import Any

from activities import contacts, delivering
from activities.contacts import Person
from activities.letter_facts import letter_data, status_url, with_paragraphs
from activities.post_room import PostRoom, addressed_to
from db import deliveries, outbox, people
from db.outbox import Due, SealedRow
from domain.letter import LetterData
from domain.ports import Undeliverable

log = logging.getLogger("guichet.outbox")
MAIL_REFUSED = "Undeliverable"


async def carry_out_some(room: PostRoom, limit: int) -> int:
    """Take some due orders and carry them out side by side; how many were taken."""
    async with room.sessions.begin() as session:
        taken = await outbox.take(session, datetime.now(UTC), limit)
    await asyncio.gather(*(_carry_out(room, due) for due in taken))
    return len(taken)


async def _carry_out(room: PostRoom, due: Due) -> None:
    try:
        await (_letter(room, due) if due.kind == "letter" else _mail(room, due))
    except Exception as fault:
        log.exception("order put off", extra={"code": due.code})
        async with room.sessions.begin() as session:
            await outbox.put_off(session, due, type(fault).__name__, datetime.now(UTC))


async def _letter(room: PostRoom, due: Due) -> None:
    facts, summary = await addressed_to(room, due)
    summary |= contacts.told(facts)
    facts |= await _named(room, facts)
    about = facts.get("corrects") or facts.get("concerns")
    async with room.sessions() as session:
        used = await contacts.postal_address(session, await room.keys.of_case(due.case_id), due.case_id, summary)
    data = await with_paragraphs(room, due, letter_data(room, due, facts, summary, used))
    row = await _sealed(room, due, data)
    person = Person(due.case_id, due.owner, summary, due.filed_at, about)
    attempt = await delivering.first_attempt(room, person, due.number, used)
    async with room.sessions.begin() as session:
        await outbox.keep_letter(session, row)
        begun = await deliveries.begin(session, attempt)
    words = {"title": room.wording.letter_title(due.code, due.language)}
    await delivering.announce(room, due, begun, _mail_of(room, due, _template(facts), words))
    await delivering.text(room, due, begun)
    async with room.sessions.begin() as session:
        await outbox.mark_sent(session, due)


async def _named(room: PostRoom, facts: dict[str, Any]) -> dict[str, Any]:
    """The judge by name, where a letter names one by their account."""
    judge = str(facts.get("judge") or "")
    if not judge:
        return {}
    async with room.sessions() as session:
        account = await people.by_id(session, judge)
    return {"judge": account.name if account else judge}


async def _sealed(room: PostRoom, due: Due, data: LetterData) -> SealedRow:
    """Render, seal and store: the first file stored is the letter."""
    sealed = await room.press.seal_letter(data, due.at)
    key = f"letters/{due.case_id}/{due.code}/{due.number}.pdf"
    pdf = sealed.pdf if await room.store.put_once(key, sealed.pdf) else await room.store.get(key)
    return SealedRow(due, data.verify_code, sealed.unsigned_sha256, hashlib.sha256(pdf).hexdigest(), key, data.dated,
                     datetime.now(UTC), data.corrects or None)  # fmt: skip


def _template(facts: dict[str, Any]) -> str:
    return "letter_corrected" if facts.get("corrects") else "letter_waits"


async def _mail(room: PostRoom, due: Due) -> None:
    facts, summary = await addressed_to(room, due)
    summary |= contacts.told(facts)
    to = contacts.email_of(summary) or await _account_address(room, due.owner)
    error = None
    if to:
        subject, text = _mail_of(room, due, due.code, facts)
        try:
            await room.mailer.send(
                to=to, subject=subject, text=text, message_id=delivering.message_id(due), at=due.at
            )  # fmt: skip
        except Undeliverable:
            error = MAIL_REFUSED
    async with room.sessions.begin() as session:
        await outbox.mark_sent(session, due, error)


def _mail_of(room: PostRoom, due: Due, template: str, facts: dict[str, Any]) -> tuple[str, str]:
    return room.wording.mail(template, due.language, {
        **facts, "reference": due.reference, "status_url": status_url(room, due),
        "service_title": room.wording.service_title(due.service, due.version, due.language),
    })  # fmt: skip


async def _account_address(room: PostRoom, owner: str) -> str:
    async with room.sessions() as session:
        account = await people.by_id(session, owner)
    return account.email if account else ""
