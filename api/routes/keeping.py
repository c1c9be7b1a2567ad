"""What keeps and what destroys: holds, destruction lists and their certificates, the log of accesses."""

from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import JSONResponse, Response

from api import keeping as shapes
from api.deps import Key, Me
from api.downloads import PdfResponse, download
from api.json_bodies import JsonBody
from api.keeping import (
    AccessList,
    DestructionAnswer,
    DestructionList,
    DueList,
    HoldAnswer,
    HoldList,
    Nothing,
    Proposal,
    Reason,
)
from api.routing import PREFIX, router
from casework import access, keeping

routes = router(tag="keeping")

Why = Annotated[Reason, Depends(JsonBody(Reason))]
Empty = Annotated[Nothing, Depends(JsonBody(Nothing))]


@routes.get("/cases/{case_id}/accesses", summary="List who opened a case", responses={200: {"model": AccessList}})
async def accesses_of_case(me: Me, case_id: str) -> JSONResponse:
    """For its owner, the borough's director and administrators; what the owner reads names no staff."""
    return JSONResponse(shapes.accesses(await access.of_case(me.doors, me.actor, case_id)))


@routes.get("/accesses", summary="List what a person opened", responses={200: {"model": AccessList}})
async def accesses_of_person(me: Me, person: Annotated[str, Query(min_length=1, max_length=100)]) -> JSONResponse:
    """By account id, among the cases that the one who asks may see."""
    return JSONResponse(shapes.accesses(await access.of_person(me.doors, me.actor, person)))


@routes.get("/cases/{case_id}/holds", summary="List a case's legal holds", responses={200: {"model": HoldList}})
async def holds(me: Me, case_id: str) -> JSONResponse:
    """Holds that stand and holds that were lifted, with their reasons."""
    found = await keeping.holds_of(me.doors, me.actor, case_id)
    return JSONResponse({"holds": [shapes.hold(one) for one in found]})


@routes.post(
    "/cases/{case_id}/holds", status_code=201, summary="Place a legal hold", responses={201: {"model": HoldAnswer}}
)
async def place_hold(me: Me, case_id: str, body: Why, idempotency_key: Key = "") -> JSONResponse:
    """Nothing of the case is destroyed while the hold stands."""
    made = await keeping.place_hold(me.doors, me.actor, case_id, body.reason, idempotency_key)
    return JSONResponse(shapes.hold(made), 201)


@routes.post(
    "/cases/{case_id}/holds/{hold_id}/lift", summary="Lift a legal hold", responses={200: {"model": HoldAnswer}}
)
async def lift_hold(me: Me, case_id: str, hold_id: str, body: Why) -> JSONResponse:
    """The retention schedule applies again; a hold lifted already stays as it was."""
    return JSONResponse(shapes.hold(await keeping.lift_hold(me.doors, me.actor, case_id, hold_id, body.reason)))


@routes.get("/retention/due", summary="List cases due for destruction", responses={200: {"model": DueList}})
async def due(me: Me) -> JSONResponse:
    """Closed cases whose time under the retention schedule is over, and what still forbids destroying them."""
    rows = await keeping.due(me.doors, me.actor)
    return JSONResponse(shapes.due(me.doors.catalogue.retention.version, rows, await me.doors.clock.now()))


@routes.get("/destructions", summary="List destruction lists", responses={200: {"model": DestructionList}})
async def every(me: Me) -> JSONResponse:
    """Latest first; a director reads the cases of their borough."""
    found = await keeping.every(me.doors, me.actor)
    return JSONResponse({"destructions": [shapes.destruction(one) for one in found]})


@routes.post(
    "/destructions",
    status_code=201,
    summary="Propose a destruction list",
    responses={201: {"model": DestructionAnswer}},
)
async def propose(
    me: Me, body: Annotated[Proposal, Depends(JsonBody(Proposal))], idempotency_key: Key = ""
) -> JSONResponse:
    """Every case must be due, free of holds and at rest, or nothing is listed."""
    made = await keeping.propose(me.doors, me.actor, body.cases, idempotency_key)
    return JSONResponse(shapes.destruction(made), 201, {"Location": f"{PREFIX}/destructions/{made.id}"})


@routes.get("/destructions/{list_id}", summary="Read a destruction list", responses={200: {"model": DestructionAnswer}})
async def read(me: Me, list_id: str) -> JSONResponse:
    """Its cases, its approvals, and what became of it."""
    return JSONResponse(shapes.destruction(await keeping.find(me.doors, me.actor, list_id)))


@routes.post(
    "/destructions/{list_id}/approve",
    summary="Approve a destruction list",
    responses={200: {"model": DestructionAnswer}},
)
async def approve(me: Me, list_id: str, body: Empty) -> JSONResponse:
    """One approval a person; two different persons are needed."""
    return JSONResponse(shapes.destruction(await keeping.approve(me.doors, me.actor, list_id)))


@routes.post(
    "/destructions/{list_id}/order",
    status_code=202,
    summary="Have an approved list destroyed",
    responses={202: {"model": DestructionAnswer}},
)
async def order(me: Me, list_id: str, body: Empty) -> JSONResponse:
    """Carried out at once by a worker, case by case; read the list again for what became of each."""
    return JSONResponse(shapes.destruction(await keeping.order(me.doors, me.actor, list_id)), 202)


@routes.get(
    "/destructions/{list_id}/certificate", summary="Download a certificate of destruction", response_class=PdfResponse
)
async def certificate(me: Me, list_id: str) -> Response:
    """The sealed PDF, as stored."""
    pdf = await keeping.certificate(me.doors, me.actor, list_id)
    return download(pdf, PdfResponse.media_type, f"destruction-{list_id}.pdf")
