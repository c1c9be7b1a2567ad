"""A hearing's room: a ticket for a link, the line, exhibits while they are shown, tests of equipment before the day."""

from collections.abc import Awaitable
from http import HTTPStatus
from typing import Annotated, Any, Final, TypeVar
from urllib.parse import urlsplit

from fastapi import Depends, Request, WebSocket
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from api import room_cookies
from api.deps import Open, doors_of
from api.downloads import FileResponse, shown
from api.json_bodies import JsonBody
from api.room_bodies import RelayAnswer, RelayAsked, SelfTestAnswer, SelfTested, TicketAnswer, TicketAsked
from api.routing import router
from api.sockets import Socket, is_ours
from casework import room_exhibits, room_tickets, self_tests
from casework.room_tickets import Asked
from domain.errors import NotFound
from domain.room import part_of

routes = router(tag="hearings")
T = TypeVar("T")
LONGEST_TICKET: Final = room_tickets.LONGEST
REFUSED: Final[dict[int | str, dict[str, Any]]] = {
    401: {"description": "No link of ours; or a judge, a clerk or a prosecutor who is not signed in as one."},
    403: {"description": "Too early, too late, taken back, or a link to another hearing."},
    409: {"description": "The link is in use on another device."},
    503: {"description": "No room was made yet, or a part is down."},
}
LET_IN: Final[dict[int | str, dict[str, Any]]] = {201: {"model": TicketAnswer}, **REFUSED}
RELAYED: Final[dict[int | str, dict[str, Any]]] = {200: {"model": RelayAnswer}, 401: REFUSED[401], 403: REFUSED[403]}
TESTED: Final[dict[int | str, dict[str, Any]]] = {201: {"model": SelfTestAnswer}, 401: REFUSED[401], 403: REFUSED[403]}
SERVED: Final[dict[int | str, dict[str, Any]]] = {401: {"description": "Neither a ticket nor a joined device."}}


@routes.post("/hearings/{hearing_id}/tickets", status_code=201, summary="Come in with a link", responses=LET_IN)
async def ticket(
    doors: Open, request: Request, hearing_id: str, body: Annotated[TicketAsked, Depends(JsonBody(TicketAsked))]
) -> JSONResponse:
    """A ticket of five minutes for this device: the first message of the line. One device at a time holds a link."""
    cookie = room_cookies.brought(doors, request) or room_cookies.new()
    actor = await room_cookies.signed_in(doors, request) if _from_a_page_of_ours(request) else None
    asked = Asked(body.token, room_tickets.device_of(doors, cookie), actor, body.lang)
    given = await _of_this_hearing(room_tickets.give(doors, hearing_id, asked))
    door, who = given.door, given.ticket.participant
    answer = JSONResponse({
        "ticket": given.token, "expires_in": int(room_tickets.LASTS.total_seconds()), "you": who, "part": part_of(who),
        "reference": door.reference, "room": door.room, "starts_at": door.starts_at.isoformat(),
        "opens_at": door.opens_at.isoformat(), "record": given.record,
    }, 201, {"Cache-Control": "no-store"})  # fmt: skip
    room_cookies.give(doors, answer, cookie)
    return answer


@routes.post("/hearings/{hearing_id}/rtc", summary="How browsers reach each other", responses=RELAYED)
async def rtc(doors: Open, hearing_id: str, body: Annotated[RelayAsked, Depends(JsonBody(RelayAsked))]) -> JSONResponse:
    """The settings of peer connections for the holder of a link, from the day on which it was made."""
    ice = await _of_this_hearing(self_tests.settings(doors, hearing_id, body.token))
    return JSONResponse({"ice": ice}, headers={"Cache-Control": "no-store"})


@routes.post("/hearings/{hearing_id}/self-tests", status_code=201, summary="Keep a test of equipment", responses=TESTED)
async def self_test(
    doors: Open, hearing_id: str, body: Annotated[SelfTested, Depends(JsonBody(SelfTested))]
) -> JSONResponse:
    """What the holder of a link found out about their device, from the day it was made until the door closes."""
    found = body.model_dump(exclude={"token"})
    kept = await _of_this_hearing(self_tests.keep(doors, hearing_id, body.token, found))
    told = {"participant": kept.participant, "at": kept.at.isoformat(), "ready": all(found.values())}
    return JSONResponse(told, 201)


@routes.get(
    "/hearings/{hearing_id}/exhibits/{number}",
    summary="The exhibit that is shown",
    response_class=FileResponse,
    responses=SERVED,
)
async def exhibit(doors: Open, request: Request, hearing_id: str, number: int) -> Response:
    """Its bytes for who is in the room, while it is shown: with a joined device's cookie, or `Authorization: Room`."""
    device = room_cookies.device(doors, request)
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "room":
        served = await _of_this_hearing(room_exhibits.by_ticket(doors, hearing_id, number, token, device))
    else:
        served = await room_exhibits.by_device(doors, hearing_id, number, device)
    return shown(served.content, served.row.media_type, served.name, served.row.sha256)


@routes.websocket("/hearings/{hearing_id}/room")
async def line(socket: WebSocket, hearing_id: str) -> None:
    """The line of one page to a hearing's room (docs/hearing-room.md)."""
    if not is_ours(socket):
        return await socket.close()
    await socket.accept()
    device = room_cookies.device(doors_of(socket), socket)
    await socket.app.state.lines.serve(hearing_id, device, Socket(socket))


async def _of_this_hearing(asking: Awaitable[T]) -> T:
    """A link of ours to another hearing is refused as any other that does not open this door."""
    try:
        return await asking
    except NotFound as refusal:
        raise HTTPException(HTTPStatus.FORBIDDEN) from refusal


def _from_a_page_of_ours(request: Request) -> bool:
    """Whether the session in this browser counts: not for what another site made it send."""
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")
