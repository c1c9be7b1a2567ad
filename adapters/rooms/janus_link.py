"""One websocket to a Janus server: its requests with their answers, its news by handle, its session kept alive.

The messages are those of Janus's own documentation (« Janus API », subprotocol `janus-protocol`). The api secret goes
with each request and nowhere else.
"""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

import aiohttp

from domain.room_ports import RoomNotMade

PROTOCOL: Final = "janus-protocol"
PLUGIN: Final = "janus.plugin.videoroom"
SECONDS: Final = 8.0  # for one answer
ONLY_TAKEN: Final = ("trickle", "keepalive")  # answered by an ack alone; to a message it only says that it came
ALIVE_SECONDS: Final = 20.0  # Janus forgets a session that says nothing for 60 s
NO_SUCH_ROOM: Final = 426
ROOM_EXISTS: Final = 427

Message = dict[str, Any]


class JanusRefused(RoomNotMade):
    """Janus answered with an error; `code` is the VideoRoom plugin's."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(f"janus {code}: {reason}")
        self.code = code


@dataclass(frozen=True)
class Janus:
    """Where a Janus server listens, and what it asks of who speaks to it."""

    url: str  # ws://host:port
    secret: str
    admin_key: str


class JanusLink:
    """A session at a Janus server. `news` holds what it says by itself; None in it: the link is gone."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, secret: str) -> None:
        self._socket = socket
        self._secret = secret
        self._session = 0
        self._waiting: dict[str, tuple[str, asyncio.Future[Message]]] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self.news: asyncio.Queue[Message | None] = asyncio.Queue()

    async def start(self) -> None:
        """Make the session, listen, and keep it alive. Raises RoomNotMade."""
        self._tasks.append(asyncio.create_task(self._listen()))
        self._session = (await self._ask({"janus": "create"}))["data"]["id"]
        self._tasks.append(asyncio.create_task(self._keep_alive()))

    async def attach(self) -> int:
        """A handle of the VideoRoom plugin. Raises RoomNotMade."""
        return (await self._ask({"janus": "attach", "plugin": PLUGIN}))["data"]["id"]

    async def tell(self, handle: int, body: Message, jsep: Message | None = None) -> Message:
        """A request to the plugin, answered: its data, with `jsep` where it came with one.

        Raises JanusRefused, RoomNotMade.
        """
        message: Message = {"janus": "message", "handle_id": handle, "body": body}
        answer = await self._ask(message | ({"jsep": jsep} if jsep else {}))
        data = answer.get("plugindata", {}).get("data", {})
        if "error_code" in data:
            raise JanusRefused(data["error_code"], str(data.get("error", "")))
        return data | ({"jsep": answer["jsep"]} if "jsep" in answer else {})

    async def trickle(self, handle: int, candidate: Message | None) -> None:
        """A candidate of a browser's; None: it has no more. Raises RoomNotMade."""
        said = {"completed": True} if candidate is None else candidate
        await self._ask({"janus": "trickle", "handle_id": handle, "candidate": said})

    async def close(self) -> None:
        """Give the session up, and everything in it; gone already, it stays so."""
        with contextlib.suppress(RoomNotMade):
            await self._ask({"janus": "destroy"})
        for task in self._tasks:
            task.cancel()
        await self._socket.close()
        await self.news.put(None)

    async def _ask(self, message: Message) -> Message:
        """Send and wait for what answers it."""
        transaction = secrets.token_hex(8)
        full = message | {"transaction": transaction, "apisecret": self._secret}
        waiting: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        self._waiting[transaction] = (message["janus"], waiting)
        try:
            async with asyncio.timeout(SECONDS):
                await self._socket.send_json(full | ({"session_id": self._session} if self._session else {}))
                answer = await waiting
        except (aiohttp.ClientError, OSError, TimeoutError) as fault:
            raise RoomNotMade("janus does not answer") from fault
        finally:
            self._waiting.pop(transaction, None)
        if answer.get("janus") == "error":
            raise JanusRefused(answer["error"]["code"], str(answer["error"].get("reason", "")))
        return answer

    async def _listen(self) -> None:
        try:
            async for message in self._socket:
                if message.type is aiohttp.WSMsgType.TEXT:
                    self._take(message.json())
        finally:
            for _, waiting in self._waiting.values():
                if not waiting.done():
                    waiting.set_exception(RoomNotMade("janus is gone"))
            self.news.put_nowait(None)

    def _take(self, message: Message) -> None:
        asked, waiting = self._waiting.get(message.get("transaction", ""), ("", None))
        if waiting is None:
            self.news.put_nowait(message)
        elif not waiting.done() and (message.get("janus") != "ack" or asked in ONLY_TAKEN):
            waiting.set_result(message)

    async def _keep_alive(self) -> None:
        with contextlib.suppress(RoomNotMade):
            while True:
                await asyncio.sleep(ALIVE_SECONDS)
                await self._ask({"janus": "keepalive"})


async def linked(http: aiohttp.ClientSession, janus: Janus) -> JanusLink:
    """A link to the server. Raises RoomNotMade."""
    try:
        async with asyncio.timeout(SECONDS):
            socket = await http.ws_connect(janus.url, protocols=(PROTOCOL,), max_msg_size=1_048_576)
    except (aiohttp.ClientError, OSError, TimeoutError) as fault:
        raise RoomNotMade("janus does not answer") from fault
    link = JanusLink(socket, janus.secret)
    try:
        await link.start()
    except RoomNotMade:
        await link.close()
        raise
    return link


@asynccontextmanager
async def asking(http: aiohttp.ClientSession, janus: Janus) -> AsyncGenerator[tuple[JanusLink, int]]:
    """A link and a handle for a few requests. Raises RoomNotMade."""
    link = await linked(http, janus)
    try:
        yield link, await link.attach()
    finally:
        await link.close()
