"""Another date chosen by the defence itself, where the regime leaves it free to."""

import secrets

from starlette.responses import Response

from casework import moving
from casework.acting import Accepted, Request
from casework.sentences import Sentence, say
from domain.errors import CaseError, Invalid
from web.court_days import a_day
from web.refusals import status_of
from web.visit import Visit


async def show(visit: Visit) -> Response:
    """The free slots that suit the case."""
    return await _page(visit, None, 200)


async def do(visit: Visit) -> Response:
    """Move the hearing to the chosen slot; whoever was second sees the slots as they are now."""
    case_id, slot = visit.part("case_id"), visit.form.one("slot")
    try:
        if not slot:
            raise Invalid({"slot": "required"})
        request = Request("move_hearing", {}, visit.form.one("key"), visit.form.number("seq"))
        done = await moving.move(visit.doors, visit.actor, case_id, slot, request)
    except CaseError as refusal:
        return await _page(visit, say(refusal, visit.lang), status_of(refusal))
    said = f"attente={done.act_id}" if isinstance(done, Accepted) else "fait=move_hearing"
    return visit.go(f"/dossier/{case_id}?{said}")


async def _page(visit: Visit, sentence: Sentence | None, status: int) -> Response:
    found = await moving.choice(visit.doors, visit.actor, visit.part("case_id"), a_day(visit.asked("des")))
    return visit.page("contest/move.html", status, choice=found, sentence=sentence, key=secrets.token_urlsafe(16),
                      faults=sentence.fields if sentence else {}, form=visit.form, since=visit.asked("des"),
                      labels={"slot": visit.say("Nouvelle date", "New date")})  # fmt: skip
