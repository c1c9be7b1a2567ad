"""A co-owner signs by a link: what is signed becomes a paper of the draft, as if it had been sent (DOMAIN §3.5).

The link is single: looking consumes nothing, the signature does. The paper holds what the signer read, who signed, how
and when; changed answers make it plain that another version was signed.
"""

import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casework import documents, drafts
from casework.doors import Doors, entering, unattended
from casework.drafts import Draft
from casework.intake import Upload
from casework.links import Made, hashed
from db import links, people, signatures
from db.signatures import SignatureRow
from domain.chain import content_hash
from domain.errors import (
    IllegalTransition,
    Invalid,
    LinkInvalid,
    LinkUsed,
    NotFound,
    PreconditionFailed,
    TemporarilyUnavailable,
)
from domain.people import Actor

SIGN_FOR: Final = timedelta(days=30)
MOST_LIVING: Final = 20  # links of one draft that may stand at once
LONGEST_NAME: Final = 120


@dataclass(frozen=True)
class ToSign:
    """What the holder of a link is asked to sign: a document of this draft, for the person of this account."""

    draft: Draft
    document: str
    asked_by: str
    now: datetime


async def ask(doors: Doors, actor: Actor, draft_id: str, document: str) -> Made:
    """A link for one signature. Raises NotFound, IllegalTransition, Invalid for a document that nobody signs online."""
    draft, now = await drafts.read(doors, actor, draft_id), await doors.clock.now()
    if draft.filed:
        raise IllegalTransition(state="FILED", act="draft")
    if document not in to_be_signed(draft):
        raise Invalid({"document": "unknown"})
    token = secrets.token_urlsafe(32)
    row = SignatureRow(hashed(token), draft_id, actor.id, document, now, now + SIGN_FOR)
    async with entering(doors, actor) as session:
        living = [
            one for one in await signatures.of_draft(session, draft_id) if not one.signed_at and one.expires_at > now
        ]
        if len(living) >= MOST_LIVING:
            raise IllegalTransition(state="DRAFT", act="draft")
        await signatures.add(session, row)
    return Made(token, row.expires_at)


def to_be_signed(draft: Draft) -> tuple[str, ...]:
    """The documents of a draft's service that may be signed online."""
    return tuple(one.name for one in draft.edition.service.documents_in(draft.content.borough) if one.signed_online)


async def of_draft(doors: Doors, actor: Actor, draft_id: str) -> list[SignatureRow]:
    """The links of a draft of one's own, oldest first."""
    async with entering(doors, actor) as session:
        return await signatures.of_draft(session, draft_id)


async def gather(doors: Doors, actor: Actor, draft: Draft) -> Draft:
    """The draft with the papers that were signed since the last look, each joined once: taken out, it stays out."""
    signed = [one for one in await of_draft(doors, actor, draft.id) if one.document_id and not one.gathered_at]
    if draft.filed or not signed:
        return draft
    found = dict(draft.content.documents)
    for row in signed:
        found[drafts.next_key(found, row.document)] = str(row.document_id)
    content = replace(draft.content, documents=found)
    try:
        saved = await drafts.save(doors, actor, draft.id, content, draft.revision)
    except PreconditionFailed:  # another page of the same person was first: they join at the next look
        return draft
    async with entering(doors, actor) as session:
        await signatures.gathered(session, [str(one.document_id) for one in signed], await doors.clock.now())
    return saved


async def look(doors: Doors, token: str) -> ToSign:
    """What is asked; looking consumes nothing. Raises LinkInvalid, LinkUsed."""
    async with _holding(doors, token) as (_, row):
        return await _to_sign(doors, row)


def read_as(asked: ToSign) -> str:
    """A mark of what the signer reads: of another, something else was read."""
    return content_hash([asked.draft.content.borough, asked.draft.content.answers])[:32]


async def sign(doors: Doors, token: str, name: str, agreed: bool, page: str) -> None:
    """Sign: the paper is printed, kept with the draft, and the link is used; or nothing of it.

    Raises LinkInvalid, LinkUsed, Invalid, and what refuses a file.
    """
    faults = {} if agreed else {"agreed": "required"}
    if not name.strip():
        faults["name"] = "required"
    if len(name) > LONGEST_NAME:
        faults["name"] = "too-long"
    if faults:
        raise Invalid(faults)
    if doors.printer is None:
        raise TemporarilyUnavailable
    doors.limits.count("print", hashed(token))
    paper = await doors.printer.print_page(page)
    async with _holding(doors, token) as (session, row):
        owner = await _owner(doors, row)
        upload = Upload(row.document, f"{row.document}-{name.strip()}.pdf", paper)
        kept = await documents.attach_to_draft(doors, owner, row.draft_id, upload)
        if not await signatures.signed(session, row.token_sha256, kept.row.id, await doors.clock.now()):
            raise LinkUsed


@asynccontextmanager
async def _holding(doors: Doors, token: str) -> AsyncGenerator[tuple[AsyncSession, SignatureRow]]:
    """One transaction of the link's holder; of two at once, the second waits and finds the link used."""
    now, digest = await doors.clock.now(), hashed(token)
    async with unattended(doors) as session:
        await links.speak_for_link(session, digest)
        row = await signatures.find(session, digest)
        if row is None or row.expires_at <= now:
            raise LinkInvalid
        if row.signed_at is not None:
            raise LinkUsed
        yield session, row


async def _to_sign(doors: Doors, row: SignatureRow) -> ToSign:
    owner = await _owner(doors, row)
    try:
        draft = await drafts.read(doors, owner, row.draft_id)
    except NotFound as gone:
        raise LinkInvalid from gone
    if draft.filed:
        raise LinkInvalid
    async with unattended(doors) as session:
        account = await people.by_id(session, row.owner)
    return ToSign(draft, row.document, account.name if account else "", await doors.clock.now())


async def _owner(doors: Doors, row: SignatureRow) -> Actor:
    async with unattended(doors) as session:
        account = await people.by_id(session, row.owner)
    if account is None:
        raise LinkInvalid
    return account.actor
