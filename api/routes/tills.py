"""The boroughs' tills: the day's float, receipts, count and difference, in cents."""

from datetime import date
from typing import Annotated, Any, Final

from fastapi import Depends
from fastapi.responses import JSONResponse

from api.deps import Me
from api.json_bodies import JsonBody
from api.money_answers import TillAnswer, TillFileAnswer, TillList
from api.money_bodies import TillCounted, TillOpened
from api.money_rendering import till, till_file
from api.routing import router
from casework import tills
from casework.tills import Amounts
from domain.errors import NotFound

routes = router("/tills", "tills")
OPENED: Final[dict[int | str, dict[str, Any]]] = {
    201: {"model": TillAnswer},
    409: {"description": "The till was opened today already."},
}
CLOSED: Final[dict[int | str, dict[str, Any]]] = {
    200: {"model": TillAnswer},
    409: {"description": "The till is closed already, or a payment is still being recorded."},
}


@routes.get("", summary="List tills", responses={200: {"model": TillList}})
async def list_visible(me: Me) -> JSONResponse:
    """The latest tills of the boroughs that the person works for."""
    return JSONResponse({"tills": [till(one) for one in await tills.list_tills(me.doors, me.actor)]})


@routes.post("", status_code=201, summary="Open a till", responses=OPENED)
async def open_today(me: Me, body: Annotated[TillOpened, Depends(JsonBody(TillOpened))]) -> JSONResponse:
    """Today's till of a borough, with its float; opened again alike, it is the same one."""
    return JSONResponse(till(await tills.open_till(me.doors, me.actor, body.borough, body.float_cents)), 201)


@routes.get("/{borough}/{day}", summary="Read a till", responses={200: {"model": TillFileAnswer}})
async def read(me: Me, borough: str, day: str) -> JSONResponse:
    """The receipts of one day from the ledger, and what the till should hold."""
    return JSONResponse(till_file(await tills.read_till(me.doors, me.actor, borough, a_day(day))))


@routes.post("/{borough}/{day}/close", summary="Close a till", responses=CLOSED)
async def close(
    me: Me, borough: str, day: str, body: Annotated[TillCounted, Depends(JsonBody(TillCounted))]
) -> JSONResponse:
    """Count it, state the difference, sign it, close it for ever."""
    count = (Amounts(body.cash_cents, body.cheque_cents, body.terminal_cents), body.reason)
    return JSONResponse(till(await tills.close_till(me.doors, me.actor, borough, a_day(day), count)))


def a_day(text: str) -> date:
    """A day of the address. Raises NotFound for what is none."""
    try:
        return date.fromisoformat(text if len(text) == 10 else "")
    except ValueError as fault:
        raise NotFound from fault
