"""The sandbox gateway: a stand-in for a card processor, named as such, with its own page and its own book."""

import asyncio
import html
import json
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import datetime

import aiohttp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from adapters.payments import SIGNATURE, signature
from adapters.sandbox.payment_book import BookedPayment, PaymentBook

log = logging.getLogger("guichet.sandbox")
RETRY_SECONDS = (1, 2, 4, 8, 15, 30)
Now = Callable[[], Awaitable[datetime]]

PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Paiement d’essai / Test payment</title>
<meta name="viewport" content="width=device-width"><style>body{{font:18px sans-serif;max-width:32rem;margin:3rem auto;
padding:0 1rem}}button{{font:inherit;padding:.6rem 1.2rem}}</style></head><body><main>
<h1>Paiement d’essai <span lang="en">/ Test payment</span></h1>
<p>Passerelle d’essai : aucun argent réel. <span lang="en">Sandbox gateway: no real money.</span></p>
<p>{purpose} — <strong>{dollars}&nbsp;$</strong></p>{act}</main></body></html>"""
BUTTON = (
    '<form method="post"><input type="hidden" name="back" value="{back}">'
    '<button>Payer <span lang="en">/ Pay</span></button></form>'
)


class Gateway:
    """Hosted payments and signed webhooks, retried until the city answers 200."""

    def __init__(self, book: PaymentBook, *, url: str, webhook_url: str, secret: str, now: Now) -> None:
        self._book, self._url, self._webhook_url, self._secret, self._now = book, url, webhook_url, secret, now
        self._http: aiohttp.ClientSession | None = None
        self._sending: set[asyncio.Task[None]] = set()
        self.silent = False

    def app(self) -> Starlette:
        """Its routes."""
        return Starlette(
            routes=[
                Route("/v1/payments", self._open, methods=["POST"]),
                Route("/v1/payments/{id}", self._read),
                Route("/v1/payments/{id}/void", self._void, methods=["POST"]),
                Route("/v1/payments/{id}/refund", self._refund, methods=["POST"]),
                Route("/pay/{id}", self._page, methods=["GET"]),
                Route("/pay/{id}", self._pay, methods=["POST"]),
            ]
        )

    async def _open(self, request: Request) -> Response:
        body = await request.json()
        return self._answer(self._book.open(body["id"], int(body["cents"]), body["purpose"]))

    async def _read(self, request: Request) -> Response:
        return self._answer(self._book.get(request.path_params["id"]))

    async def _void(self, request: Request) -> Response:
        return self._answer(self._book.void(request.path_params["id"], int((await request.json())["cents"])))

    async def _refund(self, request: Request) -> Response:
        payment = self._book.get(request.path_params["id"])
        return self._answer(self._book.refund(payment) if payment else None)

    async def _page(self, request: Request) -> Response:
        payment = self._book.get(request.path_params["id"])
        if payment is None:
            return HTMLResponse("<!doctype html><title>404</title><p>Paiement inconnu / Unknown payment</p>", 404)
        back = html.escape(request.query_params.get("back", ""), quote=True)
        act = BUTTON.format(back=back) if payment.status == "open" else f"<p>État / Status : {payment.status}</p>"
        dollars = f"{payment.cents / 100:.2f}".replace(".", ",")
        return HTMLResponse(PAGE.format(purpose=html.escape(payment.purpose), dollars=dollars, act=act))

    async def _pay(self, request: Request) -> Response:
        payment = self._book.get(request.path_params["id"])
        if payment is None:
            return JSONResponse({"error": "unknown"}, 404)
        paid = self._book.capture(payment, (await self._now()).isoformat())
        if paid.status == "captured" and not self.silent:
            self._announce(paid)
        back = str((await request.form()).get("back", ""))
        if back.startswith(("http://", "https://", "/")):
            return RedirectResponse(back, 303)
        return self._answer(paid)

    def _answer(self, payment: BookedPayment | None) -> Response:
        if payment is None:
            return JSONResponse({"error": "unknown"}, 404)
        return JSONResponse(
            {
                "id": payment.id,
                "status": payment.status,
                "cents": payment.cents,
                "hosted_url": f"{self._url}/pay/{payment.id}",
                "captured_at": payment.captured_at,
            }
        )

    def _session(self) -> aiohttp.ClientSession:
        """The one session of the process; it must be made inside its event loop."""
        if self._http is None:
            self._http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5))
        return self._http

    def _announce(self, payment: BookedPayment) -> None:
        task = asyncio.create_task(self._deliver(payment))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _deliver(self, payment: BookedPayment) -> None:
        event = {
            "id": f"evt-{payment.id}",
            "type": "payment.captured",
            "payment_id": payment.id,
            "cents": payment.cents,
            "currency": "CAD",
            "captured_at": payment.captured_at,
        }
        body = json.dumps(event).encode()
        for wait in (*RETRY_SECONDS, 0):
            headers = {SIGNATURE: signature(self._secret, int(time.time()), body), "content-type": "application/json"}
            try:
                async with self._session().post(self._webhook_url, data=body, headers=headers) as answer:
                    if answer.ok:
                        return
            except (aiohttp.ClientError, TimeoutError) as fault:
                log.info("webhook not delivered: %s", type(fault).__name__)
            await asyncio.sleep(wait)
