"""Joining a hearing held at a distance: a participant's link, taken back, shown at the door."""

from http import HTTPStatus
from typing import Annotated, Any, Final

from fastapi import Depends
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api import hearing_answers as shapes
from api.deps import Me, Open, an_id
from api.hearing_bodies import LinkAsked, LinkRevoked, LinkShown
from api.json_bodies import JsonBody
from api.routing import router
from casework import joining
from domain.errors import NotFound

routes = router(tag="hearings")
MADE: Final[dict[int | str, dict[str, Any]]] = {201: {"model": shapes.LinkAnswer}}
TAKEN_BACK: Final[dict[int | str, dict[str, Any]]] = {200: {"model": shapes.LinkStanding}}
ADMITTED: Final[dict[int | str, dict[str, Any]]] = {
    200: {"model": shapes.DoorAnswer},
    401: {"description": "No link of ours."},
    403: {"description": "Too early, too late, taken back, or a link to another hearing."},
}


@routes.post("/cases/{case_id}/hearing-links", status_code=201, summary="Give a link to the hearing", responses=MADE)
async def give(me: Me, case_id: str, body: Annotated[LinkAsked, Depends(JsonBody(LinkAsked))]) -> JSONResponse:
    """The link of a participant to the hearing that is set; a party has its own, the court's clerk everybody's."""
    found = await joining.link(me.doors, me.actor, an_id(case_id), body.participant, renew=body.renew)
    return JSONResponse({"token": found.token, "door": shapes.door(found.door)}, 201)


@routes.delete("/cases/{case_id}/hearing-links", summary="Take a link back", responses=TAKEN_BACK)
async def revoke(me: Me, case_id: str, body: Annotated[LinkRevoked, Depends(JsonBody(LinkRevoked))]) -> JSONResponse:
    """The link opens nothing from now on; taken back already, it stays so."""
    await joining.revoke(me.doors, me.actor, an_id(case_id), body.participant)
    return JSONResponse({"participant": body.participant, "standing": False})


@routes.post("/hearings/{hearing_id}/door", summary="Come to the door of a hearing", responses=ADMITTED)
async def enter(doors: Open, hearing_id: str, body: Annotated[LinkShown, Depends(JsonBody(LinkShown))]) -> JSONResponse:
    """Whether the link opens this door now: from 30 minutes before the hour to 4 hours after it."""
    try:
        return JSONResponse(shapes.door(await joining.enter(doors, hearing_id, body.token)))
    except NotFound as refusal:
        raise HTTPException(HTTPStatus.FORBIDDEN) from refusal  # it is a link of ours, to another hearing
