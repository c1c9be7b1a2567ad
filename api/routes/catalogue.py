"""What the city offers: read by anyone, priced before anything is filed."""

from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import JSONResponse

from api import offers
from api.bodies import Quoted
from api.deps import Open
from api.json_bodies import JsonBody
from api.routing import router
from casework import filing

routes = router(tag="catalogue")


@routes.get("/services", summary="List the services", responses={200: {"model": offers.ServiceList}})
async def list_services(doors: Open) -> JSONResponse:
    """Every service that is offered somewhere, with the boroughs where it is open."""
    return JSONResponse(offers.services(doors))


@routes.get("/services/{code}", summary="Read one service", responses={200: {"model": offers.ServiceAnswer}})
async def read_service(doors: Open, code: str, borough: Annotated[str, Query(max_length=10)] = "") -> JSONResponse:
    """Questions, documents and fees, under one borough's by-law when `borough` is given."""
    return JSONResponse(offers.service(doors, code, borough))


@routes.post("/services/{code}/quote", summary="Price an application", responses={200: {"model": offers.QuoteAnswer}})
async def quote(doors: Open, code: str, body: Annotated[Quoted, Depends(JsonBody(Quoted))]) -> JSONResponse:
    """The documents and fees that some answers call for; the same rules as filing, and nothing is kept."""
    return JSONResponse(offers.quote(await filing.quote(doors, code, body.borough, body.answers)))
