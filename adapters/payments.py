"""The client of the sandbox gateway, a stand-in for a card processor; and the signature of its webhooks."""

import hashlib
import hmac
from datetime import datetime
from http import HTTPStatus
from typing import Any

import aiohttp

from domain.acts import PaymentDue
from domain.errors import InvalidSignature, StaleSignature
from domain.ports import GatewayPayment

TOLERANCE_SECONDS = 300
SIGNATURE = "gateway-signature"


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """`t=…,v1=…`: HMAC-SHA-256 over the timestamp and the raw body."""
    digest = hmac.new(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={timestamp},v1={digest}"


def check_signature(secret: str, header: str | None, body: bytes, now: float) -> None:
    """Raises InvalidSignature, or StaleSignature when it is more than five minutes from `now` (epoch seconds)."""
    parts = dict(part.split("=", 1) for part in (header or "").split(",") if "=" in part)
    stamp = parts.get("t", "")
    if not stamp.isdigit() or not hmac.compare_digest(signature(secret, int(stamp), body), header or ""):
        raise InvalidSignature
    if abs(now - int(stamp)) > TOLERANCE_SECONDS:
        raise StaleSignature


class SandboxGateway:
    """`PaymentGateway` over HTTP; every call is idempotent by the payment's id."""

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

    async def refund(self, payment_id: str, cents: int) -> GatewayPayment:
        """Give back, once."""
        return await self._ask(f"/{payment_id}/refund", {"cents": cents})

    async def _ask(self, path: str, body: dict[str, Any]) -> GatewayPayment:
        async with self._http.post(f"{self._url}/v1/payments{path}", json=body) as answer:
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
    )
