"""The JSON door: an app made from the doors that an entry point built."""

import time
from collections.abc import Awaitable, Callable, Mapping

from fastapi import FastAPI
from fastapi.responses import JSONResponse

from adapters.payments import check_signature
from api import problems
from api.openapi import describe
from api.routes import acts, cases, catalogue, desk, documents, drafts, health, operating, webhooks
from api.routing import PREFIX
from casework.doors import Doors

Probe = Callable[[], Awaitable[bool]]
TITLE = "Guichet"
VERSION = "1"


def create_api(doors: Doors, probes: Mapping[str, Probe]) -> FastAPI:
    """The API on `doors`; `/readyz` asks `probes`, by the name of the part."""
    app = FastAPI(title=TITLE, version=VERSION, openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    app.state.doors = doors
    app.state.probes = probes
    app.state.check_webhook = _signature_check(doors.gateway_secret)
    problems.install(app)
    for part in (catalogue, drafts, cases, acts, documents, desk, operating, webhooks, health):
        app.router.routes.extend(part.routes.routes)
    _publish_description(app)
    return app


def _signature_check(secret: str) -> Callable[[str, bytes], None]:
    def check(header: str, body: bytes) -> None:
        check_signature(secret, header, body, time.time())

    return check


def _publish_description(app: FastAPI) -> None:
    """Described once, at start: the routes do not change."""
    description = describe(app)

    async def openapi() -> JSONResponse:
        return JSONResponse(description, headers={"Cache-Control": "public, max-age=3600"})

    app.add_api_route(f"{PREFIX}/openapi.json", openapi, include_in_schema=False)
