"""Asking that personal information be rectified, and answering such requests."""

from typing import Final

from starlette.responses import Response

from casework import my_data, rectifying
from casework.rectifying import Asked, Said
from casework.sentences import Sentence, say
from domain.errors import CaseError
from web.refusals import status_of
from web.visit import Visit
from web.words import Pair

OWN, DESK = "/mes-donnees/rectification", "/bureau/rectifications"
OUTCOMES: Final[dict[str, Pair]] = {
    "granted": ("Rectifié", "Corrected"),
    "in_part": ("Rectifié en partie", "Corrected in part"),
    "refused": ("Refusé", "Refused"),
}
MOST_CHOICES: Final = 100


async def show(visit: Visit) -> Response:
    """One's own requests with their answers, and the form."""
    return await _own(visit, None, 200)


async def ask(visit: Visit) -> Response:
    """Keep a request."""
    form = visit.form
    said = Said(form.one("reference"), form.one("wrong"), form.one("right"), form.one("why"))
    try:
        await rectifying.ask(visit.doors, visit.actor, said, visit.lang)
    except CaseError as refusal:
        return await _own(visit, say(refusal, visit.lang), status_of(refusal))
    return visit.go(f"{OWN}?fait=1")


async def waiting(visit: Visit) -> Response:
    """What waits for an answer."""
    return await _desk(visit, None, 200)


async def answer(visit: Visit) -> Response:
    """Answer one request, or take ten days more."""
    form = visit.form
    try:
        if form.one("action") == "extend":
            await rectifying.extend(visit.doors, visit.actor, form.one("id"))
        else:
            await rectifying.answer(visit.doors, visit.actor, form.one("id"), form.one("outcome"), form.one("answer"))
    except CaseError as refusal:
        return await _desk(visit, say(refusal, visit.lang), status_of(refusal))
    return visit.go(f"{DESK}?fait=1")


async def _own(visit: Visit, sentence: Sentence | None, status: int) -> Response:
    requests = await rectifying.own(visit.doors, visit.actor)
    references: list[str] = []
    async for row in my_data.own_cases(visit.doors, visit.actor):
        references.append(row.reference)
        if len(references) == MOST_CHOICES:
            break
    return visit.page("rectify.html", status, requests=requests, references=references, outcomes=OUTCOMES,
                      form=visit.form, sentence=sentence, faults=sentence.fields if sentence else {})  # fmt: skip


async def _desk(visit: Visit, sentence: Sentence | None, status: int) -> Response:
    requests: list[tuple[Asked, str]] = await rectifying.waiting(visit.doors, visit.actor)
    return visit.page(
        "bureau/rectifications.html", status, requests=requests, outcomes=OUTCOMES, form=visit.form,
        today=await visit.today(), sentence=sentence, faults=sentence.fields if sentence else {},
    )  # fmt: skip
