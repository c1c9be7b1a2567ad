"""What an administrator looks at to keep the counter going."""

from fastapi.responses import JSONResponse
from typing_extensions import TypedDict

from api import operations as shapes
from api.answers import Instant
from api.deps import Me
from api.operations import OperationsAnswer
from api.routing import router
from casework import operating
from casework.operating import OpenFault

routes = router(tag="operating")


class FaultAnswer(TypedDict):
    """What must not happen, and did: its kind, the case that it is about, and how often it was seen."""

    kind: str
    case_id: str | None
    detail: str
    seen_at: Instant
    looks: int


class FaultList(TypedDict):
    """Open faults, oldest first."""

    faults: list[FaultAnswer]


@routes.get("/faults", summary="List what went wrong", responses={200: {"model": FaultList}})
async def faults(me: Me) -> JSONResponse:
    """Faults that nobody closed, oldest first: a case that is stuck, a difference between record and engine."""
    rows = await operating.open_faults(me.doors, me.actor)
    return JSONResponse({"faults": [_fault(row) for row in rows]})


@routes.get("/operations", summary="Is everything well?", responses={200: {"model": OperationsAnswer}})
async def operations(me: Me) -> JSONResponse:
    """Stuck cases, reconciler, workers, queues, engine, hearings, faults: each read by itself at this moment."""
    return JSONResponse(shapes.answer(await operating.read(me.doors, me.actor)))


def _fault(row: OpenFault) -> FaultAnswer:
    return {
        "kind": row.kind,
        "case_id": row.case_id,
        "detail": row.detail,
        "seen_at": row.seen_at.isoformat(),
        "looks": row.looks,
    }
