"""Files that people give: to a case, to a draft, or to their own shelf while there is neither."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from sqlalchemy.ext.asyncio import AsyncSession

from casework import access
from casework.doors import Doors, entering
from casework.intake import Home, Upload, keep
from casework.kept_files import Kept, opened
from casework.offers import service_under
from catalogue.schema import Service
from db import cases, documents, drafts
from db.ciphertext import decrypt, encrypt
from db.documents import DocumentRow
from domain import policy
from domain.case_ids import well_formed
from domain.errors import FileHeld, Forbidden, IllegalTransition, Malware, NotFound
from domain.inspected import Place
from domain.people import Actor


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
    return await keep(doors, actor, Home(case_id, service, case.borough, _point(service, answers)), upload)


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
    return await keep(doors, actor, Home(draft_id, service, draft.borough, point), upload)


async def put_on_shelf(doors: Doors, actor: Actor, upload: Upload) -> Kept:
    """Keep a file for an application that is not even a draft."""
    if not policy.may_at_desk(actor, "draft"):
        raise Forbidden(act="attach_document")
    home = Home(documents.shelf(actor.id))
    await doors.keys.create(home.id)
    return await keep(doors, actor, home, upload)


async def of_draft(doors: Doors, actor: Actor, draft_id: str) -> list[Kept]:
    """The files of a draft of one's own, with their names."""
    async with entering(doors, actor) as session:
        draft = await drafts.find(session, draft_id) if well_formed(draft_id) else None
        rows = await documents.of_case(session, draft_id) if draft else []
    if draft is None:
        raise NotFound
    return [opened(await doors.keys.of_case(row.case_id), row) for row in rows]


async def on_shelf(doors: Doors, actor: Actor) -> list[Kept]:
    """The files on one's own shelf, with their names."""
    async with entering(doors, actor) as session:
        rows = await documents.unattached(session, actor.id)
    return [opened(await doors.keys.of_case(row.case_id), row) for row in rows]


async def read(doors: Doors, actor: Actor, document_id: str) -> tuple[DocumentRow, str, bytes]:
    """One file, its name and its bytes. Raises NotFound, Malware for one in quarantine, FileHeld before its scan."""
    at = await doors.clock.now()
    async with entering(doors, actor) as session:
        row = await documents.find(session, document_id) if well_formed(document_id) else None
        if row is not None and well_formed(row.case_id) and await cases.find(session, row.case_id):
            await access.note(session, actor, [row.case_id], at)
    if row is None:
        raise NotFound
    if row.status != "received":
        raise Malware
    if row.scan == "held":
        raise FileHeld
    kept = opened(await doors.keys.of_case(row.case_id), row)
    return row, kept.name, await doors.store.get(row.storage_key)


async def take_from_shelf(doors: Doors, session: AsyncSession, case_id: str, given: list[DocumentRow]) -> None:
    """Move files that are filed with a case from the person's shelf; names change keys with their home."""
    for row in given:
        if row.case_id != case_id:
            name = opened(await doors.keys.of_case(row.case_id), row).name
            key = await doors.keys.of_case(case_id)
            moved = replace(row, case_id=case_id, name=encrypt(key, f"{case_id}/document/{row.id}", name))
            await documents.move(session, moved)


def _point(service: Service | None, answers: Mapping[str, object]) -> Place | None:
    """The first point that the application declares."""
    names = [question.name for question in service.questions if question.kind == "point"] if service else []
    given = next((answers[name] for name in names if isinstance(answers.get(name), Mapping)), None)
    point = cast(Mapping[str, Any], given or {})
    try:
        return Place(float(point["lon"]), float(point["lat"]))
    except (KeyError, TypeError, ValueError):
        return None
