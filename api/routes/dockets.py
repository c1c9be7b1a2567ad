"""Dates of hearings set together, and dockets of a period asked for."""

from typing import Annotated, Any, Final

from fastapi import Depends, Request
from fastapi.responses import JSONResponse

from api import docket_answers as shapes
from api.deps import Key, Me
from api.hearing_bodies import DatesPublished, DaysChosen, DocketAsked
from api.json_bodies import JsonBody
from api.routing import router
from casework import dockets, setting_dates
from casework.dockets import Choice
from casework.setting_dates import Chosen
from domain.clock import parse_date

routes = router(tag="hearings")
DONE: Final[dict[int | str, dict[str, Any]]] = {200: {"model": shapes.PublicationAnswer}}
CHOSEN: Final[dict[int | str, dict[str, Any]]] = {202: {"model": shapes.ChosenAnswer}}
ASKED: Final[dict[int | str, dict[str, Any]]] = {202: {"model": shapes.DocketAnswer}}


@routes.post("/hearings/publications", summary="Set the dates of several cases", responses=DONE)
async def publish(
    me: Me, request: Request, body: Annotated[DatesPublished, Depends(JsonBody(DatesPublished))], key: Key = ""
) -> JSONResponse:
    """Each case as it was read and each slot as it is free; what is refused is named with its problem, and the others
    are set. The same key again does nothing twice."""
    chosen = [Chosen(one.case_id, one.slot_id, one.seq) for one in body.dates]
    done = await setting_dates.publish(me.doors, me.actor, chosen, key)
    return JSONResponse(shapes.publication(done, request.scope))


@routes.post("/hearings/dockets", status_code=202, summary="Ask for the docket of a period", responses=ASKED)
async def ask(
    me: Me, body: Annotated[DocketAsked, Depends(JsonBody(DocketAsked))], key: Key = ""
) -> JSONResponse:  # fmt: skip
    """Every case that waits for a date placed in the free slots of the period; it is made apart: ask again for it."""
    first, last = parse_date(body.first, "first"), parse_date(body.last, "last")
    return JSONResponse(shapes.docket(await dockets.ask(me.doors, me.actor, first, last, key)), 202)


@routes.get("/hearings/dockets/{docket_id}", summary="Read a docket", responses={200: {"model": shapes.DocketAnswer}})
async def read(me: Me, docket_id: str) -> JSONResponse:
    """How far it is and what it is worth; its dates are read, compared and published on its pages."""
    return JSONResponse(shapes.docket((await dockets.read(me.doors, me.actor, docket_id)).proposal))


@routes.post("/hearings/dockets/{docket_id}/publish", status_code=202, summary="Publish a docket", responses=CHOSEN)
async def publish_docket(
    me: Me, docket_id: str, body: Annotated[DaysChosen, Depends(JsonBody(DaysChosen))]
) -> JSONResponse:  # fmt: skip
    """Have the dates of some days set, one after the other, in one's own name; those that were chosen before stay."""
    days = tuple(parse_date(one, f"days.{rank}") for rank, one in enumerate(body.days))
    return JSONResponse({"chosen": await dockets.publish(me.doors, me.actor, docket_id, Choice(days))}, 202)
