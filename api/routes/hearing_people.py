"""The people of a hearing by video: added, kept apart, sent their links; and the public's way in."""

from typing import Annotated, Any, Final

from fastapi import Depends, Request
from fastapi.responses import JSONResponse

from api import people_answers as shapes
from api.addresses import address_of
from api.deps import Me, Open, an_id
from api.json_bodies import JsonBody
from api.people_bodies import LinkSent, NothingMore, PairNamed, PersonAdded, PresenceSaid, WatcherAsked
from api.routing import router
from casework import hearing_people, watching
from casework.hearing_people import Newcomer

routes = router("/hearings/{hearing_id}", "hearings")
BOARD: Final[dict[int | str, dict[str, Any]]] = {200: {"model": shapes.BoardAnswer}}
ADDED: Final[dict[int | str, dict[str, Any]]] = {201: {"model": shapes.AddedAnswer}}
ASKED: Final[dict[int | str, dict[str, Any]]] = {202: {"model": shapes.AskedAnswer}}


@routes.get("/people", summary="Read who is of a hearing", responses=BOARD)
async def read(me: Me, hearing_id: str) -> JSONResponse:
    """Everybody of a hearing by video, what stands for their link, their self-test, and who may not meet."""
    found = await hearing_people.board(me.doors, me.actor, an_id(hearing_id))
    return JSONResponse(shapes.board(found), headers={"Cache-Control": "no-store"})


@routes.post("/people", status_code=201, summary="Add somebody to a hearing", responses=ADDED)
async def add(me: Me, hearing_id: str, body: Annotated[PersonAdded, Depends(JsonBody(PersonAdded))]) -> JSONResponse:
    """A lawyer, an interpreter, a witness or somebody of the public, with a name and an e-mail address."""
    who = Newcomer(body.part, body.name, body.email, body.language)
    key = await hearing_people.add(me.doors, me.actor, an_id(hearing_id), who)
    return JSONResponse({"participant": key}, 201)


@routes.delete("/people/{participant}", summary="Remove somebody from a hearing", responses=BOARD)
async def remove(
    me: Me, hearing_id: str, participant: str, body: Annotated[NothingMore, Depends(JsonBody(NothingMore))]
) -> JSONResponse:
    """Somebody who was added is of the hearing no more; their link opens nothing."""
    await hearing_people.remove(me.doors, me.actor, an_id(hearing_id), participant)
    return await read(me, hearing_id)


@routes.post("/people/{participant}/link", status_code=202, summary="Send somebody their link", responses=ASKED)
async def send(
    me: Me, hearing_id: str, participant: str, body: Annotated[LinkSent, Depends(JsonBody(LinkSent))]
) -> JSONResponse:
    """The link leaves by mail within seconds; `renew` takes the earlier one back."""
    await hearing_people.send(me.doors, me.actor, an_id(hearing_id), participant, renew=body.renew)
    return JSONResponse({"participant": participant, "asked": True}, 202)


@routes.delete("/people/{participant}/link", summary="Take somebody's link back", responses=BOARD)
async def revoke(
    me: Me, hearing_id: str, participant: str, body: Annotated[NothingMore, Depends(JsonBody(NothingMore))]
) -> JSONResponse:
    """The link opens nothing from now on; taken back already, it stays so."""
    await hearing_people.revoke(me.doors, me.actor, an_id(hearing_id), participant)
    return await read(me, hearing_id)


@routes.post("/people/{participant}/presence", summary="Note that the interpreter will be there", responses=BOARD)
async def confirm(
    me: Me, hearing_id: str, participant: str, body: Annotated[PresenceSaid, Depends(JsonBody(PresenceSaid))]
) -> JSONResponse:
    """The interpreter confirmed, or will not be there after all."""
    await hearing_people.confirm(me.doors, me.actor, an_id(hearing_id), participant, there=body.confirmed)
    return await read(me, hearing_id)


@routes.post("/apart", summary="Keep two people apart", responses=BOARD)
async def keep_apart(
    me: Me, hearing_id: str, body: Annotated[PairNamed, Depends(JsonBody(PairNamed))]
) -> JSONResponse:  # fmt: skip
    """Two people who may not meet, neither in the room nor in a private one; never a judge or a clerk."""
    await hearing_people.keep_apart(me.doors, me.actor, an_id(hearing_id), body.one, body.other)
    return await read(me, hearing_id)


@routes.delete("/apart", summary="Let two people meet again", responses=BOARD)
async def let_meet(
    me: Me, hearing_id: str, body: Annotated[PairNamed, Depends(JsonBody(PairNamed))]
) -> JSONResponse:  # fmt: skip
    """Two people who may meet after all."""
    await hearing_people.let_meet(me.doors, me.actor, an_id(hearing_id), body.one, body.other)
    return await read(me, hearing_id)


@routes.post("/watch", status_code=202, summary="Ask to watch a hearing", responses=ASKED)
async def watch(
    request: Request, doors: Open, hearing_id: str, body: Annotated[WatcherAsked, Depends(JsonBody(WatcherAsked))]
) -> JSONResponse:
    """A link of one's own by mail, where the hearing is by video and open to the public; twenty people at most."""
    doors.limits.count("watch_hearing", address_of(request.scope))
    await watching.ask(doors, an_id(hearing_id), body.name, body.email, body.language)
    return JSONResponse({"participant": "observer", "asked": True}, 202)
