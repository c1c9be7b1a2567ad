"""The lines of one hearing in this process: the room read once for all of them, whenever something changed."""

import asyncio
from collections.abc import Sequence

from casework import room_chat, room_court, room_standing
from casework.doors import Doors
from casework.room_chat import Chat
from casework.room_line import Line
from casework.room_standing import Scene
from db import room_talk
from db.room_talk import Said
from domain.errors import CaseError

RETRY = 0.5  # seconds until the database is asked again
LATE = 100  # messages of the chat that may be committed out of their order


class Hall:
    """The lines of a hearing that are up here."""

    def __init__(self, doors: Doors, hearing_id: str) -> None:
        self.hearing_id = hearing_id
        self.lines: dict[str, Line] = {}
        self.scene: Scene | None = None
        self._doors, self._chat = doors, Chat([])
        self._news = {"rooms": False, "room_signals": False, "room_chat": False}
        self._woken = asyncio.Event()
        self._reading = asyncio.Lock()
        self._telling: asyncio.Task[None] | None = None

    def wake(self, *channels: str) -> None:
        """Something of this hearing changed; everything may have, where nothing is named."""
        for channel in channels or self._news:
            self._news[channel] = True
        self._woken.set()

    async def welcome(self, line: Line) -> None:
        """Tell a line that has just taken its seat how the room stands, and what was said before."""
        if self._telling is None:
            self._telling = asyncio.create_task(self._tell())
        scene = await self.refresh()
        await self._read_chat(scene)
        for said in self._chat.of(line.key):
            line.say(room_chat.told(said))
        self.wake("room_signals")

    def remove(self, line: Line) -> None:
        """A line that is down."""
        self.lines.pop(line.id, None)
        if not self.lines and self._telling is not None:
            self._telling.cancel()
            self._telling = None

    async def refresh(self) -> Scene:
        """Read the room anew, and tell every line here. Raises what reading raises."""
        async with self._reading:
            self._news["rooms"] = False
            self.scene = await room_standing.scene(self._doors, self.hearing_id)
            for line in list(self.lines.values()):
                line.show(self.scene)
            return self.scene

    async def _tell(self) -> None:
        while True:
            await self._woken.wait()
            self._woken.clear()
            try:
                await self._tell_once()
            except CaseError:
                await asyncio.sleep(RETRY)
                self.wake()

    async def _tell_once(self) -> None:
        """What the room is first: a signal is for who is a peer after it."""
        scene = await self.refresh() if self._news["rooms"] or self.scene is None else self.scene
        if self._news["room_signals"]:
            self._news["room_signals"] = False
            await self._pass_signals(scene)
        if self._news["room_chat"]:
            self._news["room_chat"] = False
            fresh = await self._read_chat(scene)
            for line in list(self.lines.values()):
                for said in [one for one in fresh if room_chat.may_read(one, line.key)]:
                    line.say(room_chat.told(said))

    async def _pass_signals(self, scene: Scene) -> None:
        async with room_court.in_court(self._doors) as session:
            signals = await room_talk.take(session, self.hearing_id, list(self.lines))
        room = scene.standing.room
        for one in signals:
            line = self.lines.get(one.line)
            if line is not None and room.meets(one.sender, line.key):
                line.pass_on(one.sender, one.content)

    async def _read_chat(self, scene: Scene) -> Sequence[Said]:
        """What was said and not read yet."""
        after = max((one.id for one in self._chat.said), default=0) - LATE
        known = {one.id for one in self._chat.said}
        found = await room_chat.since(self._doors, scene.standing, max(after, 0))
        fresh = [one for one in found if one.id not in known]
        self._chat.said.extend(fresh)
        return fresh
