"""Statements of offence: served, found by number and a second fact, claimed; and what is done to their cases."""

from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import JSONResponse

from api.addresses import address_of
from api.answers import AcceptedAnswer, FoundAnswer, ReceiptAnswer
from api.contest_bodies import ClaimStatement, FindStatement, StatementServed
from api.deps import Key, Me, Open
from api.json_bodies import JsonBody
from api.receipts import answer_act
from api.routes.acts import ANSWERS
from api.routing import PREFIX, router
from casework import statements
from casework.acting import Accepted
from casework.statements import Served
from domain.statement import Count, Party, Statement

routes = router("/statements", "statements")


@routes.post(
    "",
    status_code=201,
    summary="Serve a statement of offence",
    responses={201: {"model": ReceiptAnswer}, 202: {"model": AcceptedAnswer}},
)
async def serve(
    me: Me, body: Annotated[StatementServed, Depends(JsonBody(StatementServed))], idempotency_key: Key = ""
) -> JSONResponse:
    """The case of a statement begins; the same statement again is answered with the first receipt."""
    done = await statements.serve(me.doors, me.actor, served(body), idempotency_key)
    if isinstance(done, Accepted):
        return answer_act(done)
    return answer_act(done, 201, {"Location": f"{PREFIX}/cases/{done.case_id}"})


@routes.post(
    "/find", summary="Find a statement by its number and a second fact", responses={200: {"model": FoundAnswer}}
)
async def find(
    request: Request, doors: Open, body: Annotated[FindStatement, Depends(JsonBody(FindStatement))]
) -> JSONResponse:
    """A pass to the case for half an hour. A wrong pair looks exactly like an unknown number (404)."""
    doors.limits.count("find_statement", address_of(request.scope))
    found = await statements.find(doors, statements.REGIME, body.number, body.fact)
    told: dict[str, Any] = {"claimed": found.claimed}
    if not found.claimed:
        told |= {"case_id": found.case_id, "token": found.token, "token_type": "Bearer"}
    return JSONResponse(told, headers={"Cache-Control": "no-store"})


@routes.post("/claim", summary="Claim a statement's case for the account", responses=ANSWERS)
async def claim(
    me: Me, body: Annotated[ClaimStatement, Depends(JsonBody(ClaimStatement))], idempotency_key: Key = ""
) -> JSONResponse:
    """From now on the account holds the case; the pass of its number opens it no more."""
    me.doors.limits.count("find_statement", f"claim {me.actor.id}")
    return answer_act(await statements.claim(me.doors, me.actor, body.number, body.code, idempotency_key))


def served(body: StatementServed) -> Served:
    """The statement that a body describes."""
    said = body.model_dump()
    counts = tuple(Count(**count) for count in said["counts"])
    party = Party(**(said["party"] | {"address": tuple(said["party"]["address"])}))
    names = ("number", "kind", "offence_at", "place", "district", "officer", "service_mode", "served_on", "warned")
    return Served(Statement(**{name: said[name] for name in names}, counts=counts, party=party), said["language"])
