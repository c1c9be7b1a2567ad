"""Holds on a file: while one stands, nothing of the file is destroyed."""

import secrets

from starlette.responses import Response

from casework import keeping, reading
from casework.sentences import Sentence, say
from domain.errors import CaseError
from web.refusals import status_of
from web.visit import Visit


async def show(visit: Visit) -> Response:
    """The holds that stand and those that were lifted, with their reasons, and the form."""
    return await _page(visit, None, 200)


async def do(visit: Visit) -> Response:
    """Place a hold, or lift one."""
    form, case_id = visit.form, visit.part("case_id")
    try:
        if form.one("action") == "lift":
            await keeping.lift_hold(visit.doors, visit.actor, case_id, form.one("hold"), form.one("reason"))
        else:
            await keeping.place_hold(visit.doors, visit.actor, case_id, form.one("reason"), form.one("key"))
    except CaseError as refusal:
        return await _page(visit, say(refusal, visit.lang), status_of(refusal))
    return visit.go(f"/dossier/{case_id}/gels?fait={'leve' if form.one('action') == 'lift' else 'pose'}")


async def _page(visit: Visit, sentence: Sentence | None, status: int) -> Response:
    case_id = visit.part("case_id")
    file = await reading.case_file(visit.doors, visit.actor, case_id)
    holds = await keeping.holds_of(visit.doors, visit.actor, case_id)
    said = (one for hold in holds for one in (hold.row.placed_by, hold.row.lifted_by))
    return visit.page(
        "administration/holds.html", status, file=file, holds=holds, form=visit.form, sentence=sentence,
        names=await keeping.names(visit.doors, visit.actor, said), faults=sentence.fields if sentence else {},
        key=visit.form.one("key") or secrets.token_urlsafe(16),
        labels={"reason": visit.say("Motif", "Reason")},
    )  # fmt: skip
