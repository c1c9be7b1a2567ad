"""Stripe's webhooks: its library checks the signature, with one secret or the two of a rotation."""

from collections.abc import Sequence
from typing import Any

import stripe

from adapters.payments import TOLERANCE_SECONDS, read_event
from domain.errors import InvalidSignature, StaleSignature
from domain.ports import GatewayMessage


class StripeWebhooks:
    """`WebhookReader` of Stripe. What Stripe sends about a person is dropped here: only ids and the kind go on."""

    def __init__(self, secrets: Sequence[str]) -> None:
        self._secrets = [secret.strip() for secret in secrets if secret.strip()]

    def read(self, header: str, body: bytes, now: float) -> GatewayMessage:
        """The message. Raises InvalidSignature, StaleSignature (300 s either way), Invalid."""
        if not any(_signed(header, body, secret) for secret in self._secrets):
            raise InvalidSignature
        if abs(now - _stamp(header)) > TOLERANCE_SECONDS:
            raise StaleSignature
        event = read_event(body)
        return GatewayMessage("stripe", event["id"], event["type"][:100], _payment_of(event))


def _signed(header: str, body: bytes, secret: str) -> bool:
    if not header.isascii():  # the library compares such text with an error of its own
        return False
    try:
        return stripe.WebhookSignature.verify_header(body, header, secret)
    except (stripe.SignatureVerificationError, UnicodeDecodeError):
        return False


def _stamp(header: str) -> int:
    """The instant of a header that was verified, in epoch seconds."""
    return int(dict(part.split("=", 1) for part in header.split(",") if "=" in part)["t"])


def _payment_of(event: dict[str, Any]) -> str:
    """The payment that the object of an event is about: Stripe copies an intent's metadata to its charges."""
    found: Any = event
    for name in ("data", "object", "metadata"):
        found = found.get(name) if isinstance(found, dict) else None
    payment_id = found.get("payment_id") if isinstance(found, dict) else None
    return payment_id[:200] if isinstance(payment_id, str) and payment_id.isprintable() else ""
