"""Files that people give: to a case, to a draft, or to their own shelf while there is neither."""

import asyncio
import hashlib
import math
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, cast

from sqlalchemy.ext.asyncio import AsyncSession

from casework import access
from casework.doors import Doors, entering
from casework.file_names import clean_name
from casework.inspecting import Inspected, Place, inspect
from casework.offers import service_under
from catalogue.schema import Document, Service
from db import cases, documents, drafts
from db.ciphertext import decrypt, encrypt
from db.documents import DocumentRow
from domain import policy
from domain.case_ids import well_formed
from domain.errors import Forbidden, IllegalTransition, Malware, NotFound, PayloadTooLarge
from domain.people import Actor

FORMATS: Final = ("pdf", "jpg", "png")
LARGEST_MB: Final = 20
MOST_BYTES: Final = 500_000_000  # of all files of one case, draft or shelf
FAR_METRES: Final = 50_000  # wider than the agglomeration: the picture was taken elsewhere
EARTH_METRES: Final = 6_371_000

Kept = tuple[DocumentRow, str]  # a file's row and its cleaned name


@dataclass(frozen=True)
class Upload:
    """A file as given; `kind` is the name of the document that it answers."""

    kind: str
    name: str
    content: bytes


@dataclass(frozen=True)
class Home:
    """Where a file goes: a case, a draft or a shelf; for the first two, their service and which point on the map."""

    id: str
    service: Service | None = None
    borough: str = ""
    point: Place | None = None


async def attach(doors: Doors, actor: Actor, case_id: str, upload: Upload) -> Kept:
    """Keep a file of a case. Raises NotFound, Forbidden, IllegalTransition, and what files are refused for."""
    async with entering(doors, actor) as session:
        case = await cases.find(session, case_id) if well_formed(case_id) else None
    if case is None:
        raise NotFound
    if not policy.may(actor, "attach_document", owner=case.owner, borough=case.borough):
        raise Forbidden(act="attach_document")
    if case.ended:
        raise IllegalTransition(state=case.state, act="attach_document")
    answers = decrypt(await doors.keys.of_case(case_id), f"{case_id}/summary", case.summary)
    service = await service_under(doors.offers, case.service, case.version)
    return await _keep(doors, actor, Home(case_id, service, case.borough, _point(service, answers)), upload)


async def attach_to_draft(doors: Doors, actor: Actor, draft_id: str, upload: Upload) -> Kept:
    """Keep a file of a draft of one's own."""
    async with entering(doors, actor) as session:
        draft = await drafts.find(session, draft_id) if well_formed(draft_id) else None
    if draft is None:
        raise NotFound
    if draft.filed_at is not None:
        raise IllegalTransition(state="FILED", act="draft")
    typed = decrypt(await doors.keys.of_case(draft_id), f"{draft_id}/draft", draft.content)
    service = await service_under(doors.offers, draft.service, draft.version)
    point = _point(service, typed["answers"])
    return await _keep(doors, actor, Home(draft_id, service, draft.borough, point), upload)


async def put_on_shelf(doors: Doors, actor: Actor, upload: Upload) -> Kept:
    """Keep a file for an application that is not even a draft."""
    if not policy.may_at_desk(actor, "draft"):
        raise Forbidden(act="attach_document")
    home = Home(documents.shelf(actor.id))
    await doors.keys.create(home.id)
    return await _keep(doors, actor, home, upload)


async def of_draft(doors: Doors, actor: Actor, draft_id: str) -> list[Kept]:
    """The files of a draft of one's own, with their names."""
    async with entering(doors, actor) as session:
        draft = await drafts.find(session, draft_id) if well_formed(draft_id) else None
        rows = await documents.of_case(session, draft_id) if draft else []
    if draft is None:
        raise NotFound
    return [await _named(doors, row) for row in rows]


async def on_shelf(doors: Doors, actor: Actor) -> list[Kept]:
    """The files on one's own shelf, with their names."""
    async with entering(doors, actor) as session:
        rows = await documents.unattached(session, actor.id)
    return [await _named(doors, row) for row in rows]


async def read(doors: Doors, actor: Actor, document_id: str) -> tuple[DocumentRow, str, bytes]:
    """One file, its name and its bytes. Raises NotFound, and Malware for one in quarantine."""
    at = await doors.clock.now()
    async with entering(doors, actor) as session:
        row = await documents.find(session, document_id) if well_formed(document_id) else None
        if row is not None and well_formed(row.case_id) and await cases.find(session, row.case_id):
            await access.note(session, actor, [row.case_id], at)
    if row is None:
        raise NotFound
    if row.status != "received":
        raise Malware
    return *await _named(doors, row), await doors.store.get(row.storage_key)


async def take_from_shelf(doors: Doors, session: AsyncSession, case_id: str, given: list[DocumentRow]) -> None:
    """Move files that are filed with a case from the person's shelf; names change keys with their home."""
    for row in given:
        if row.case_id != case_id:
            key, (_, name) = await doors.keys.of_case(case_id), await _named(doors, row)
            moved = replace(row, case_id=case_id, name=encrypt(key, f"{case_id}/document/{row.id}", name))
            await documents.move(session, moved)


async def _keep(doors: Doors, actor: Actor, home: Home, upload: Upload) -> Kept:
    verdict = await doors.scanner.scan(upload.content)
    if verdict.infected:
        await _store(doors, actor, home, upload, None, ())
        raise Malware
    await _room_for(doors, actor, home, len(upload.content))
    asked = _asked(home, upload.kind)
    formats, most = (asked.formats, min(asked.max_mb, LARGEST_MB)) if asked else (FORMATS, LARGEST_MB)
    found = await asyncio.to_thread(inspect, upload.content, formats, most)
    flags = [*found.flags] + ([] if verdict.scanned else ["not-scanned"])
    if home.point and found.taken_at and metres(home.point, found.taken_at) > FAR_METRES:
        flags.append("place-mismatch")
    return await _store(doors, actor, home, upload, found, tuple(flags))


async def _store(
    doors: Doors, actor: Actor, home: Home, upload: Upload, found: Inspected | None, flags: tuple[str, ...]
) -> Kept:
    """Keep the bytes, then the row; what was not inspected is quarantined, under a name that opens nothing."""
    document_id, key = secrets.token_hex(16), await doors.keys.of_case(home.id)
    content = found.content if found else upload.content
    name = clean_name(upload.name, found.format if found else "quarantine")
    storage_key = f"{'documents' if found else 'quarantine'}/{home.id}/{document_id}"
    row = DocumentRow(
        id=document_id,
        case_id=home.id,
        owner=actor.id,
        kind=upload.kind,
        name=encrypt(key, f"{home.id}/document/{document_id}", name),
        media_type=found.media_type if found else "application/octet-stream",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        storage_key=storage_key,
        status="received" if found else "quarantined",
        flags=flags,
        uploaded_at=await doors.clock.now(),
    )
    await doors.store.put_once(storage_key, content)
    async with entering(doors, actor) as session:
        await documents.add(session, row)
    return row, name


async def _room_for(doors: Doors, actor: Actor, home: Home, size: int) -> None:
    async with entering(doors, actor) as session:
        kept = await documents.of_case(session, home.id)
    if sum(row.size for row in kept) + size > MOST_BYTES:
        raise PayloadTooLarge(limit=MOST_BYTES)


async def _named(doors: Doors, row: DocumentRow) -> Kept:
    key = await doors.keys.of_case(row.case_id)
    return row, decrypt(key, f"{row.case_id}/document/{row.id}", row.name)


def _asked(home: Home, kind: str) -> Document | None:
    if home.service is None:
        return None
    return next((one for one in home.service.documents_in(home.borough) if one.name == kind), None)


def _point(service: Service | None, answers: Mapping[str, object]) -> Place | None:
    """The first point that the application declares."""
    names = [question.name for question in service.questions if question.kind == "point"] if service else []
    given = next((answers[name] for name in names if isinstance(answers.get(name), Mapping)), None)
    point = cast(Mapping[str, Any], given or {})
    try:
        return Place(float(point["lon"]), float(point["lat"]))
    except (KeyError, TypeError, ValueError):
        return None


def metres(one: Place, other: Place) -> float:
    """The distance between two places on a sphere."""
    lat, lat2 = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((lat2 - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(lat2) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 2 * EARTH_METRES * math.asin(math.sqrt(min(1.0, half)))
