"""What concerns no single case: open tasks, the exported list, a letter's public facts."""

from fastapi import Request
from fastapi.responses import JSONResponse, Response

from api import rendering
from api.addresses import address_of
from api.answers import TaskList, VerifiedAnswer
from api.deps import Me, Open
from api.downloads import CsvResponse, download
from api.filters import Wanted
from api.routing import router
from casework import reading, worklist

routes = router(tag="desk")


@routes.get("/tasks", summary="List what waits for one", responses={200: {"model": TaskList}})
async def tasks(me: Me) -> JSONResponse:
    """Open tasks that the person may see, most urgent first."""
    rows = await worklist.open_tasks(me.doors, me.actor)
    return JSONResponse({"tasks": [rendering.task(row) for row in rows]})


@routes.get("/export.csv", summary="Export the worklist", response_class=CsvResponse)
async def export(me: Me, wanted: Wanted) -> Response:
    """At most 5,000 cases as CSV; no cell can become a formula."""
    text = await worklist.export_csv(me.doors, me.actor, wanted)
    return download(text.encode(), "text/csv; charset=utf-8", "dossiers.csv")


@routes.get("/verify/{code}", summary="Verify a letter", responses={200: {"model": VerifiedAnswer}})
async def verify(doors: Open, code: str, request: Request) -> JSONResponse:
    """What anyone who holds a letter may know of it: whether it is ours, and still stands."""
    doors.limits.count("look_up", address_of(request.scope))
    return JSONResponse(rendering.verified(await reading.verify(doors, code)))
