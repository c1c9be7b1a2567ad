"""A draft keeps the version that it was begun with: its questions, documents and fees, up to its filing."""

from dataclasses import replace

from casework.acting import Accepted
from casework.doors import Doors, entering
from casework.filing import Filing, file_permit
from casework.offers import Pinned
from catalogue.published import Edition, as_offered
from db import drafts
from db.drafts import DraftRow
from domain.case_ids import well_formed
from domain.errors import NotFound
from domain.events import Receipt
from domain.people import Actor


async def begun_with(doors: Doors, draft: DraftRow) -> Edition:
    """The version that a draft was begun with, open where the service is open now. Raises NotFound."""
    edition = await doors.offers.edition(draft.service, draft.version)
    if edition is None:
        raise NotFound
    return replace(edition, service=as_offered(edition.service, doors.catalogue.services.get(draft.service)))


def pinned(doors: Doors, edition: Edition) -> Doors:
    """The same doors, for which this version of its service is the one that the city offers."""
    return replace(doors, offers=Pinned(doors.offers, edition.service))


async def file_application(doors: Doors, actor: Actor, filing: Filing, key: str) -> Receipt | Accepted:
    """File an application; a draft under its own version, whatever was published since. Raises a CaseError."""
    return await file_permit(await _doors_of(doors, actor, filing.draft_id), actor, filing, key)


async def _doors_of(doors: Doors, actor: Actor, draft_id: str) -> Doors:
    if not well_formed(draft_id):
        return doors
    async with entering(doors, actor) as session:
        draft = await drafts.find(session, draft_id)
    return pinned(doors, await begun_with(doors, draft)) if draft else doors
