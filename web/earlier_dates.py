"""An earlier date for a hearing: the defence says that it would come, and takes or leaves what is offered; the log."""

import secrets
from typing import Final

from starlette.responses import Response

from casework import earlier_dates
from casework.acting import Accepted, Request
from casework.sentences import Sentence, say
from domain.errors import CaseError, Invalid, NotFound
from web.contest_words import OFFER_ANSWERS, PASSED_OVER
from web.refusals import status_of
from web.visit import Visit

NOTICE: Final = ("2", "7", "14", "30")  # days between being told and coming
LABELS: Final = {"notice_days": ("Combien de jours d’avance", "How many days ahead")}


async def show(visit: Visit) -> Response:
    """What was asked for, and the date that is offered now."""
    return await _page(visit, None, 200)


async def do(visit: Visit) -> Response:
    """Ask, stop asking, take or leave; refused, the page says why and stands as it is now."""
    doors, actor, case_id, act = visit.doors, visit.actor, visit.part("case_id"), visit.form.one("action")
    try:
        if act == "ask":
            await earlier_dates.ask(doors, actor, case_id, _days(visit))
        elif act == "end":
            await earlier_dates.end(doors, actor, case_id)
        elif act == "decline":
            await earlier_dates.decline(doors, actor, case_id, visit.form.one("offer"))
        elif act == "take":
            request = Request(earlier_dates.ACT, {}, visit.form.one("key"), visit.form.number("seq"))
            done = await earlier_dates.take(doors, actor, case_id, visit.form.one("offer"), request)
            said = f"attente={done.act_id}" if isinstance(done, Accepted) else "fait=take_offer"
            return visit.go(f"/dossier/{case_id}?{said}")
        else:
            raise NotFound
    except CaseError as refusal:
        return await _page(visit, say(refusal, visit.lang), status_of(refusal))
    return visit.go(f"/dossier/{case_id}/plus-tot?fait={act}")


async def log(visit: Visit) -> Response:
    """Every turn of the slots that came free, for the court."""
    actor = visit.require("read_sittings")
    lines = await earlier_dates.log(visit.doors, actor)
    return visit.page("bureau/offers.html", lines=lines, answers=OFFER_ANSWERS, reasons=PASSED_OVER)


def _days(visit: Visit) -> int:
    typed = visit.form.one("notice_days")
    if typed not in NOTICE:
        raise Invalid({"notice_days": "required" if not typed else "not-a-choice"})
    return int(typed)


async def _page(visit: Visit, sentence: Sentence | None, status: int) -> Response:
    found = await earlier_dates.standing(visit.doors, visit.actor, visit.part("case_id"))
    labels = {name: visit.say(*pair) for name, pair in LABELS.items()}
    return visit.page("contest/earlier.html", status, standing=found, sentence=sentence, labels=labels, notice=NOTICE,
                      faults=sentence.fields if sentence else {}, done=visit.asked("fait"),
                      key=secrets.token_urlsafe(16), open=found.case.state in earlier_dates.OPEN)  # fmt: skip
