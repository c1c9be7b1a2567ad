"""The JSON door: an app made from the doors that an entry point built."""

from collections.abc import Awaitable, Callable, Mapping

from fastapi import FastAPI
from fastapi.responses import JSONResponse

from api import problems
from api.openapi import describe
from api.routes import (
    acts,
    cases,
    catalogue,
    contest_acts,
    desk,
    dockets,
    documents,
    drafts,
    health,
    hearing_people,
    hearings,
    invoices,
    joining,
    keeping,
    letter_changes,
    links,
    moving,
    operating,
    outside,
    preferences,
    rooms,
    statement_files,
    statements,
    tills,
    webhooks,
    worklist,
)
from api.routing import PREFIX
from casework.doors import Doors
from casework.room_lines import Lines

Probe = Callable[[], Awaitable[bool]]
TITLE = "Guichet"
VERSION = "1"


def create_api(doors: Doors, probes: Mapping[str, Probe], comforts: Mapping[str, Probe] | None = None) -> FastAPI:
    """The API on `doors`; `/readyz` asks `probes`, by the name of the part, and `comforts`, which may be missing."""
    app = FastAPI(title=TITLE, version=VERSION, openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    app.state.doors, app.state.lines = doors, Lines(doors)
    app.state.probes, app.state.comforts = probes, comforts or {}
    problems.install(app)
    for part in (
        catalogue, drafts, cases, acts, documents, desk, worklist, letter_changes, links, outside, tills, invoices,
        hearings, dockets, moving, joining, rooms, keeping, preferences, operating, webhooks, health, statements,
        contest_acts, statement_files, hearing_people,
    ):  # fmt: skip
        app.router.routes.extend(part.routes.routes)
    _publish_description(app)
    return app


def _publish_description(app: FastAPI) -> None:
    """Described once, at start: the routes do not change."""
    description = describe(app)

    async def openapi() -> JSONResponse:
        return JSONResponse(description, headers={"Cache-Control": "public, max-age=3600"})

    app.add_api_route(f"{PREFIX}/openapi.json", openapi, include_in_schema=False)
