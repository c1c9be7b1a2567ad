"""What is kept and what is to be destroyed: the schedule in force, the files that are due, the lists."""

import secrets
from typing import Final

from starlette.responses import Response

from casework import keeping
from casework.sentences import Sentence, say
from domain.errors import CaseError, Invalid
from web.refusals import status_of
from web.visit import Visit
from web.words import Pair

PAGE: Final = "/bureau/ville/conservation"
MOST_SHOWN: Final = 300  # a form has at most 400 fields
KEEPS: Final[dict[str, Pair]] = {
    "legal-hold": ("Gelé : une obligation de conservation", "On hold: a duty to keep it"),
    "not-at-rest": ("Une lettre ou une action est encore en route", "A letter or an act is still on its way"),
}
STATUSES: Final[dict[str, Pair]] = {
    "proposed": ("Proposée", "Proposed"),
    "ordered": ("Ordonnée, en cours", "Ordered, under way"),
    "carried_out": ("Exécutée", "Carried out"),
}


async def show(visit: Visit) -> Response:
    """What a director or an administrator may see of it."""
    visit.require("approve_destruction")
    return await _page(visit, None, 200)


async def propose(visit: Visit) -> Response:
    """List the chosen files for destruction; one that may not be destroyed refuses them all."""
    actor, chosen = visit.require("destroy"), visit.form.all("cases")
    try:
        if not chosen:
            raise Invalid({"cases": "required"})
        made = await keeping.propose(visit.doors, actor, chosen, visit.form.one("key"))
    except CaseError as refusal:
        return await _page(visit, say(refusal, visit.lang), status_of(refusal))
    return visit.go(f"{PAGE}/{made.id}?fait=proposee")


async def _page(visit: Visit, sentence: Sentence | None, status: int) -> Response:
    doors, actor, now = visit.doors, visit.actor, await visit.doors.clock.now()
    due = await keeping.due(doors, actor, MOST_SHOWN + 1)
    lists = await keeping.every(doors, actor)
    waiting = {case.case_id: one for one in lists for case in one.listed if case.outcome in ("waiting", "erased")}
    rows = [(one, keeping.held_by(one, now), waiting.get(one.standing.case_id)) for one in due[:MOST_SHOWN]]
    return visit.page(
        "administration/keeping.html", status, rows=rows, more=len(due) > MOST_SHOWN, lists=lists,
        schedule=doors.catalogue.retention, services=doors.catalogue.services, keeps=KEEPS, statuses=STATUSES,
        approvals=keeping.APPROVALS, may_propose=visit.may("destroy"), sentence=sentence,
        chosen=visit.form.all("cases"), key=visit.form.one("key") or secrets.token_urlsafe(16),
        free=any(not held and not listed for _, held, listed in rows),
        labels={"cases": visit.say("Dossiers", "Files")},
    )  # fmt: skip
