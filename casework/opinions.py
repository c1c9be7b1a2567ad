"""A body outside the city gives one opinion, by a link, and sees only what was attached to it (DOMAIN §3.6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, Literal

from casework import links
from casework.acting import Accepted, Request, hand_over, keep
from casework.doors import Doors, entering
from casework.links import Made, hashed, holding, using
from db import cases, documents, notices
from db.ciphertext import decrypt
from db.documents import DocumentRow
from db.links import Link
from domain import permit_states, policy
from domain.case_ids import keyed_id, well_formed
from domain.errors import Forbidden, IllegalTransition, Invalid, LinkInvalid, NotFound
from domain.events import Receipt
from domain.people import Actor, Role
from domain.review_acts import GiveOpinion

Outcome = Literal["favourable", "favourable_with_conditions", "unfavourable"]
OPEN_FOR: Final = timedelta(days=45)


@dataclass(frozen=True)
class AskedOpinion:
    """What the holder of the link sees: which service, where, which discipline, the documents attached."""

    service: str
    borough: str
    reference: str
    discipline: str
    documents: tuple[tuple[str, str], ...]  # id, cleaned name


async def ask_outside(doors: Doors, actor: Actor, case_id: str, discipline: str, document_ids: Sequence[str]) -> Made:
    """A link for one opinion, made by the borough's desk. Raises NotFound, Forbidden, IllegalTransition, Invalid."""
    now = await doors.clock.now()
    async with entering(doors, actor) as session:
        case = await cases.find(session, case_id) if well_formed(case_id) else None
        if case is None:
            raise NotFound
        if not policy.may(actor, "give_opinion", owner=case.owner, borough=case.borough):
            raise Forbidden(act="give_opinion")
        if not permit_states.open_to("give_opinion", case.state):
            raise IllegalTransition(state=case.state, act="give_opinion")
        found = {row.id for row in await documents.among(session, document_ids, (case_id,))}
        if set(document_ids) - found:
            raise Invalid({"documents": "unknown"})
        first = (await cases.events(session, case_id))[0]
        filed: dict[str, Any] = decrypt(await doors.keys.of_case(case_id), f"{case_id}/event/1", first.facts)
        if discipline not in filed.get("outside", ()):
            raise Invalid({"discipline": "not-asked"})
        link = Link("opinion", case_id, now + OPEN_FOR, discipline=discipline, document_ids=tuple(document_ids))
        return await links.keep(session, link, actor, now)


async def look(doors: Doors, token: str) -> AskedOpinion:
    """What is asked; looking consumes nothing. Raises LinkInvalid, LinkUsed."""
    async with holding(doors, token, "opinion") as (session, link):
        asked = await notices.asked_by_link(session, hashed(token))
        rows = await documents.among(session, link.document_ids, (link.case_id,))
    if asked is None:
        raise LinkInvalid
    key = await doors.keys.of_case(link.case_id)
    named = tuple((row.id, str(decrypt(key, f"{link.case_id}/document/{row.id}", row.name))) for row in rows)
    return AskedOpinion(asked.service, asked.borough, asked.reference, link.discipline or "", named)


async def document(doors: Doors, token: str, document_id: str) -> tuple[DocumentRow, bytes]:
    """One attached document, as stored. Raises LinkInvalid, LinkUsed, NotFound."""
    async with holding(doors, token, "opinion") as (session, link):
        rows = await documents.among(session, [document_id], (link.case_id,))
    attached = [row for row in rows if row.id in link.document_ids and row.status == "received"]
    if not attached:
        raise NotFound
    return attached[0], await doors.store.get(attached[0].storage_key)


async def give(doors: Doors, token: str, outcome: Outcome, note: str) -> Receipt | Accepted:
    """The one opinion of a link: it is consumed with the act stored, or not at all. Raises as the case refuses."""
    now = await doors.clock.now()
    digest = hashed(token)
    async with using(doors, token, "opinion") as (session, link):
        asked = await notices.asked_by_link(session, digest)
        if asked is None:
            raise LinkInvalid
        actor = Actor(f"link-{digest[:24]}", Role.REVIEWER, (asked.borough,))
        act_id = keyed_id(doors.secret, "opinion", digest)
        act = GiveOpinion(
            act_id=act_id, by=actor, received_at=now, discipline=link.discipline or "", outcome=outcome, note=note
        )
        request = Request("give_opinion", {"outcome": outcome, "note": note}, digest)
        await keep(doors, session, act, link.case_id, request)
    return await hand_over(doors, actor, act, link.case_id)
