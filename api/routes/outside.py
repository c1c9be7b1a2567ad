"""People without an account: a reviewer outside the city who holds a link, and the public that reads a notice."""

from typing import Annotated, Any, Final

from fastapi import Depends
from fastapi.responses import JSONResponse, Response

from api.act_bodies import AskOutside, GiveOutside, PublicComment
from api.answers import AcceptedAnswer, ReceiptAnswer
from api.deps import Key, Me, Open
from api.downloads import FileResponse, download
from api.json_bodies import JsonBody
from api.money_answers import PayLinkAnswer
from api.outside_answers import AskedAnswer, CommentsAnswer, NoticeAnswer, ReceivedAnswer
from api.receipts import answer_act
from api.routing import PREFIX, router
from casework import notices, opinions

routes = router(tag="outside")
NO_REFERRER: Final = {"Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}
GONE: Final[dict[int | str, dict[str, Any]]] = {410: {"description": "The link is expired, forged or used."}}


@routes.post(
    "/cases/{case_id}/opinion-links",
    status_code=201,
    summary="Ask a body outside the city for one opinion",
    responses={201: {"model": PayLinkAnswer}},
)
async def ask(me: Me, case_id: str, body: Annotated[AskOutside, Depends(JsonBody(AskOutside))]) -> JSONResponse:
    """A single-use link; its holder sees the documents attached here and nothing else of the file."""
    made = await opinions.ask_outside(me.doors, me.actor, case_id, body.discipline, body.documents)
    told = {
        "url": f"{me.doors.base_url}/avis/{made.token}",
        "api_url": f"{PREFIX}/opinions/{made.token}",
        "expires_at": made.expires_at.isoformat(),
    }
    return JSONResponse(told, 201, NO_REFERRER)


@routes.get("/opinions/{token}", summary="Look at what is asked", responses={200: {"model": AskedAnswer}, **GONE})
async def look(doors: Open, token: str) -> JSONResponse:
    """The service, the borough, the discipline and the documents attached; looking consumes nothing."""
    asked = await opinions.look(doors, token)
    files = [{"id": one, "name": name} for one, name in asked.documents]
    return JSONResponse({**vars(asked), "documents": files}, headers=NO_REFERRER)


@routes.get(
    "/opinions/{token}/documents/{document_id}",
    summary="Read an attached document",
    response_class=FileResponse,
    responses=GONE,
)
async def document(doors: Open, token: str, document_id: str) -> Response:
    """The bytes, to be saved."""
    row, content = await opinions.document(doors, token, document_id)
    return download(content, row.media_type, f"{row.kind}-{row.id[:8]}")


@routes.post(
    "/opinions/{token}",
    summary="Give the opinion",
    responses={200: {"model": ReceiptAnswer}, 202: {"model": AcceptedAnswer}, **GONE},
)
async def give(doors: Open, token: str, body: Annotated[GiveOutside, Depends(JsonBody(GiveOutside))]) -> JSONResponse:
    """One opinion; the link has served."""
    return answer_act(await opinions.give(doors, token, body.outcome, body.note))


@routes.get("/notices/{case_id}", summary="Read a public notice", responses={200: {"model": NoticeAnswer}})
async def notice(doors: Open, case_id: str) -> JSONResponse:
    """The notice of a minor exemption that the council has not decided yet."""
    return JSONResponse(vars(await notices.public_notice(doors, case_id)))


@routes.post(
    "/notices/{case_id}/comments",
    status_code=201,
    summary="Comment on a public notice",
    responses={201: {"model": ReceivedAnswer}},
)
async def comment(
    doors: Open,
    case_id: str,
    body: Annotated[PublicComment, Depends(JsonBody(PublicComment))],
    idempotency_key: Key = "",
) -> JSONResponse:
    """Anyone may comment until the day of the sitting; the council is given every comment."""
    await notices.comment(doors, case_id, body.name, body.text, idempotency_key)
    return JSONResponse({"received": True}, 201)


@routes.get(
    "/cases/{case_id}/comments", summary="Read the public's comments", responses={200: {"model": CommentsAnswer}}
)
async def comments(me: Me, case_id: str) -> JSONResponse:
    """Every comment, for those who carry them to the council."""
    found = await notices.comments(me.doors, me.actor, case_id)
    return JSONResponse({"comments": [{"at": one.at.isoformat(), "name": one.name, "text": one.text} for one in found]})
