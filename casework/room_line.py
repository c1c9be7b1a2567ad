"""One person's line to a hearing's room: what their page says, and what it is told."""

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable, Coroutine
from time import monotonic
from typing import Any, Final

from casework import room_chat, room_court, room_media, room_providers, room_standing, room_state, rooms
from casework.doors import Doors
from casework.room_media import Media
from casework.room_standing import Scene
from casework.room_tickets import Ticket
from casework.room_wire import BUSY, LEFT, OVER, SILENT, Wire
from casework.sentences import say
from db import room_talk
from domain.errors import CaseError, Invalid
from domain.room import OUT, part_of
from domain.room_acts import RoomAct
from domain.room_ports import Entrance

MOST_WAITING: Final = 500  # messages to a page that does not read, or of one that asks faster than we do
TRIES: Final = 5  # of a signal, while the room changes under it
NAME: Final = 100  # characters of an id or a name that a page gives


class Line:
    """A line that is up. `refresh` reads the room anew for everybody of this hearing in this process."""

    def __init__(self, doors: Doors, ticket: Ticket, wire: Wire, refresh: Callable[[], Awaitable[Scene]]) -> None:
        self.id, self.ticket = secrets.token_hex(8), ticket
        self.page, self.heard, self.given = self.id, monotonic(), monotonic()
        self.why = ""  # why the line is over, once it is
        self.scene: Scene | None = None
        self.doors, self._wire, self._refresh = doors, wire, refresh
        self._outgoing: asyncio.Queue[dict[str, Any] | int] = asyncio.Queue(MOST_WAITING)
        self._tasks: dict[asyncio.Task[None], str] = {}  # what a page asked for and is under way, by its kind
        self._turns = {kind: asyncio.Lock() for kind in HEARD}
        self._told: dict[str, Any] = {}
        self._way: tuple[tuple[str, ...], float, Entrance] | None = None
        self.media = Media(doors, ticket.hearing_id, self.key, self.say)

    @property
    def key(self) -> str:
        """Whose line it is."""
        return self.ticket.participant

    @property
    def part(self) -> str:
        """What they are."""
        return str(part_of(self.key))

    def pass_on(self, sender: str, content: str) -> None:
        """Hand a peer's signal over."""
        self.say({"type": "signal", "from": sender, "data": json.loads(content)})

    async def cut(self) -> None:
        """Close the socket now; the page comes back."""
        await self._wire.close(BUSY)

    def say(self, message: dict[str, Any]) -> None:
        """Send a message in its turn; a page that reads nothing any more is cut off."""
        try:
            self._outgoing.put_nowait(message)
        except asyncio.QueueFull:
            self._drop()

    def end(self, why: str) -> None:
        """Tell the page that it is over, and why; it does not come back."""
        if not self.why:
            self.why = why
            self.say({"type": "over", "why": why})
            self.close(OVER)

    def close(self, code: int) -> None:
        """Close the line once everything was sent."""
        try:
            self._outgoing.put_nowait(code)
        except asyncio.QueueFull:
            self._drop()

    def show(self, scene: Scene) -> None:
        """Tell the page how the room stands, where that is new to it."""
        self.scene = scene
        room = scene.standing.room
        if self.key not in room.people:
            return
        self.media.follow(room_media.wanted(self.doors, scene, self.key))
        provider = self.doors.rooms.providers.get(room.provider)
        told = room_state.of(
            scene, self.key, self._entrance(scene), records=bool(provider and provider.records),
            providers=room_standing.terms(self.doors, scene.standing).providers,
        )  # fmt: skip
        if told | {"seq": 0} != self._told | {"seq": 0}:
            self._told = told
            self.say(told)
        if room.phase == "ended":
            self.end("ended")
        elif room.people[self.key].place == OUT:
            self.end("dismissed")

    async def live(self) -> None:
        """Send and hear until either ends."""
        both = [asyncio.create_task(self._send()), asyncio.create_task(self._hear())]
        try:
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        finally:
            acts = [task for task, kind in self._tasks.items() if kind == "act"]
            others = [*both, *(task for task in self._tasks if task not in acts)]
            for task in others:
                task.cancel()
            await asyncio.gather(*others, *acts, return_exceptions=True)  # an act is done whole
            await self.media.close()

    def _drop(self) -> None:
        while not self._outgoing.empty():
            self._outgoing.get_nowait()
        self._outgoing.put_nowait(SILENT)

    async def _send(self) -> None:
        while True:
            message = await self._outgoing.get()
            if isinstance(message, int):
                return await self._wire.close(message)
            await self._wire.say(message)

    async def _hear(self) -> None:
        while (message := await self._wire.hear()) is not None:
            self.heard = monotonic()
            if message.get("type") == "leave":
                self.why = "left"
                return await self._wire.close(LEFT)
            kind = str(message.get("type"))
            if kind in HEARD and len(self._tasks) < MOST_WAITING:
                task = asyncio.create_task(self._do(kind, message))
                self._tasks[task] = kind
                task.add_done_callback(self._tasks.pop)

    async def _do(self, kind: str, message: dict[str, Any]) -> None:
        """What takes a while keeps later messages of its kind waiting, and no others."""
        try:
            async with self._turns[kind]:
                await HEARD[kind](self, message)
        except CaseError as refusal:
            said = say(refusal, self.ticket.lang)
            detail = " ".join([said.detail, *said.fields.values()])
            self.say({"type": "refused", "id": _short(message.get("id")), "code": refusal.code, "title": said.title,
                      "detail": detail})  # fmt: skip

    def _entrance(self, scene: Scene) -> Entrance:
        """The way in, the same one until it is half over or the person is elsewhere."""
        room = scene.standing.room
        at, now = (room.provider, room.people[self.key].place, room.phase), monotonic()
        if self._way is None or self._way[0] != at or now > self._way[1]:
            half = room_providers.GOOD_FOR.total_seconds() / 2
            self._way = (at, now + half, room_providers.entrance(self.doors, scene.standing, self.key))
        return self._way[2]

    async def act(self, message: dict[str, Any]) -> None:
        """An act."""
        wanted = RoomAct(_short(message.get("act")), self.key, _short(message.get("about")), _content(message))
        await rooms.act(self.doors, self.ticket, wanted)
        self.say({"type": "done", "id": _short(message.get("id"))})

    async def signal(self, message: dict[str, Any]) -> None:
        """Something for a peer; for anybody else it is dropped. The room may change while it is on its way."""
        to, content = _short(message.get("to")), json.dumps(message.get("data"))
        scene = self.scene
        for _ in range(TRIES):
            if scene is None or to not in {one.key for one in scene.standing.room.peers(self.key)}:
                return
            async with room_court.in_court(self.doors) as session:
                seq = scene.standing.room.seq
                if await room_talk.put(session, self.ticket.hearing_id, seq, (self.key, to, content)):
                    return
            scene = await self._refresh()

    async def chat(self, message: dict[str, Any]) -> None:
        """A word to the clerk, or the clerk's answer."""
        if self.scene is not None:
            await room_chat.write(self.doors, self.scene.standing, self.key, message.get("text"), message.get("to"))

    async def sfu(self, message: dict[str, Any]) -> None:
        """Something for the media server."""
        await self.media.hear(message)


def _short(value: object) -> str:
    """A name or an id that a page gives. Raises Invalid."""
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > NAME:
        raise Invalid({"message": "invalid-text"})
    return value


def _content(message: dict[str, Any]) -> dict[str, Any]:
    content = message.get("content", {})
    if not isinstance(content, dict):
        raise Invalid({"content": "not-an-object"})
    return content


HEARD: Final[dict[str, Callable[[Line, dict[str, Any]], Coroutine[Any, Any, None]]]] = {
    "act": Line.act, "signal": Line.signal, "chat": Line.chat, "sfu": Line.sfu,
}  # fmt: skip
