"""How a file that somebody sends is kept: room for it, scanned, looked into, stored, and only then its row."""

import hashlib
import math
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from casework.doors import Doors, entering
from casework.file_names import clean_name
from casework.kept_files import Kept
from catalogue.schema import Document, Service
from db import documents
from db.ciphertext import encrypt
from db.documents import DocumentRow
from domain.errors import CaseError, Malware
from domain.inspected import Inspected, Place
from domain.people import Actor
from domain.ports import ScanVerdict
from domain.upload_rules import DAY

FORMATS: Final = ("pdf", "jpg", "png")
LARGEST_MB: Final = 20
FAR_METRES: Final = 50_000  # wider than the agglomeration: the picture was taken elsewhere
EARTH_METRES: Final = 6_371_000
NOT_SCANNED: Final = "not-scanned"
UNKNOWN_TYPE: Final = "application/octet-stream"


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


@dataclass(frozen=True)
class _Given:
    """A file as it came, and when; what the scanner said of it is added, then what the inspector made of it."""

    upload: Upload
    at: datetime
    verdict: ScanVerdict
    found: Inspected | None = None


async def keep(doors: Doors, actor: Actor, home: Home, upload: Upload) -> Kept:
    """Keep a file. Raises what files are refused for; malware goes to quarantine first, where nobody opens it."""
    now, size = await doors.clock.now(), len(upload.content)
    async with entering(doors, actor) as session:
        await _room_for(doors, session, actor, home, now, size)
    given = _Given(upload, now, await doors.scanner.scan(upload.content))
    if given.verdict.infected:
        await _store(doors, actor, home, given)
        raise Malware
    asked = _asked(home, upload.kind)
    formats, most = (asked.formats, min(asked.max_mb, LARGEST_MB)) if asked else (FORMATS, LARGEST_MB)
    found = await doors.inspector.inspect(upload.content, formats, most)
    return await _store(doors, actor, home, replace(given, found=found))


async def _store(doors: Doors, actor: Actor, home: Home, given: _Given) -> Kept:
    """Keep the bytes, then the row; what is held keeps what was sent beside it, for the scanner."""
    key = await doors.keys.of_case(home.id)
    name = clean_name(given.upload.name, given.found.format if given.found else "quarantine")
    row = _row(doors, actor, home, given)
    row = replace(row, name=encrypt(key, f"{home.id}/document/{row.id}", name))
    copies = {row.storage_key: given.found.content if given.found else given.upload.content}
    if row.spare_key:
        copies[row.spare_key] = given.upload.content
    for place, content in copies.items():
        await doors.store.put_once(place, content)
    try:
        async with entering(doors, actor) as session:
            await documents.one_at_a_time(session, actor.id)
            await _room_for(doors, session, actor, home, given.at, row.size)
            await documents.add(session, row)
    except CaseError:
        for place in copies:
            await doors.store.delete(place)
        raise
    return Kept(row, name)


def _row(doors: Doors, actor: Actor, home: Home, given: _Given) -> DocumentRow:
    document_id, found = secrets.token_hex(16), given.found
    content, scan = found.content if found else given.upload.content, _scan(doors, given)
    quarantine = f"quarantine/{home.id}/{document_id}"
    return DocumentRow(
        id=document_id,
        case_id=home.id,
        owner=actor.id,
        kind=given.upload.kind,
        name=b"",
        media_type=found.media_type if found else UNKNOWN_TYPE,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        storage_key=f"documents/{home.id}/{document_id}" if found else quarantine,
        status="received" if found else "quarantined",
        flags=_flags(home, given, scan),
        uploaded_at=given.at,
        scan=scan,
        scan_note=given.verdict.signature or given.verdict.why,
        spare_key=quarantine if scan == "held" else None,
    )


def _scan(doors: Doors, given: _Given) -> str:
    if given.verdict.infected:
        return "infected"
    if given.verdict.scanned:
        return "clean"
    return "held" if doors.uploads.hold_unscanned else "not_scanned"


def _flags(home: Home, given: _Given, scan: str) -> tuple[str, ...]:
    if given.found is None:
        return ()
    flags = [*given.found.flags] + ([] if scan == "clean" else [NOT_SCANNED])
    if home.point and given.found.taken_at and metres(home.point, given.found.taken_at) > FAR_METRES:
        flags.append("place-mismatch")
    return tuple(flags)


async def _room_for(doors: Doors, session: AsyncSession, actor: Actor, home: Home, now: datetime, size: int) -> None:
    kept = await documents.usage_of_home(session, home.id)
    if home.id == documents.shelf(actor.id):  # files pass over it on their way to cases: its bytes count, not how many
        kept = replace(kept, files=0)
    doors.uploads.check(kept, await documents.usage_since(session, actor.id, now - DAY), size)


def _asked(home: Home, kind: str) -> Document | None:
    if home.service is None:
        return None
    return next((one for one in home.service.documents_in(home.borough) if one.name == kind), None)


def metres(one: Place, other: Place) -> float:
    """The distance between two places on a sphere."""
    lat, lat2 = math.radians(one.lat), math.radians(other.lat)
    half = math.sin((lat2 - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(lat2) * math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    return 2 * EARTH_METRES * math.asin(math.sqrt(min(1.0, half)))
