"""What anyone who holds a letter learns of it from its code (DESIGN §7)."""

from starlette.responses import Response

from casework import reading
from casework.reading import Verified
from domain.errors import NotFound
from web.visit import Visit


async def ask(visit: Visit) -> Response:
    """The form for a code typed by hand."""
    code = "".join(visit.asked("code").split())
    if code:
        return visit.go(f"/verifier/{code}") if code.isalnum() else await _result(visit, code, None)
    return visit.page("verify.html", code="", letter=None, searched=False)


async def show(visit: Visit) -> Response:
    """The facts and the status of one letter."""
    code = visit.part("code")
    visit.doors.limits.count("look_up", visit.address)
    try:
        letter = await reading.verify(visit.doors, code)
    except NotFound:
        letter = None
    return await _result(visit, code, letter)


async def _result(visit: Visit, code: str, letter: Verified | None) -> Response:
    edition = await visit.doors.offers.edition(letter.service, letter.version) if letter else None
    service = edition.service if edition else None
    return visit.page("verify.html", 200 if letter else 404, code=code, letter=letter, service=service, searched=True)
