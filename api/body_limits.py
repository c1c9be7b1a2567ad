"""How much a request may bring, and how long it may take to bring it (RELIABILITY §3 J5)."""

import asyncio
import contextlib
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
    """Bytes and seconds: of an ordinary body, and of one that carries files."""

    body_bytes: int = 1_000_000
    upload_bytes: int = 25_000_000
    body_seconds: float = 10
    upload_seconds: float = 120


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
        limits, carries_files = self._limits, is_multipart(scope)
        most = limits.upload_bytes if carries_files else limits.body_bytes
        meter = Meter(receive, most, limits.upload_seconds if carries_files else limits.body_seconds)
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
    kinds = (value for name, value in scope["headers"] if name == b"content-type")
    return next(kinds, b"").lower().startswith(b"multipart/form-data")
