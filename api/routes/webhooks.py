"""The gateways' messages: believed for their signature alone, kept before they are acted upon."""

import time
from typing import Annotated

from fastapi import Header, Request
from fastapi.responses import JSONResponse

from api.answers import Received
from api.deps import Open
from api.json_bodies import require_json
from api.routing import router
from casework import webhooks
from casework.doors import Doors

routes = router("/webhooks", "webhooks")


@routes.post("/payments", summary="Take a payment's message", responses={200: {"model": Received}})
async def payments(
    doors: Open, request: Request, gateway_signature: Annotated[str, Header(alias="Gateway-Signature")] = ""
) -> JSONResponse:
    """Keep a signed message once; a message seen before, or of a kind we do not know, is answered 200 as well."""
    return await _keep(doors, request, "sandbox", gateway_signature)


@routes.post("/stripe", summary="Take a message of Stripe", responses={200: {"model": Received}})
async def stripe(
    doors: Open, request: Request, stripe_signature: Annotated[str, Header(alias="Stripe-Signature")] = ""
) -> JSONResponse:
    """The same for Stripe: of what it sends only the ids and the kind are kept. 401 where Stripe is not the gateway."""
    return await _keep(doors, request, "stripe", stripe_signature)


async def _keep(doors: Doors, request: Request, provider: str, signature: str) -> JSONResponse:
    raw = await request.body()
    message = webhooks.read_message(doors, provider, signature, raw, time.time())
    require_json(request.headers.get("content-type", ""))
    return JSONResponse({"received": True, "new": await webhooks.keep_message(doors, message)})
