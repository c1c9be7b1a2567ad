"""How much a request may bring, and how long it may take to bring it (RELIABILITY §3 J5)."""

import asyncio
import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.faults import RequestTimeout
from api.problems import as_problem
from domain.errors import PayloadTooLarge

DRAINED_BYTES: Final = 64_000_000
DRAINED_SECONDS: Final = 5


@dataclass(frozen=True)
class Limits:
    """Bytes and seconds: of an ordinary body, of one that carries files, of a file of rows."""

    body_bytes: int = 1_000_000
    upload_bytes: int = 25_000_000
    body_seconds: float = 10
    upload_seconds: float = 120
    csv_bytes: int = 5_000_000

    def of(self, scope: Scope) -> tuple[int, float]:
        """What the body of a request may bring, and in how long."""
        if is_multipart(scope):
            return self.upload_bytes, self.upload_seconds
        if _kind(scope).startswith(b"text/csv"):
            return self.csv_bytes, self.upload_seconds
        return self.body_bytes, self.body_seconds


class BodyLimits:
    """Counts a body while it arrives; stops at the limit, whatever its headers promised."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app, self._limits = app, limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        length = content_length(scope)
        if length == 0:
            await self._app(scope, receive, send)
            return
        most, seconds = self._limits.of(scope)
        meter = Meter(receive, most, seconds)
        if length is not None and length > most:
            await meter.drain()
            raise PayloadTooLarge(limit=most)
        outgoing = Outgoing(send, meter)
        try:
            await self._app(scope, meter.receive, outgoing.send)
        except Exception:
            if not outgoing.withheld:
                raise
        if outgoing.withheld and meter.fault is not None:
            await as_problem(scope, meter.fault)(scope, receive, send)


class Outgoing:
    """The app's answer; a 5xx is withheld where the body's own fault is the cause."""

    def __init__(self, send: Send, meter: "Meter") -> None:
        self._send, self._meter = send, meter
        self.withheld = False

    async def send(self, message: Message) -> None:
        """Pass a message on, once the body was read: a client that is cut off while sending never reads why."""
        if message["type"] == "http.response.start" and message["status"] >= HTTPStatus.BAD_REQUEST:
            await self._meter.drain()
            self.withheld = self._meter.fault is not None and message["status"] >= HTTPStatus.INTERNAL_SERVER_ERROR
        if not self.withheld:
            await self._send(message)


class Meter:
    """One body as it arrives."""

    def __init__(self, receive: Receive, most: int, seconds: float) -> None:
        self._receive, self._most, self._left = receive, most, most
        self._deadline = asyncio.get_running_loop().time() + seconds
        self._whole = False
        self.fault: Exception | None = None

    async def receive(self) -> Message:
        """The next part. Raises PayloadTooLarge, RequestTimeout."""
        if self._whole:
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._deadline):
                message = await self._receive()
        except TimeoutError as late:
            self._whole, self.fault = True, RequestTimeout()
            raise self.fault from late
        self._left -= len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        if self._left < 0:
            self.fault = PayloadTooLarge(limit=self._most)
            raise self.fault
        return message

    async def drain(self) -> None:
        """Let the rest arrive and go, within bounds."""
        drained = 0
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(DRAINED_SECONDS):
                while not self._whole and drained < DRAINED_BYTES:
                    message = await self._receive()
                    drained += len(message.get("body", b""))
                    self._whole = not message.get("more_body", False)


def content_length(scope: Scope) -> int | None:
    """The length that the headers promise: 0 when there is no body, None when it comes in chunks."""
    headers: dict[bytes, bytes] = dict(scope["headers"])
    if b"transfer-encoding" in headers:
        return None
    promised = headers.get(b"content-length", b"0")
    return int(promised) if promised.isdigit() and len(promised) < 20 else None


def is_multipart(scope: Scope) -> bool:
    """Whether the body is a form that may carry files."""
    return _kind(scope).startswith(b"multipart/form-data")


def _kind(scope: Scope) -> bytes:
    kinds: Iterator[bytes] = (value for name, value in scope["headers"] if name == b"content-type")
    return next(kinds, b"").lower()
