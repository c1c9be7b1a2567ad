"""The sandbox gateway: a stand-in for a card processor, named as such, with its own page and its own book."""

import html
from collections.abc import Awaitable, Callable
from datetime import datetime

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from adapters.sandbox.announcer import Announcer, Manner
from adapters.sandbox.payment_book import BookedPayment, PaymentBook, RefundTooHigh

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
    """Hosted payments in a book of its own; what happens to them is told by an announcer."""

    def __init__(self, book: PaymentBook, announcer: Announcer, *, url: str, now: Now) -> None:
        self._book, self._announcer, self._url, self._now = book, announcer, url, now

    def app(self) -> Starlette:
        """Its routes."""
        return Starlette(
            routes=[
                Route("/v1/payments", self._open, methods=["POST"]),
                Route("/v1/payments/{id}", self._read),
                Route("/v1/payments/{id}/void", self._void, methods=["POST"]),
                Route("/v1/payments/{id}/refund", self._refund, methods=["POST"]),
                Route("/v1/manner", self._choose_manner, methods=["POST"]),
                Route("/pay/{id}", self._page, methods=["GET"]),
                Route("/pay/{id}", self._pay, methods=["POST"]),
            ]
        )

    async def _open(self, request: Request) -> Response:
        body = await request.json()
        known = self._book.get(body["id"]) is not None
        payment = self._book.open(body["id"], int(body["cents"]), body["purpose"])
        if not known:
            self._announcer.opened(payment)
        return self._answer(payment)

    async def _read(self, request: Request) -> Response:
        return self._answer(self._book.get(request.path_params["id"]))

    async def _void(self, request: Request) -> Response:
        before = self._book.get(request.path_params["id"])
        payment = self._book.void(request.path_params["id"], int((await request.json())["cents"]))
        if payment.status == "voided" and (before is None or before.status == "open"):
            self._announcer.voided(payment)
        return self._answer(payment)

    async def _refund(self, request: Request) -> Response:
        body = await request.json()
        payment = self._book.get(request.path_params["id"])
        if payment is None:
            return self._answer(None)
        try:
            refunded = self._book.refund(payment, int(body["cents"]), body["key"])
        except RefundTooHigh:
            return JSONResponse({"error": "refund-exceeds-capture"}, 409)
        if refunded != payment:
            self._announcer.refunded(refunded, body["key"], int(body["cents"]))
        return self._answer(refunded)

    async def _choose_manner(self, request: Request) -> Response:
        """For demonstrations and tests: how messages arrive from now on."""
        self._announcer.manner = Manner((await request.json())["manner"])
        return JSONResponse({"manner": self._announcer.manner})

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
        if paid != payment:
            self._announcer.captured(paid)
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
                "refunded_cents": payment.refunded_cents,
            }
        )
