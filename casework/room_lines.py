"""The lines of this process to hearings' rooms: taken in with a ticket, told what changes, kept alive, ended."""

import asyncio
import contextlib
import logging
from typing import Any, Final

from casework import room_providers, room_rounds, room_tickets, rooms
from casework.doors import Doors
from casework.room_hall import Hall
from casework.room_line import Line
from casework.room_tickets import Ticket
from casework.room_wire import BUSY, HELLO_WITHIN, NOT_LET_IN, OVER, Wire
from db import room_news
from domain.contest_errors import TokenRevoked
from domain.errors import CaseError
from domain.room_errors import DeviceInUse, RoomRefused

log = logging.getLogger("guichet.rooms")
RETRY: Final = 0.5  # seconds until the database is listened to again
LONGEST_PAGE: Final = 64


class Lines:
    """All lines of a process; while there is one, the database is listened to and rounds are made."""

    def __init__(self, doors: Doors) -> None:
        self.doors = doors
        self.halls: dict[str, Hall] = {}
        self._working: list[asyncio.Task[None]] = []

    def all(self) -> list[Line]:
        """Every line that is up."""
        return [line for hall in self.halls.values() for line in hall.lines.values()]

    async def serve(self, hearing_id: str, device: str, wire: Wire) -> None:
        """One socket from its first message to its end. `device` is what `room_tickets.device_of` makes of a cookie."""
        hello = await self._hello(wire)
        ticket = await self._ticket(hearing_id, device, hello, wire) if hello else None
        if hello is None or ticket is None:
            return await wire.close(NOT_LET_IN)
        line = Line(self.doors, ticket, wire, lambda: self.halls[hearing_id].refresh())
        page = hello.get("page")
        line.page = page if isinstance(page, str) and 0 < len(page) <= LONGEST_PAGE else line.id
        if await self._seated(line, wire):
            await self._keep(line)

    async def _keep(self, line: Line) -> None:
        hearing_id = line.ticket.hearing_id
        hall = self.halls.setdefault(hearing_id, Hall(self.doors, hearing_id))
        hall.lines[line.id] = line
        self._work()
        line.say(self._welcome(line))
        try:
            await hall.welcome(line)
            await line.live()
        except CaseError as fault:
            log.warning("line ended", extra={"code": fault.code})
            await line.cut()
        finally:
            hall.remove(line)
            self._rest(hall)
            await self._gone(line)

    async def _hello(self, wire: Wire) -> dict[str, Any] | None:
        try:
            hello = await asyncio.wait_for(wire.hear(), HELLO_WITHIN)
        except TimeoutError:
            return None
        return hello if hello and hello.get("type") == "hello" and isinstance(hello.get("ticket"), str) else None

    async def _ticket(self, hearing_id: str, device: str, hello: dict[str, Any], wire: Wire) -> Ticket | None:
        try:
            return await room_tickets.opened(self.doors, hearing_id, hello["ticket"], device)
        except TokenRevoked:
            await _over(wire, "revoked")
        except CaseError as refusal:
            log.info("line not let in", extra={"code": refusal.code})
        return None

    async def _seated(self, line: Line, wire: Wire) -> bool:
        try:
            await rooms.come(self.doors, line.ticket, line.id, line.page)
        except DeviceInUse:
            await _over(wire, "other-device")
        except RoomRefused as refusal:
            await _over(wire, str(refusal.facts["why"]))
        except CaseError:
            await wire.close(BUSY)
        else:
            return True
        return False

    def _welcome(self, line: Line) -> dict[str, Any]:
        ice = room_providers.ice(self.doors, line.ticket.hearing_id, line.key)
        return {"type": "welcome", "you": line.key, "part": line.part, "ice": ice,
                "ticket": room_tickets.signed(self.doors, line.ticket)}  # fmt: skip

    async def _gone(self, line: Line) -> None:
        """Whoever left, or whose link is over, frees their seat at once; a line that broke is waited for."""
        if line.why and line.why != "other-device":
            with contextlib.suppress(CaseError):
                await rooms.leave(self.doors, line.ticket.hearing_id, line.key, line.id)

    def _work(self) -> None:
        if not self._working:
            self._working = [asyncio.create_task(one) for one in (self._listen(), room_rounds.make(self))]

    def _rest(self, hall: Hall) -> None:
        if not hall.lines:
            self.halls.pop(hall.hearing_id, None)
        if not self.halls:
            for task in self._working:
                task.cancel()
            self._working = []

    async def _listen(self) -> None:
        """What other processes and the court office change; after each interruption, everything may have changed."""
        while True:
            with contextlib.suppress(*room_news.LOST):
                async for channel, hearing_id in room_news.listen(self.doors.sessions):
                    for hall in list(self.halls.values()):
                        if not channel:
                            hall.wake()
                        elif hall.hearing_id == hearing_id:
                            hall.wake(channel)
            await asyncio.sleep(RETRY)


async def _over(wire: Wire, why: str) -> None:
    await wire.say({"type": "over", "why": why})
    await wire.close(OVER)
