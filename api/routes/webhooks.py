"""The gateway's messages: believed for their signature alone, kept before they are acted upon."""

from typing import Annotated

from fastapi import Header, Request
from fastapi.responses import JSONResponse

from api.answers import Received
from api.deps import Open
from api.json_bodies import read_json, require_json
from api.routing import router
from casework import webhooks
from domain.errors import Invalid

routes = router("/webhooks", "webhooks")


@routes.post("/payments", summary="Take a payment's message", responses={200: {"model": Received}})
async def payments(
    doors: Open, request: Request, gateway_signature: Annotated[str, Header(alias="Gateway-Signature")] = ""
) -> JSONResponse:
    """Keep a signed message once; a message seen before, or of a kind we do not know, is answered 200 as well."""
    raw = await request.body()
    request.app.state.check_webhook(gateway_signature, raw)
    require_json(request.headers.get("content-type", ""))
    event = read_json(raw)
    if not isinstance(event, dict):
        raise Invalid({"body": "not-an-object"})
    return JSONResponse({"received": True, "new": await webhooks.keep_message(doors, event)})
