"""The answer to an act: its receipt, or where to ask for it."""

from http import HTTPStatus

from fastapi.responses import JSONResponse

from api import rendering
from api.deps import Me
from api.routing import PREFIX
from casework import acting
from casework.acting import Accepted, Request
from domain.events import Receipt

ASK_AGAIN_SECONDS = "1"
LATE = ("plead", "PLEA_OVERDUE")  # a late plea is taken in, and a clerk decides (RELIABILITY §4, row 30)


async def act_and_answer(me: Me, case_id: str, request: Request) -> JSONResponse:
    """Do an act on a case and answer with its receipt. Raises the CaseError that refuses it."""
    done = await acting.act_on_case(me.doors, me.actor, case_id, request)
    if isinstance(done, Receipt) and (request.action, done.state) == LATE:
        return answer_act(done, HTTPStatus.ACCEPTED)
    return answer_act(done)


def answer_act(done: Receipt | Accepted, status: int = 200, headers: dict[str, str] | None = None) -> JSONResponse:
    """A receipt with the case's new ETag, or 202 with the status's address."""
    if isinstance(done, Accepted):
        url = f"{PREFIX}/acts/{done.act_id}"
        return JSONResponse(rendering.accepted(done, url), 202, {"Location": url, "Retry-After": ASK_AGAIN_SECONDS})
    return JSONResponse(rendering.receipt(done), status, {"ETag": f'"{done.seq}"', **(headers or {})})
