"""Somebody at a hearing's door: a browser's device, its ticket, its line by a real websocket."""

import asyncio
import json
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.rooms.doors import Door
from tests.rooms.hearing import Hearing

PATIENCE: Final = 10
Message = dict[str, Any]


@dataclass
class Line:
    """An open line. What was heard is kept in order; what was waited for is not heard again."""

    socket: ClientConnection
    heard: list[Message] = field(default_factory=list[Message])

    async def say(self, kind: str, **more: Any) -> None:
        await self.socket.send(json.dumps({"type": kind, **more}))

    async def until(self, kind: str, fits: Callable[[Message], bool] = lambda _: True) -> Message:
        """The next message of a kind that fits."""
        async with asyncio.timeout(PATIENCE):
            while True:
                message: Message = json.loads(await self.socket.recv())
                self.heard.append(message)
                if message["type"] == kind and fits(message):
                    return message

    async def state(self, fits: Callable[[Message], bool] = lambda _: True) -> Message:
        return await self.until("state", fits)

    async def act(self, act: str, about: str = "", **content: Any) -> Message:
        """Do one act; how it was answered. States that came meanwhile are among what was heard."""
        await self.say("act", id=f"{act}-{about}", act=act, about=about, content=content)
        async with asyncio.timeout(PATIENCE):
            while (message := json.loads(await self.socket.recv()))["type"] not in ("done", "refused"):
                self.heard.append(message)
        return message

    async def done(self, act: str, about: str = "", **content: Any) -> None:
        """Do one act that is not refused."""
        answer = await self.act(act, about, **content)
        assert answer["type"] == "done", answer

    async def over(self) -> tuple[str, int]:
        """Why the line is over, and the code that it was closed with."""
        why = ""
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    message: Message = json.loads(await self.socket.recv())
                    why = message["why"] if message["type"] == "over" else why
        except ConnectionClosed as closed:
            return why, closed.rcvd.code if closed.rcvd else 0


@dataclass
class Guest:
    """One participant at one device; `account` is the token of who is signed in there."""

    door: Door
    hearing: Hearing
    participant: str
    account: str = ""
    lang: str = "fr"
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)
    given: Message = field(default_factory=Message)

    async def asks(self, link: str = "", hearing_id: str = "") -> httpx.Response:
        """Ask for a ticket."""
        token = link or await self.hearing.link(self.participant)
        headers = {"Authorization": f"Bearer {self.account}"} if self.account else {}
        path = f"{self.door.url}/api/v1/hearings/{hearing_id or self.hearing.id}/tickets"
        async with httpx.AsyncClient(cookies=self.cookies, timeout=20) as http:
            answer = await http.post(path, json={"token": token, "lang": self.lang}, headers=headers)
            self.cookies = http.cookies
        if answer.status_code == 201:
            self.given = answer.json()
        return answer

    async def dials(self, ticket: str = "") -> ClientConnection:
        """A websocket on which nothing was said yet."""
        cookie = "; ".join(f"{one.name}={one.value}" for one in self.cookies.jar)
        address = f"{self.door.url.replace('http', 'ws', 1)}/api/v1/hearings/{self.hearing.id}/room"
        return await connect(address, origin=self.door.url, additional_headers={"Cookie": cookie})  # pyright: ignore

    @asynccontextmanager
    async def joins(self, ticket: str = "", **hello: Any) -> AsyncGenerator[Line]:
        """A line, once it was told how the room stands."""
        async with self.speaks(ticket, **hello) as line:
            await line.state()
            yield line

    @asynccontextmanager
    async def speaks(self, ticket: str = "", **hello: Any) -> AsyncGenerator[Line]:
        """A line on which a ticket was shown; a new one unless it is given."""
        if not ticket:
            answer = await self.asks()
            assert answer.status_code == 201, answer.text
        async with await self.dials() as socket:
            line = Line(socket)
            await line.say("hello", ticket=ticket or self.given["ticket"], **hello)
            yield line


def guest(door: Door, hearing: Hearing, participant: str, **more: Any) -> Guest:
    """Somebody of a hearing, signed in where they have to be."""
    return Guest(door, hearing, participant, hearing.account(participant), **more)
