"""Where a request comes from: the peer, or what a proxy that we trust says of it."""

from collections.abc import Iterable

from starlette.types import ASGIApp, Receive, Scope, Send


class ClientAddress:
    """Replaces the peer's address by the last one of X-Forwarded-For where the peer is a trusted proxy."""

    def __init__(self, app: ASGIApp, trusted: Iterable[str]) -> None:
        self._app, self._trusted = app, frozenset(one.strip() for one in trusted if one.strip())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] in ("http", "websocket") and address_of(scope) in self._trusted:
            told = b",".join(value for name, value in scope["headers"] if name == b"x-forwarded-for")
            last = told.decode("latin-1").rpartition(",")[2].strip()
            if last:
                scope["client"] = (last[:60], 0)
        await self._app(scope, receive, send)


def address_of(scope: Scope) -> str:
    """The address that a request is counted under; nothing where there is none."""
    client = scope.get("client")
    return str(client[0]) if client else ""
