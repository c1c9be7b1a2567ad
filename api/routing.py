"""The routes' common manners: an unknown parameter is refused, and so is an Accept that cannot be met."""

from collections.abc import Callable, Coroutine
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.datastructures import DefaultPlaceholder
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.datastructures import Headers
from starlette.responses import Response

from api.faults import NotAcceptable
from casework import access
from domain.errors import InvalidText, UnknownFilter

Handler = Callable[[Request], Coroutine[Any, Any, Response]]

PREFIX: Final = "/api/v1"
PURPOSE: Final = "X-Guichet-Purpose"  # why a case is opened, for the log of accesses
ALWAYS_OFFERED: Final = frozenset({"lang"})


class CounterRoute(APIRoute):
    """A route that looks at the request's envelope before its content."""

    def get_route_handler(self) -> Handler:
        """The handler behind the two checks."""
        handle = super().get_route_handler()
        offered = ALWAYS_OFFERED | query_names(self.dependant)
        given, name = media_type(self), self.path.removeprefix(PREFIX)

        async def checked(request: Request) -> Response:
            if request.scope["query_string"]:
                refuse_parameters(request, offered)
            refuse_accept(request.headers, given)
            with access.opening(f"{request.method} {name}", request.headers.get(PURPOSE, "")):
                return await handle(request)

        return checked


def router(prefix: str = "", tag: str = "") -> APIRouter:
    """A router of such routes under the API's prefix."""
    return APIRouter(prefix=f"{PREFIX}{prefix}", tags=[tag], route_class=CounterRoute)


def media_type(of: APIRoute) -> str:
    """The type that a route answers in when it does not refuse."""
    kind = of.response_class.value if isinstance(of.response_class, DefaultPlaceholder) else of.response_class
    return kind.media_type or "*/*"


def query_names(of: Dependant) -> frozenset[str]:
    """Every query parameter that a route and what it depends on declare."""
    names = {field.alias for field in of.query_params}
    return frozenset(names.union(*(query_names(child) for child in of.dependencies)))


def refuse_parameters(request: Request, offered: frozenset[str]) -> None:
    """Raises UnknownFilter, and InvalidText for a NUL, which PostgreSQL refuses."""
    unknown = {name[:80]: "unknown-filter" for name in request.query_params if name not in offered}
    if unknown:
        raise UnknownFilter(unknown)
    for name, value in request.query_params.multi_items():
        if "\0" in value:
            raise InvalidText({name: "invalid-text"})


def refuse_accept(headers: Headers, given: str) -> None:
    """Raises NotAcceptable when no range of the Accept header takes what is given."""
    accept = headers.get("accept", "*/*")
    if "*/*" in (accept, given):
        return
    if not any(_takes(part, given) for part in accept.split(",")):
        raise NotAcceptable


def _takes(part: str, given: str) -> bool:
    wanted, *parameters = (piece.strip().lower() for piece in part.split(";"))
    if any(parameter.replace(" ", "") in ("q=0", "q=0.0", "q=0.00", "q=0.000") for parameter in parameters):
        return False
    return wanted in ("*/*", given, f"{given.partition('/')[0]}/*")
