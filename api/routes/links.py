"""Links for a third person: made by the citizen, looked at by whoever holds them; looking consumes nothing."""

from typing import Annotated, Any, Final

from fastapi import Depends
from fastapi.responses import JSONResponse

from api.deps import Me, Open
from api.json_bodies import JsonBody
from api.money_answers import OwedAnswer, PayLinkAnswer
from api.money_bodies import PayLink
from api.routing import PREFIX, router
from casework import links

routes = router(tag="links")
LOOKED_AT: Final[dict[int | str, dict[str, Any]]] = {
    200: {"model": OwedAnswer},
    410: {"description": "The link is expired or forged."},
}
NO_REFERRER: Final = {"Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}


@routes.post(
    "/cases/{case_id}/pay-links",
    status_code=201,
    summary="Make a link to pay",
    responses={201: {"model": PayLinkAnswer}, 409: {"description": "Nothing is to be paid, or too many links stand."}},
)
async def make(me: Me, case_id: str, _: Annotated[PayLink, Depends(JsonBody(PayLink))]) -> JSONResponse:
    """A link with which somebody else pays what the case waits for; its token is shown here and never again."""
    made = await links.make_pay_link(me.doors, me.actor, case_id)
    told = {
        "url": f"{me.doors.base_url}/lien/{made.token}",
        "api_url": f"{PREFIX}/links/{made.token}",
        "expires_at": made.expires_at.isoformat(),
    }
    return JSONResponse(told, 201, NO_REFERRER)


@routes.get("/links/{token}", summary="Look at a link to pay", responses=LOOKED_AT)
async def look(doors: Open, token: str) -> JSONResponse:
    """What is owed, for which service and borough, and where it is paid; 410 when expired or forged."""
    owed = await links.owed(doors, token)
    return JSONResponse(vars(owed), headers=NO_REFERRER)
