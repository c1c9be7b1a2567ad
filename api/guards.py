"""What every request to the city passes through, JSON and HTML alike; plain ASGI, for each layer costs each request."""

import contextlib
import logging
import time
import traceback
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.addresses import ClientAddress
from api.body_limits import BodyLimits, Limits
from api.faults import BadHost, WireFault
from api.measures import MEASURES, Measures
from api.problems import as_problem
from domain.errors import CaseError, NotFound

log = logging.getLogger("guichet.access")

POLICY: Final = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
ALWAYS: Final = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
HSTS: Final = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")
NO_STORE: Final = (b"cache-control", b"no-store")
CLIENT_LEFT: Final = 499
SOCKET_FAULT: Final = 1011


def guarded(
    app: ASGIApp,
    *,
    hosts: Iterable[str],
    https: bool,
    limits: Limits | None = None,
    measures: Measures = MEASURES,
    proxies: Iterable[str] = (),
) -> ASGIApp:
    """The app behind all guards. `hosts` may be asked for, with any port; `https` promises that address for a year.

    What `proxies` say of a request's origin is believed.
    """
    inside = KnownAddress(BodyLimits(app, limits or Limits()), frozenset(host.strip().lower() for host in hosts))
    return ClientAddress(SafeHeaders(AccessLog(inside, measures), https=https), proxies)


class AccessLog:
    """Numbers the request, measures it, writes one line; a fault that nobody handled ends here, unseen outside."""

    def __init__(self, app: ASGIApp, measures: Measures) -> None:
        self._app, self._measures = app, measures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; a websocket is numbered, and ends here when something fails."""
        number = str(uuid.uuid4())
        scope.setdefault("state", {})["request_id"] = number
        if scope["type"] == "websocket":
            return await self._socket(scope, receive, send)
        begun, answer = time.perf_counter(), Answer(send, number.encode())
        self._measures.under_way.inc()
        try:
            await self._app(scope, receive, answer.send)
        except ClientDisconnect:
            answer.status = answer.status or CLIENT_LEFT
        except Exception as error:
            await answer_fault(scope, receive, answer, error)
        finally:
            self._measures.under_way.dec()
            self._note(scope, number, answer.status, time.perf_counter() - begun)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Before it is accepted, whatever is refused is answered 403: nothing of ours says why."""
        try:
            await self._app(scope, receive, send)
        except (CaseError, WireFault):
            await send({"type": "websocket.close"})
        except Exception as error:
            note_fault(scope, error)
            with contextlib.suppress(RuntimeError):
                await send({"type": "websocket.close", "code": SOCKET_FAULT})

    def _note(self, scope: Scope, number: str, status: int, seconds: float) -> None:
        method, route = scope["method"], getattr(scope.get("route"), "path", "unmatched")
        self._measures.answered(method, route, status, seconds)
        told = {
            "method": method,
            "route": route,
            "status": status,
            "ms": round(seconds * 1000, 1),
            "request_id": number,
        }
        log.info("request", extra=told)


@dataclass
class Answer:
    """What was answered so far."""

    _send: Send
    number: bytes
    status: int = 0

    async def send(self, message: Message) -> None:
        """Pass a message on, with the request's number."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [*message.get("headers", ()), (b"x-request-id", self.number)]
        await self._send(message)


async def answer_fault(scope: Scope, receive: Receive, answer: Answer, error: Exception) -> None:
    """Answer what the app let through; log where it came from, never its text, which may hold what a person wrote."""
    if not answer.status:
        await as_problem(scope, error)(scope, receive, answer.send)
    if answer.status >= 500:
        note_fault(scope, error)


def note_fault(scope: Scope, error: BaseException) -> None:
    """One line about a fault of ours: its kind and its places in the code."""
    places = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)[-8:]]
    told = {"kind": type(error).__name__, "places": places, "request_id": scope["state"]["request_id"]}
    log.error("fault", extra=told)


class SafeHeaders:
    """Adds the security headers that an answer lacks (RELIABILITY §3 J2)."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self._app = app
        self._always = (*ALWAYS, HSTS) if https else ALWAYS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        personal = any(name in (b"authorization", b"cookie") for name, _ in scope["headers"])
        wanted = (*self._always, NO_STORE) if personal else self._always

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = message.get("headers", ())
                names = {name.lower() for name, _ in given}
                message["headers"] = [*given, *(header for header in wanted if header[0] not in names)]
            await send(message)

        await self._app(scope, receive, send_safely)


class KnownAddress:
    """Refuses hosts that are not ours and paths that climb, hide or double (RELIABILITY §4, rows 65 and 66)."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app, self._hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] in ("http", "websocket"):
            if not self._is_ours(scope):
                raise BadHost
            if not is_plain(scope["path"]):
                raise NotFound
        await self._app(scope, receive, send)

    def _is_ours(self, scope: Scope) -> bool:
        named = [value for name, value in scope["headers"] if name == b"host"]
        if len(named) != 1:
            return False
        host = named[0].decode("latin-1").lower()
        return host in self._hosts or without_port(host) in self._hosts


def without_port(host: str) -> str:
    """A host without its port; an IPv6 address keeps its brackets."""
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdecimal() else host


def is_plain(path: str) -> bool:
    """Whether a decoded path has no NUL, no backslash, no empty segment but the last, no dot segment."""
    if not path.startswith("/") or "\0" in path or "\\" in path or "//" in path:
        return False
    return "/." not in path or not any(segment in (".", "..") for segment in path.split("/"))
