"""Cases: filed once, listed, read; their events, letters and money."""

from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import JSONResponse, Response

from api import rendering
from api.answers import (
    AcceptedAnswer,
    CaseAnswer,
    CasePage,
    LetterList,
    ReceiptAnswer,
    Timeline,
)
from api.bodies import Application, ClaimFile
from api.deps import Key, Me
from api.downloads import PdfResponse, download
from api.filters import Wanted
from api.json_bodies import JsonBody
from api.money_answers import MoneyAnswer
from api.receipts import answer_act
from api.routes.acts import ANSWERS
from api.routing import PREFIX, router
from casework import claiming, pinning, reading, worklist
from casework.acting import Accepted
from casework.filing import Filing

routes = router("/cases", "cases")


@routes.post(
    "",
    status_code=201,
    summary="File an application",
    responses={201: {"model": ReceiptAnswer}, 202: {"model": AcceptedAnswer}},
)
async def file(
    me: Me, body: Annotated[Application, Depends(JsonBody(Application))], idempotency_key: Key = ""
) -> JSONResponse:
    """A receipt with the reference (201), or the promise of one (202) with the address to ask at."""
    wanted = Filing(body.service, body.borough, body.answers, body.documents, body.language, body.draft, body.channel)
    done = await pinning.file_application(me.doors, me.actor, wanted, idempotency_key)
    if isinstance(done, Accepted):
        return answer_act(done)
    return answer_act(done, 201, {"Location": f"{PREFIX}/cases/{done.case_id}"})


@routes.post("/claim", summary="Claim a file that a clerk filed", responses=ANSWERS)
async def claim(
    me: Me, body: Annotated[ClaimFile, Depends(JsonBody(ClaimFile))], idempotency_key: Key = ""
) -> JSONResponse:
    """From now on the account holds the file whose paper letter carries this code."""
    me.doors.limits.count("find_statement", f"claim {me.actor.id}")
    return answer_act(await claiming.by_code(me.doors, me.actor, body.code, idempotency_key))


@routes.get("", summary="List cases", responses={200: {"model": CasePage}})
async def list_visible(
    me: Me, wanted: Wanted, cursor: Annotated[str, Query(max_length=400)] = "", page_size: int = 25
) -> JSONResponse:
    """Cases that the person may see, newest first; `page_size` from 1 to 100."""
    found = await worklist.list_cases(me.doors, me.actor, wanted, cursor, page_size)
    return JSONResponse(rendering.page(found))


@routes.get("/{case_id}", summary="Read a case", responses={200: {"model": CaseAnswer}})
async def read(me: Me, case_id: str) -> JSONResponse:
    """The file as this reader sees it; its ETag is what acts send back as If-Match."""
    found = await reading.case_file(me.doors, me.actor, case_id)
    return JSONResponse(rendering.case(found), headers={"ETag": f'"{found.row.seq}"'})


@routes.get("/{case_id}/timeline", summary="Read a case's events", responses={200: {"model": Timeline}})
async def timeline(me: Me, case_id: str) -> JSONResponse:
    """Everything that happened, in order."""
    moments = await reading.timeline(me.doors, me.actor, case_id)
    return JSONResponse({"events": [rendering.moment(one) for one in moments]})


@routes.get("/{case_id}/letters", summary="List a case's letters", responses={200: {"model": LetterList}})
async def letters(me: Me, case_id: str) -> JSONResponse:
    """The sealed letters, in order."""
    rows = await reading.letters(me.doors, me.actor, case_id)
    ways = await reading.ways(me.doors, me.actor, case_id)
    urls = f"{PREFIX}/cases/{case_id}/letters"
    shown = [rendering.letter(row, f"{urls}/{row.number}", ways.get(row.number)) for row in rows]
    return JSONResponse({"letters": shown})


@routes.get("/{case_id}/letters/{number}", summary="Download a letter", response_class=PdfResponse)
async def letter(me: Me, case_id: str, number: str) -> Response:
    """The sealed PDF, as stored."""
    rank = int(number) if number.isdecimal() and len(number) < 7 else 0
    content = await reading.letter_pdf(me.doors, me.actor, case_id, rank)
    return download(content, PdfResponse.media_type, f"lettre-{rank}.pdf")


@routes.get("/{case_id}/payments", summary="Read a case's money", responses={200: {"model": MoneyAnswer}})
async def payments(me: Me, case_id: str) -> JSONResponse:
    """Payments with the pages where they are paid, and the ledger."""
    return JSONResponse(rendering.money(await reading.money(me.doors, me.actor, case_id)))
