"""Text messages through GC Notify, or a service of its form: `POST /v2/notifications/sms` under a short-lived JWT."""

import base64
import hashlib
import hmac
import json
import time
from typing import Any

import httpx

from domain.ports import Undeliverable

UUID_LENGTH = 36
REFUSED_FOR_GOOD = 400


class GcNotifyShortMessages:
    """`ShortMessages` over GC Notify. `api_key` ends with the service's id and its secret, two UUIDs.

    The template of the service holds one field, `message`. A token says who asks and when, and is worth 30 seconds.
    """

    def __init__(self, base_url: str, api_key: str, template_id: str, client: httpx.AsyncClient) -> None:
        if len(api_key) < 2 * UUID_LENGTH + 1:
            raise ValueError("the key of the text messages does not end with two UUIDs")
        self._url = f"{base_url.rstrip('/')}/v2/notifications/sms"
        self._secret = api_key[-UUID_LENGTH:]
        self._service = api_key[-2 * UUID_LENGTH - 1 : -UUID_LENGTH - 1]
        self._template = template_id
        self._client = client

    async def send(self, *, to: str, text: str, message_id: str) -> None:
        """One text; `message_id` is our reference there. Raises Undeliverable (400) or httpx.HTTPError."""
        body = {
            "phone_number": to, "template_id": self._template, "personalisation": {"message": text},
            "reference": message_id,
        }  # fmt: skip
        answer = await self._client.post(
            self._url, json=body, headers={"Authorization": f"Bearer {token(self._service, self._secret, time.time())}"}
        )
        if answer.status_code == REFUSED_FOR_GOOD:
            raise Undeliverable("400")
        answer.raise_for_status()


def token(issuer: str, secret: str, now: float) -> str:
    """A JWT (RFC 7519), HMAC with SHA-256: `iss` is the service, `iat` the instant in seconds."""
    signed = f"{_part({'typ': 'JWT', 'alg': 'HS256'})}.{_part({'iss': issuer, 'iat': int(now)})}"
    digest = hmac.new(secret.encode(), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{_base64(digest)}"


def _part(value: dict[str, Any]) -> str:
    return _base64(json.dumps(value, separators=(",", ":")).encode())


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
