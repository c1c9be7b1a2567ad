"""The client of the sandbox gateway, a stand-in for a card processor; and the signature of its webhooks."""

import hashlib
import hmac
import json
from datetime import datetime
from http import HTTPStatus
from typing import Any

import aiohttp

from domain.acts import PaymentDue
from domain.errors import Invalid, InvalidSignature, RefundExceedsCapture, StaleSignature
from domain.ports import GatewayMessage, GatewayPayment

TOLERANCE_SECONDS = 300
SIGNATURE = "gateway-signature"
PROVIDER = "sandbox"


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """`t=…,v1=…`: HMAC-SHA-256 over the timestamp and the raw body."""
    digest = hmac.new(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={timestamp},v1={digest}"


def check_signature(secret: str, header: str | None, body: bytes, now: float) -> None:
    """Raises InvalidSignature, or StaleSignature when it is more than five minutes from `now` (epoch seconds)."""
    parts = dict(part.split("=", 1) for part in (header or "").split(",") if "=" in part)
    stamp = parts.get("t", "")
    if not stamp.isascii() or not stamp.isdecimal() or len(stamp) > 12:
        raise InvalidSignature
    if not hmac.compare_digest(signature(secret, int(stamp), body).encode(), (header or "").encode()):
        raise InvalidSignature
    if abs(now - int(stamp)) > TOLERANCE_SECONDS:
        raise StaleSignature


def read_event(body: bytes) -> dict[str, Any]:
    """A message that is a JSON object with an id and a type. Raises Invalid."""
    try:
        event = json.loads(body)
    except ValueError as fault:
        raise Invalid({"body": "not-an-object"}) from fault
    if not isinstance(event, dict):
        raise Invalid({"body": "not-an-object"})
    event_id, kind = event.get("id"), event.get("type")
    if (
        not isinstance(event_id, str)
        or not isinstance(kind, str)
        or not 1 <= len(event_id) <= 200
        or not event_id.isprintable()
    ):
        raise Invalid({"id": "required"})
    return event


class SandboxWebhooks:
    """`WebhookReader` of the sandbox gateway."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def read(self, header: str, body: bytes, now: float) -> GatewayMessage:
        """The message. Raises InvalidSignature, StaleSignature, Invalid."""
        check_signature(self._secret, header, body, now)
        event = read_event(body)
        return GatewayMessage(PROVIDER, event["id"], event["type"][:100], str(event.get("payment_id", ""))[:200])


class SandboxGateway:
    """`PaymentGateway` over HTTP; every call is idempotent by the payment's id, a refund by its key."""

    provider = PROVIDER

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self._url = url.rstrip("/")
        self._http = http

    async def open(self, due: PaymentDue) -> GatewayPayment:
        """Open, or return what this key already opened."""
        return await self._ask("", {"id": due.payment_id, "cents": due.cents, "purpose": due.purpose})

    async def read(self, payment_id: str) -> GatewayPayment | None:
        """Read, None when unknown."""
        async with self._http.get(f"{self._url}/v1/payments/{payment_id}") as answer:
            if answer.status == HTTPStatus.NOT_FOUND:
                return None
            answer.raise_for_status()
            return _payment(await answer.json())

    async def void(self, payment_id: str, cents: int) -> GatewayPayment:
        """Close for ever, unless captured."""
        return await self._ask(f"/{payment_id}/void", {"cents": cents})

    async def refund(self, payment_id: str, cents: int, key: str) -> GatewayPayment:
        """Give back, once a key. Raises RefundExceedsCapture."""
        return await self._ask(f"/{payment_id}/refund", {"cents": cents, "key": key})

    async def _ask(self, path: str, body: dict[str, Any]) -> GatewayPayment:
        async with self._http.post(f"{self._url}/v1/payments{path}", json=body) as answer:
            if answer.status == HTTPStatus.CONFLICT:
                raise RefundExceedsCapture(cents=body["cents"])
            answer.raise_for_status()
            return _payment(await answer.json())


def _payment(body: dict[str, Any]) -> GatewayPayment:
    captured = body.get("captured_at")
    return GatewayPayment(
        body["id"],
        body["status"],
        body["cents"],
        body["hosted_url"],
        datetime.fromisoformat(captured) if captured else None,
        body["refunded_cents"],
    )
