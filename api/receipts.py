"""The answer to an act: its receipt, or where to ask for it."""

from fastapi.responses import JSONResponse

from api import rendering
from api.routing import PREFIX
from casework.acting import Accepted
from domain.events import Receipt

ASK_AGAIN_SECONDS = "1"


def answer_act(done: Receipt | Accepted, status: int = 200, headers: dict[str, str] | None = None) -> JSONResponse:
    """A receipt with the case's new ETag, or 202 with the status's address."""
    if isinstance(done, Accepted):
        url = f"{PREFIX}/acts/{done.act_id}"
        return JSONResponse(rendering.accepted(done, url), 202, {"Location": url, "Retry-After": ASK_AGAIN_SECONDS})
    return JSONResponse(rendering.receipt(done), status, {"ETag": f'"{done.seq}"', **(headers or {})})
