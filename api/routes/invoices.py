"""The boroughs' open invoices."""

from fastapi.responses import JSONResponse

from api.deps import Me
from api.money_answers import InvoiceList
from api.money_rendering import invoices as rendered
from api.routing import router
from casework import invoices

routes = router("/invoices", "invoices")


@routes.get("", summary="List open invoices", responses={200: {"model": InvoiceList}})
async def list_open(me: Me) -> JSONResponse:
    """Invoices with something left to pay, the earliest due first, and what is owed by age."""
    found, ages = await invoices.open_invoices(me.doors, me.actor)
    return JSONResponse(rendered(found, ages))
