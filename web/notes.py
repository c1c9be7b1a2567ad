"""Noting something on a file, for colleagues."""

from starlette.responses import Response

from casework import notes, reading
from casework.sentences import Sentence, say
from domain.errors import CaseError, Forbidden
from domain.people import Role
from web.refusals import status_of
from web.visit import Visit


async def show(visit: Visit) -> Response:
    """The notes of the reader's circle, and the form."""
    return await _page(visit, None, 200)


async def add(visit: Visit) -> Response:
    """Keep a note."""
    try:
        await notes.add(visit.doors, visit.actor, visit.part("case_id"), visit.form.one("note"))
    except CaseError as refusal:
        return await _page(visit, say(refusal, visit.lang), status_of(refusal))
    return visit.go(f"/dossier/{visit.part('case_id')}/notes?fait=1")


def writes(visit: Visit) -> bool:
    """Whether the reader has notes at all."""
    return visit.actor.role is not Role.CITIZEN and visit.actor.role in notes.CIRCLES


async def count(visit: Visit, case_id: str) -> int | None:
    """How many notes the reader's circle made; None for whoever has none to read."""
    return len(await notes.of_case(visit.doors, visit.actor, case_id)) if writes(visit) else None


async def _page(visit: Visit, sentence: Sentence | None, status: int) -> Response:
    case_id = visit.part("case_id")
    file = await reading.case_file(visit.doors, visit.actor, case_id)
    if not writes(visit):
        raise Forbidden(act="write_note")
    return visit.page("notes.html", status, file=file, notes=await notes.of_case(visit.doors, visit.actor, case_id),
                      sentence=sentence, faults=sentence.fields if sentence else {})  # fmt: skip
