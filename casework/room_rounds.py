"""Rounds of this process's lines: who is still there, whose link still opens, whose seat another device has."""

import asyncio
import contextlib
import logging
from collections.abc import Mapping
from time import monotonic
from typing import TYPE_CHECKING, Final

from casework import room_court, room_tickets, rooms
from casework.room_line import Line
from casework.room_wire import SILENT, SILENT_AFTER
from db import room_people, room_seats
from db.room_people import LinkUp
from db.room_seats import Seat
from domain.errors import CaseError
from domain.room_errors import DeviceInUse, RoomRefused

if TYPE_CHECKING:
    from casework.room_lines import Lines

log = logging.getLogger("guichet.rooms")
EVERY: Final = 2.0  # seconds
RENEWED_EVERY: Final = 120.0  # seconds


async def make(lines: "Lines") -> None:
    """Make rounds until cancelled; one that fails is made again."""
    while True:
        await asyncio.sleep(EVERY)
        with contextlib.suppress(CaseError):
            await make_one(lines)


async def make_one(lines: "Lines") -> None:
    """One round: signs of life first, so that nobody counts as gone while we could not write them down."""
    now, up = monotonic(), lines.all()
    for line in up:
        if now - line.heard > SILENT_AFTER:
            line.close(SILENT)
    async with room_court.in_court(lines.doors) as session:
        await room_seats.beat(session, {line.id: now - line.heard for line in up})
        seats = {hearing: await room_seats.of_hearing(session, hearing) for hearing in lines.halls}
        over = await room_people.taken_back(session, [_link(line) for line in up])
        silent = await room_seats.silent(session)
    for line in up:
        await _look(lines, line, seats.get(line.ticket.hearing_id, {}), line.id in over)
    for seat in silent:
        if not _noted(lines, seat):
            await rooms.note_silence(lines.doors, seat)


async def _look(lines: "Lines", line: Line, seats: Mapping[str, Seat], over: bool) -> None:
    seat = seats.get(line.key)
    if over:
        line.end("revoked")
    elif seat is not None and seat.line != line.id:
        line.end("other-device")
    elif not line.why and (seat is None or _counts_as_gone(line)):
        await _come_again(lines, line)
    if not line.why and monotonic() - line.given > RENEWED_EVERY:
        line.given = monotonic()
        ticket = room_tickets.renewed(lines.doors, line.ticket, await lines.doors.clock.now())
        line.say({"type": "ticket", "ticket": ticket})


async def _come_again(lines: "Lines", line: Line) -> None:
    """A line that is up after all, of somebody whom another process believed gone."""
    try:
        await rooms.come(lines.doors, line.ticket, line.id, line.page)
    except DeviceInUse:
        line.end("other-device")
    except RoomRefused as refusal:
        line.end(str(refusal.facts["why"]))


def _counts_as_gone(line: Line) -> bool:
    room = line.scene.standing.room if line.scene else None
    return room is not None and line.key in room.people and not room.people[line.key].connected


def _noted(lines: "Lines", seat: Seat) -> bool:
    """Whether it is written down already that somebody is gone, and too early for more."""
    hall = lines.halls.get(seat.hearing_id)
    room = hall.scene.standing.room if hall is not None and hall.scene is not None else None
    one = room.people.get(seat.participant) if room is not None else None
    return one is not None and not one.connected and seat.silent < rooms.LOST_AFTER


def _link(line: Line) -> LinkUp:
    return LinkUp(line.id, line.ticket.hearing_id, line.key, line.ticket.serial)
