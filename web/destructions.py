"""One destruction list: its files, who approved it, what became of each, the certificate."""

from typing import Any, Final

from starlette.responses import Response

from casework import keeping
from casework.file_names import disposition
from casework.sentences import Sentence, say
from domain.errors import CaseError, Invalid, NotFound
from domain.people import Role
from web.keeping import PAGE, STATUSES
from web.refusals import status_of
from web.visit import Visit
from web.words import Pair

ACTION: Final = "approve_destruction"
OUTCOMES: Final[dict[str, Pair]] = {
    "waiting": ("En attente", "Waiting"),
    "erased": ("Détruit", "Destroyed"),
    "legal-hold": ("Conservé : gelé entre-temps", "Kept: put on hold meanwhile"),
    "not-at-rest": ("Conservé : une lettre ou une action en route", "Kept: a letter or an act on its way"),
    "not-due": (
        "Conservé : le calendrier ne permet pas de le détruire",
        "Kept: the schedule does not let it be destroyed",
    ),
}
DONE: Final[dict[str, Pair]] = {
    "proposee": (
        "La liste est proposée. Deux personnes différentes doivent l’approuver.",
        "The list is proposed. Two different persons must approve it.",
    ),
    "approuvee": ("Votre approbation est inscrite.", "Your approval is recorded."),
    "deja": (
        "Vous aviez déjà approuvé cette liste : votre approbation compte une fois.",
        "You had already approved this list: your approval counts once.",
    ),
    "ordonnee": (
        "La destruction est ordonnée ; elle se fait dossier par dossier.",
        "The destruction is ordered; it is done file by file.",
    ),
}


async def show(visit: Visit) -> Response:
    """The list as it stands."""
    visit.require(ACTION)
    return await _page(visit, None, 200)


async def do(visit: Visit) -> Response:
    """Approve the list, or order it; a refusal is said above the list as it stands now."""
    visit.require(ACTION)
    try:
        done = await (_order(visit) if visit.form.one("action") == "order" else _approve(visit))
    except NotFound:
        raise
    except CaseError as refusal:
        return await _page(visit, say(refusal, visit.lang), status_of(refusal))
    return visit.go(f"{PAGE}/{visit.part('list_id')}?fait={done}")


async def certificate(visit: Visit) -> Response:
    """The sealed certificate, as stored."""
    actor, list_id = visit.require(ACTION), visit.part("list_id")
    found = await keeping.find(visit.doors, actor, list_id)
    pdf = await keeping.certificate(visit.doors, actor, list_id)
    headers = {"content-disposition": disposition(f"{found.reference}.pdf")}
    return Response(pdf, media_type="application/pdf", headers=headers)


async def _approve(visit: Visit) -> str:
    doors, actor, list_id = visit.doors, visit.actor, visit.part("list_id")
    before = await keeping.find(doors, actor, list_id)
    await keeping.approve(doors, actor, list_id)
    return "deja" if _approved(before, actor.id) else "approuvee"


async def _order(visit: Visit) -> str:
    visit.require("destroy")
    if visit.form.one("confirmed") != "yes":
        raise Invalid({"confirmed": "required"})
    await keeping.order(visit.doors, visit.actor, visit.part("list_id"))
    return "ordonnee"


async def _page(visit: Visit, sentence: Sentence | None, status: int) -> Response:
    doors, actor = visit.doors, visit.actor
    found = await keeping.find(doors, actor, visit.part("list_id"))
    people = (found.proposed_by, found.ordered_by, *(one.person for one in found.approvals))
    whole = actor.role is Role.ADMINISTRATOR or len(found.listed) == found.cases
    return visit.page(
        "administration/destruction.html", status, list=found, whole=whole, outcomes=OUTCOMES, statuses=STATUSES,
        names=await keeping.names(doors, actor, people), missing=max(0, keeping.APPROVALS - len(found.approvals)),
        mine=_approved(found, actor.id), may_order=visit.may("destroy"), rules=doors.catalogue.retention,
        done=DONE.get(visit.asked("fait")), sentence=sentence, faults=sentence.fields if sentence else {},
        labels={"confirmed": visit.say("À confirmer", "To be confirmed")},
    )  # fmt: skip


def _approved(found: Any, person: str) -> bool:
    return any(one.person == person for one in found.approvals)
