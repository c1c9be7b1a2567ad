"""A clerk's worklist: what waits by due date, files taken and given back, promises that were not kept."""

from datetime import date
from typing import Annotated, Any, Final, Literal

from fastapi import Depends, Query
from fastapi.responses import JSONResponse

from api import rendering
from api.answers import OverdueList, TaskAnswer, TaskPage
from api.bodies import Body, Code
from api.deps import Me
from api.filters import Wanted as Narrowed
from api.json_bodies import JsonBody
from api.routing import router
from casework import desk
from casework.desk import Wanted
from domain.errors import Invalid

routes = router(tag="desk")
ANSWERS: Final[dict[int | str, dict[str, Any]]] = {200: {"model": TaskAnswer}}


class Take(Body):
    """`held_by` names the colleague who holds the file, to take it over; empty takes a file that is free."""

    held_by: Code = ""


class GiveBack(Body):
    """Nothing more to say."""


async def wanted(
    narrowed: Narrowed,
    waiting: Annotated[str, Query(description="desk (by default) or citizen: who must act.")] = "",
    due_before: Annotated[str, Query(max_length=10, description="A local date; due dates before it.")] = "",
    overdue: Literal["", "true", "false"] = "",
    assigned: Annotated[str, Query(max_length=100, description="me, nobody, or an account.")] = "",
) -> Wanted:
    """The filters that the query asks for; `reference` may be a beginning, or the serial number alone."""
    try:
        before = date.fromisoformat(due_before) if due_before else None
    except ValueError as fault:
        raise Invalid({"due_before": "not-a-date"}) from fault
    plain = {name: getattr(narrowed, name) for name in ("state", "service", "borough", "task", "reference")}
    return Wanted(**plain, waiting=waiting, due_before=before, overdue=overdue == "true", assigned=assigned)


@routes.get("/worklist", summary="List what waits, by due date", responses={200: {"model": TaskPage}})
async def list_tasks(
    me: Me,
    asked: Annotated[Wanted, Depends(wanted)],
    cursor: Annotated[str, Query(max_length=400)] = "",
    page_size: int = 25,
) -> JSONResponse:
    """Open tasks of the boroughs that one works for; queues are counted on the first page, up to 1,000 each."""
    return JSONResponse(rendering.task_page(await desk.tasks(me.doors, me.actor, asked, cursor, page_size)))


@routes.post("/cases/{case_id}/take", summary="Take a file", responses=ANSWERS)
async def take(me: Me, case_id: str, body: Annotated[Take, Depends(JsonBody(Take))]) -> JSONResponse:
    """Put one's name on the file; 409 when a colleague was first. No event of the case."""
    return JSONResponse(rendering.task(await desk.take(me.doors, me.actor, case_id, body.held_by)))


@routes.post("/cases/{case_id}/give-back", summary="Give a file back", responses=ANSWERS)
async def give_back(me: Me, case_id: str, body: Annotated[GiveBack, Depends(JsonBody(GiveBack))]) -> JSONResponse:
    """Take one's name off the file; a director, anybody's."""
    return JSONResponse(rendering.task(await desk.give_back(me.doors, me.actor, case_id)))


@routes.get("/overdue", summary="List the promises that were not kept", responses={200: {"model": OverdueList}})
async def list_overdue(me: Me) -> JSONResponse:
    """Promised dates that passed in open cases, the oldest first, with who answers for them."""
    found = await desk.overdue(me.doors, me.actor)
    return JSONResponse({"promises": [rendering.breach(one) for one in found]})
