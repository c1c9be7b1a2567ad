"""Drafts: kept for 90 days, never lost under the person's hands; the draft's id becomes the case's."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from activities.notices import DROP_AFTER
from casework.doors import Doors, entering
from casework.filing import Quote, open_service, quote
from casework.pinning import begun_with, pinned
from catalogue.published import Edition
from db import drafts
from db.ciphertext import decrypt, encrypt
from db.drafts import DraftRow
from domain import policy
from domain.acts import Channel
from domain.case_ids import well_formed
from domain.clock import local_date
from domain.errors import Forbidden, IllegalTransition, NotFound, PreconditionFailed
from domain.letter import Language
from domain.people import Actor

SEPARATOR: Final = "."


@dataclass(frozen=True)
class DraftContent:
    """What the person typed so far; nothing is required of it yet."""

    service: str
    borough: str
    answers: dict[str, Any]
    documents: dict[str, str]
    language: Language
    channel: Channel = ""  # how a person asked the clerk who files it for them


@dataclass(frozen=True)
class Draft:
    """A draft as its owner sees it. `edition` is the version of the service that it was begun with, and keeps."""

    id: str
    revision: int
    content: DraftContent
    updated_at: datetime
    filed: bool
    edition: Edition


async def start(doors: Doors, actor: Actor, content: DraftContent) -> Draft:
    """Keep a new draft under a random 128-bit id."""
    if not policy.may_at_desk(actor, "draft"):
        raise Forbidden(act="draft")
    service = open_service(doors, content.service, content.borough)
    now, draft_id = await doors.clock.now(), secrets.token_hex(16)
    key = await doors.keys.create(draft_id)
    row = DraftRow(
        draft_id,
        actor.id,
        content.service,
        service.version,
        content.borough,
        content.language,
        1,
        encrypt(key, f"{draft_id}/draft", _typed(content)),
        now,
        now,
        None,
    )
    async with entering(doors, actor) as session:
        await drafts.add(session, row)
    return await _opened(doors, row)


async def read(doors: Doors, actor: Actor, draft_id: str) -> Draft:
    """One of the person's drafts. Raises NotFound."""
    return await _opened(doors, await _find(doors, actor, draft_id))


async def own(doors: Doors, actor: Actor) -> list[Draft]:
    """The person's drafts that are not filed yet, latest first."""
    async with entering(doors, actor) as session:
        rows = await drafts.of_owner(session, actor.id)
    return [await _opened(doors, row) for row in rows]


async def save(doors: Doors, actor: Actor, draft_id: str, content: DraftContent, expects: int) -> Draft:
    """Save an edit of the revision that was read. Raises NotFound, PreconditionFailed, IllegalTransition."""
    row = await _find(doors, actor, draft_id)
    if row.filed_at is not None:
        raise IllegalTransition(state="FILED", act="draft")
    if row.service != content.service:
        raise NotFound
    open_service(pinned(doors, await begun_with(doors, row)), content.service, content.borough)
    key, now = await doors.keys.of_case(draft_id), await doors.clock.now()
    edited = replace(
        row,
        content=encrypt(key, f"{draft_id}/draft", _typed(content)),
        borough=content.borough,
        language=content.language,
        updated_at=now,
    )
    async with entering(doors, actor) as session:
        if not await drafts.change(session, edited, expects):
            raise PreconditionFailed(expected=expects, actual=row.revision)
    return await _opened(doors, replace(edited, revision=expects + 1))


async def send_link(doors: Doors, actor: Actor, draft_id: str) -> None:
    """Have the way back to one's draft sent to the account's address. Raises NotFound, IllegalTransition."""
    row = await _find(doors, actor, draft_id)
    if row.filed_at is not None:
        raise IllegalTransition(state="FILED", act="draft")
    doors.limits.count("sign_in", f"draft {actor.id}")
    async with entering(doors, actor) as session:
        await drafts.ask_link(session, draft_id, await doors.clock.now())


def kept_until(draft: Draft) -> date:
    """The local day on which a draft that nobody touches is dropped."""
    return local_date(draft.updated_at + DROP_AFTER)


async def price(doors: Doors, draft: Draft) -> Quote:
    """What a draft would cost and need, under its own version. Raises what filing it would raise."""
    of = draft.content
    return await quote(pinned(doors, draft.edition), of.service, of.borough, of.answers)


def given(documents: Mapping[str, str], name: str) -> dict[str, str]:
    """The files given for one document: `photos`, `photos.2`, … and their ids."""
    return {key: value for key, value in documents.items() if key.split(SEPARATOR)[0] == name}


def next_key(documents: Mapping[str, str], name: str) -> str:
    """Where the next file for a document is kept."""
    taken = given(documents, name)
    ranks = (name if rank == 1 else f"{name}{SEPARATOR}{rank}" for rank in range(1, len(taken) + 2))
    return next(key for key in ranks if key not in taken)


async def _find(doors: Doors, actor: Actor, draft_id: str) -> DraftRow:
    async with entering(doors, actor) as session:
        row = await drafts.find(session, draft_id) if well_formed(draft_id) else None
    if row is None:
        raise NotFound
    return row


async def _opened(doors: Doors, row: DraftRow) -> Draft:
    key = await doors.keys.of_case(row.id)
    typed: dict[str, Any] = decrypt(key, f"{row.id}/draft", row.content)
    language: Language = "en" if row.language == "en" else "fr"
    channel: Channel = typed.get("channel", "")
    content = DraftContent(row.service, row.borough, typed["answers"], typed["documents"], language, channel)
    edition = await begun_with(doors, row)
    return Draft(row.id, row.revision, content, row.updated_at, row.filed_at is not None, edition)


def _typed(content: DraftContent) -> dict[str, Any]:
    return {"answers": content.answers, "documents": content.documents, "channel": content.channel}
