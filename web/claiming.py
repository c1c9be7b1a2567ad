"""Finding in one's own account a file that a clerk filed: by the code that its letter carries."""

import secrets
from dataclasses import replace

from starlette.responses import Response

from casework import claiming
from casework.acting import Accepted
from casework.sentences import Sentence, say
from domain.errors import AlreadyClaimed, CaseError, Invalid, NotFound
from web.refusals import status_of
from web.visit import Visit


async def ask(visit: Visit) -> Response:
    """The form."""
    visit.require("own_cases")
    return _page(visit, None, 200)


async def claim(visit: Visit) -> Response:
    """The account holds the file from now on."""
    actor, code = visit.require("own_cases"), visit.form.one("code").strip()
    visit.doors.limits.count("find_statement", f"claim {actor.id}")
    try:
        if not code:
            raise Invalid({"code": "required"})
        done = await claiming.by_code(visit.doors, actor, code, visit.form.one("key"))
    except (Invalid, NotFound, AlreadyClaimed) as refusal:
        return _page(visit, _worded(visit, refusal), status_of(refusal))
    became = f"attente={done.act_id}" if isinstance(done, Accepted) else "fait=claim"
    return visit.go(f"/dossier/{done.case_id}?{became}")


def _worded(visit: Visit, refusal: CaseError) -> Sentence:
    sentence = say(refusal, visit.lang)
    if not isinstance(refusal, NotFound):
        return sentence
    title = visit.say("Aucun dossier ne correspond à ce code", "No file has this code")
    detail = visit.say(
        "Vérifiez le code, tel qu’il figure sur la lettre.", "Check the code, as it stands on the letter."
    )
    return replace(sentence, title=title, detail=detail, fields={"code": detail})


def _page(visit: Visit, sentence: Sentence | None, status: int) -> Response:
    return visit.page("claim.html", status, sentence=sentence, key=secrets.token_urlsafe(16),
                      faults=sentence.fields if sentence else {})  # fmt: skip
