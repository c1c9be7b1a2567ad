"""Websockets at the JSON door: whose page may open one, how much and how often it may speak."""

import asyncio
import contextlib
import json
from time import monotonic
from typing import Any, Final
from urllib.parse import urlsplit

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from api.faults import WireFault
from api.json_bodies import read_json
from domain.errors import CaseError

MESSAGE_BYTES: Final = 65_536
A_SECOND: Final = 20  # messages that are read; what comes faster waits, and so does its sender
BURST: Final = 60
TOO_LARGE, NOT_UNDERSTOOD = 1009, 1007


def is_ours(socket: WebSocket) -> bool:
    """Whether a page of the city's own opens it: browsers always say where a page is from."""
    origin = socket.headers.get("origin", "")
    return bool(origin) and urlsplit(origin).netloc == socket.headers.get("host")


class Socket:
    """`casework.room_wire.Wire` over a websocket."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._left, self._at = float(BURST), monotonic()

    async def hear(self) -> dict[str, Any] | None:
        """The next message; None once the socket is closed, also by us: too large, or no JSON object."""
        await self._pace()
        if self._socket.application_state is not WebSocketState.CONNECTED:
            return None
        message = await self._socket.receive()
        if message["type"] == "websocket.disconnect":
            return None
        raw = (message.get("text") or "").encode("utf-8", "replace")
        if len(raw) > MESSAGE_BYTES:
            return await self.close(TOO_LARGE)
        with contextlib.suppress(WireFault, CaseError):
            value = read_json(raw)
            if isinstance(value, dict):
                return value
        return await self.close(NOT_UNDERSTOOD)

    async def say(self, message: dict[str, Any]) -> None:
        """Send a message; nothing where the socket is closed."""
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):
            await self._socket.send_text(json.dumps(message, separators=(",", ":"), ensure_ascii=False))

    async def close(self, code: int) -> None:
        """Close it; closed already, it stays so."""
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):
            await self._socket.close(code)

    async def _pace(self) -> None:
        now = monotonic()
        self._left = min(BURST, self._left + (now - self._at) * A_SECOND)
        self._at = now
        if self._left < 1:
            await asyncio.sleep((1 - self._left) / A_SECOND)
        self._left -= 1
