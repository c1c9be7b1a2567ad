"""Another date for one's own hearing: moved where the regime leaves it free, or earlier when a slot comes free."""

from typing import Annotated, Any, Final

from fastapi import Depends
from fastapi.responses import JSONResponse

from api import moving_answers as shapes
from api.answers import AcceptedAnswer, ReceiptAnswer
from api.deps import IfMatch, Key, Me, version_read
from api.json_bodies import JsonBody
from api.moving_answers import EarlierAnswer, EarlierAsked, MovedTo, NothingMore, ReachableList
from api.receipts import answer_act
from api.routes.hearings import SinceDay
from api.routing import router
from casework import earlier_dates, moving
from casework.acting import Request
from domain.clock import parse_date

routes = router(tag="hearings")
DONE: Final[dict[int | str, dict[str, Any]]] = {200: {"model": ReceiptAnswer}, 202: {"model": AcceptedAnswer}}
STANDS: Final[dict[int | str, dict[str, Any]]] = {200: {"model": EarlierAnswer}}
Nothing = Annotated[NothingMore, Depends(JsonBody(NothingMore))]


@routes.get(
    "/cases/{case_id}/free-slots", summary="List where a hearing could go", responses={200: {"model": ReachableList}}
)
async def free_slots(me: Me, case_id: str, since: SinceDay = "") -> JSONResponse:
    """Free slots that suit the case, for its defence, where the regime leaves it free to move its hearing."""
    first = parse_date(since, "from") if since else None
    return JSONResponse(shapes.reachable(await moving.choice(me.doors, me.actor, case_id, first)))


@routes.post("/cases/{case_id}/move-hearing", summary="Move a hearing", responses=DONE)
async def move(
    me: Me, case_id: str, body: Annotated[MovedTo, Depends(JsonBody(MovedTo))], key: Key = "", if_match: IfMatch = ""
) -> JSONResponse:
    """Take a free slot and give the old one up, in one act; 409 when somebody was first."""
    request = Request("move_hearing", {}, key, version_read(if_match))
    return answer_act(await moving.move(me.doors, me.actor, case_id, body.slot, request))


@routes.get("/cases/{case_id}/earlier-date", summary="Read what stands about an earlier date", responses=STANDS)
async def read_earlier(me: Me, case_id: str) -> JSONResponse:
    """Since when the case waits for an earlier date, and what it is offered now."""
    return JSONResponse(shapes.earlier(await earlier_dates.standing(me.doors, me.actor, case_id)))


@routes.post("/cases/{case_id}/earlier-date", summary="Wait for an earlier date", responses=STANDS)
async def ask(me: Me, case_id: str, body: Annotated[EarlierAsked, Depends(JsonBody(EarlierAsked))]) -> JSONResponse:
    """Each slot that comes free is offered to whoever has waited longest and whom it suits."""
    return JSONResponse(shapes.earlier(await earlier_dates.ask(me.doors, me.actor, case_id, body.notice_days)))


@routes.post("/cases/{case_id}/earlier-date/end", summary="Stop waiting for an earlier date", responses=STANDS)
async def end(me: Me, case_id: str, body: Nothing) -> JSONResponse:
    """The hearing stays as it is; an offer that stands is left to the next."""
    return JSONResponse(shapes.earlier(await earlier_dates.end(me.doors, me.actor, case_id)))


@routes.post("/cases/{case_id}/offers/{offer_id}/take", summary="Take an offered date", responses=DONE)
async def take(
    me: Me, case_id: str, offer_id: str, body: Nothing, key: Key = "", if_match: IfMatch = ""
) -> JSONResponse:
    """The offered slot becomes the hearing's."""
    request = Request(earlier_dates.ACT, {}, key, version_read(if_match))
    return answer_act(await earlier_dates.take(me.doors, me.actor, case_id, offer_id, request))


@routes.post("/cases/{case_id}/offers/{offer_id}/decline", summary="Leave an offered date", responses=STANDS)
async def decline(me: Me, case_id: str, offer_id: str, body: Nothing) -> JSONResponse:
    """It is offered to the next; the case keeps its place in the line."""
    return JSONResponse(shapes.earlier(await earlier_dates.decline(me.doors, me.actor, case_id, offer_id)))
