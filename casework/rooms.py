"""What people do in a hearing's room: come, act, leave; each is one transaction with the room's row locked."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from casework import room_consequences, room_court, room_exhibits, room_minutes, room_providers, room_standing
from casework.doors import Doors
from casework.room_standing import Standing
from casework.room_tickets import Ticket
from db import room_seats, room_talk, rooms
from db.room_seats import Seat
from domain.errors import CaseError
from domain.people import Actor
from domain.room import OUT, RoomEvent
from domain.room_acts import RoomAct, event_of
from domain.room_errors import DeviceInUse, RoomRefused

log = logging.getLogger("guichet.rooms")
FOLLOWED: Final = frozenset({"opened", "incident", "in_person_ordered", "ended"})
LOST_AFTER: Final = 120  # seconds without a line while the hearing is on, after which it is an incident
DOOR: Final = "door"  # who noted what no participant did
LINE_LOST: Final = "Liaison perdue pendant plus de deux minutes. / Line lost for more than two minutes."


async def come(doors: Doors, ticket: Ticket, line: str, page: str) -> None:
    """Take the seat of a ticket's participant for a line, at the place where they were.

    Raises DeviceInUse while another device has it, RoomRefused (ended, dismissed), NoRoom.
    """
    async with room_court.in_court(doors) as session:
        now = await room_standing.standing(doors, session, ticket.hearing_id, lock=True)
        one = now.room.people.get(ticket.participant)
        anew = _is_anew(now, ticket)
        if now.room.phase == "ended":
            raise RoomRefused(why="ended")
        if one is not None and one.place == OUT and not anew:
            raise RoomRefused(why="dismissed")
        await _sit_down(session, now, ticket, line, page)
        if one is None or not one.connected or anew:
            facts = {"serial": ticket.serial, "account": ticket.account, "anew": anew}
            await _append(doors, session, now, "came", ticket.participant, facts)
        else:
            await rooms.tell(session, ticket.hearing_id)  # the page may be another one


def _is_anew(now: Standing, ticket: Ticket) -> bool:
    """Whether the link is another one than that by which this participant came before."""
    before = [one.facts.get("serial") for one in now.events if one.kind == "came" and one.about == ticket.participant]
    return bool(before) and before[-1] != ticket.serial


async def _sit_down(session: AsyncSession, now: Standing, ticket: Ticket, line: str, page: str) -> None:
    before = (await room_seats.of_hearing(session, ticket.hearing_id)).get(ticket.participant)
    seat = Seat(ticket.hearing_id, ticket.participant, ticket.device, line, page, 0)
    if not await room_seats.claim(session, seat, now.row.case_id):
        raise DeviceInUse
    if before is None or before.page != page:
        await room_talk.drop(session, ticket.hearing_id, ticket.participant)


async def leave(doors: Doors, hearing_id: str, participant: str, line: str) -> None:
    """Leave on purpose, or because the link opens no more: the seat is free at once, if this line still has it."""
    async with room_court.in_court(doors) as session:
        now = await room_standing.standing(doors, session, hearing_id, lock=True)
        if await room_seats.free(session, hearing_id, participant, line):
            await _note_left(doors, session, now, participant, lost=False)


async def act(doors: Doors, ticket: Ticket, wanted: RoomAct) -> RoomEvent:
    """Do one act in a room. What follows from it for the case is done first: refused there, it is refused here.

    Raises Forbidden, Invalid, RoomRefused, Unauthenticated for an account that lost its role, and the case's refusals.
    """
    async with room_court.in_court(doors) as session:
        now = await room_standing.standing(doors, session, ticket.hearing_id, lock=True)
        actor = await room_court.speaking(session, now.hearing, ticket.participant, ticket.account)
        at = await doors.clock.now()
        given = await _completed(doors, session, now, wanted)
        event = event_of(now.room, given, room_standing.terms(doors, now), at)
        await _before(doors, session, now, actor, event)
        await rooms.append(session, now.row, event, now.key)
    if event.kind == "ended":
        await _keep_minutes(doors, ticket.hearing_id)
    return event


async def _keep_minutes(doors: Doors, hearing_id: str) -> None:
    """The minutes are kept at once; where they cannot be, a worker keeps them a moment later."""
    try:
        await room_minutes.keep(doors, hearing_id)
    except Exception as fault:
        log.warning("minutes left to a worker: %s", type(fault).__name__, extra={"hearing": hearing_id})


async def _completed(doors: Doors, session: AsyncSession, now: Standing, wanted: RoomAct) -> RoomAct:
    """An exhibit is named by its number alone; which document that is, and its hash, the file says."""
    if wanted.name != "show_exhibit":
        return wanted
    shown = await room_exhibits.to_show(session, now, wanted.content.get("number"))
    return replace(wanted, content={"number": shown.number, "document": shown.document, "sha256": shown.sha256})


async def _before(doors: Doors, session: AsyncSession, now: Standing, actor: Actor, event: RoomEvent) -> None:
    if event.kind == "provider_changed":
        await room_providers.make_at(doors, session, now, event.facts["provider"], event.at)
    if event.kind in FOLLOWED:
        await room_consequences.follow(doors, actor, now.hearing, event)


async def note_silence(doors: Doors, seat: Seat) -> None:
    """Somebody's device was not heard of for a while: they are not here; for long while the hearing is on, an incident.

    Looks again under the lock, so that several processes note it once.
    """
    async with room_court.in_court(doors) as session:
        now = await room_standing.standing(doors, session, seat.hearing_id, lock=True)
        again = (await room_seats.of_hearing(session, seat.hearing_id)).get(seat.participant)
        if again is None or again.line != seat.line or again.silent < room_seats.GONE_AFTER:
            return
        moved = await _note_left(doors, session, now, seat.participant, lost=True)
        if again.silent >= LOST_AFTER:
            await room_seats.free(session, seat.hearing_id, seat.participant, seat.line)
            await _note_lost(doors, session, moved, seat.participant)


async def _note_left(doors: Doors, session: AsyncSession, now: Standing, key: str, *, lost: bool) -> Standing:
    one = now.room.people.get(key)
    if one is None or not one.connected or now.room.phase == "ended":
        return now
    return await _append(doors, session, now, "left", key, {"lost": lost})


async def _note_lost(doors: Doors, session: AsyncSession, now: Standing, key: str) -> None:
    """An incident by itself; a case that does not take it is no reason not to write it down."""
    one = now.room.people.get(key)
    if now.room.phase not in ("open", "paused") or one is None or one.part == "observer" or one.place == OUT:
        return
    at = await doors.clock.now()
    facts = {"technical": True, "text": LINE_LOST, "code": "line-lost"}
    event = RoomEvent(now.row.seq + 1, at, "incident", DOOR, key, facts)
    try:
        await room_consequences.follow(doors, room_court.MACHINERY, now.hearing, event)
    except CaseError as refusal:
        log.warning("incident not taken by the case", extra={"code": refusal.code})
    await rooms.append(session, now.row, event, now.key)


async def _append(
    doors: Doors, session: AsyncSession, now: Standing, kind: str, key: str, facts: Mapping[str, Any]
) -> Standing:
    """What a participant does by being there or not."""
    at: datetime = await doors.clock.now()
    event = RoomEvent(now.row.seq + 1, at, kind, key, key, facts)
    row = await rooms.append(session, now.row, event, now.key)
    return room_standing.moved(now, row, event)
