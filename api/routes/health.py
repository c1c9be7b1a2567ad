"""Whether the door is open: for supervisors and load balancers; nothing here needs a name."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Final, NotRequired

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from typing_extensions import TypedDict

from api.measures import CONTENT_TYPE, MEASURES

Probe = Callable[[], Awaitable[bool]]
PATIENCE_SECONDS: Final = 2

routes = APIRouter(tags=["health"])


class Alive(TypedDict):
    """The process answers."""

    status: str


class Ready(TypedDict):
    """Each part by name, and whether it answers. `without`: what is missing and stops nobody."""

    status: str
    parts: dict[str, bool]
    without: NotRequired[list[str]]


@routes.get("/healthz", summary="Is the process alive?", responses={200: {"model": Alive}})
async def alive() -> JSONResponse:
    """Answers as long as the process does."""
    return JSONResponse({"status": "alive"}, headers={"Cache-Control": "no-store"})


@routes.get("/readyz", summary="Can the city work?", responses={200: {"model": Ready}, 503: {"model": Ready}})
async def ready(request: Request) -> JSONResponse:
    """Asks every part; 503 names the ones that are down."""
    parts, comforts = await ask(request.app.state.probes), await ask(request.app.state.comforts)
    up = all(parts.values())
    body: Ready = {"status": "ready" if up else "down", "parts": parts}
    if missing := [name for name, there in comforts.items() if not there]:
        body["without"] = missing
    return JSONResponse(body, 200 if up else 503, {"Cache-Control": "no-store"})


@routes.get("/metrics", summary="Counts and durations", response_class=PlainTextResponse)
async def metrics() -> Response:
    """Requests by route, in the text format of Prometheus."""
    return Response(MEASURES.text(), media_type=CONTENT_TYPE)


async def ask(probes: Mapping[str, Probe]) -> dict[str, bool]:
    """What each probe says within two seconds; silence and faults mean down."""
    answers = await asyncio.gather(*(_answers(probe) for probe in probes.values()))
    return dict(zip(probes, answers, strict=True))


async def _answers(probe: Probe) -> bool:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await probe()
    except Exception:  # a probe may fail in any way that its part can
        return False
