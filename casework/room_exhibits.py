"""Exhibits shown in a hearing's room: from the case's file alone, by number, to who is there, while they are shown."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from casework import room_court, room_standing, room_tickets
from casework.doors import Doors
from casework.kept_files import opened
from casework.room_standing import Standing
from db import documents, room_seats
from db.documents import DocumentRow
from db.room_seats import GONE_AFTER
from domain.errors import FileHeld, Invalid, Malware, NotFound, Unauthenticated
from domain.room import ROOM, Shown


@dataclass(frozen=True)
class Served:
    """An exhibit's file: its row, its name, its bytes."""

    row: DocumentRow
    name: str
    content: bytes


async def to_show(session: AsyncSession, now: Standing, number: object) -> Shown:
    """The exhibit of a number as the case's file has it. Raises Invalid, Malware, FileHeld."""
    found = [one for one in await room_standing.exhibits(session, now) if one.number == number]
    if not found or isinstance(number, bool):
        raise Invalid({"number": "unknown"})
    row = await _fit(session, now, found[0].document)
    return Shown(found[0].number, row.id, row.sha256)


async def by_ticket(doors: Doors, hearing_id: str, number: int, token: str, device: str) -> Served:
    """The exhibit that is shown now, for the holder of a ticket. Raises Unauthenticated, NotFound."""
    ticket = await room_tickets.opened(doors, hearing_id, token, device)
    return await _served(doors, hearing_id, number, ticket.participant)


async def by_device(doors: Doors, hearing_id: str, number: int, device: str) -> Served:
    """The same for a device that is joined now. Raises Unauthenticated, NotFound."""
    async with room_court.in_court(doors) as session:
        seats = (await room_seats.of_hearing(session, hearing_id)).values()
    mine = [seat.participant for seat in seats if seat.device == device and seat.silent < GONE_AFTER]
    if not mine:
        raise Unauthenticated
    return await _served(doors, hearing_id, number, mine[0])


async def _served(doors: Doors, hearing_id: str, number: int, participant: str) -> Served:
    """Only what is shown now, to somebody who is in the room; each serving stands in the log of accesses."""
    at = await doors.clock.now()
    async with room_court.in_court(doors) as session:
        now = await room_standing.standing(doors, session, hearing_id)
        one, shown = now.room.people.get(participant), now.room.shown
        if one is None or shown is None or shown.number != number or one.place != ROOM:
            raise NotFound
        row = await _fit(session, now, shown.document)
        content = await doors.store.get(row.storage_key)
        account = room_standing.accounts(now).get(participant, "")
        await room_court.note_access(session, now.hearing, participant, account, at)
    return Served(row, opened(now.key, row).name, content)


async def _fit(session: AsyncSession, now: Standing, document: str) -> DocumentRow:
    row = await documents.find(session, document)
    if row is None or row.case_id != now.row.case_id:
        raise NotFound
    if row.status != "received":
        raise Malware
    if row.scan == "held":
        raise FileHeld
    return row
