"""Tickets to a hearing's room: a link and a device against five minutes, signed, never kept."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from casework import joining, room_court
from casework.doors import Doors
from casework.joining import Shown
from db import hearing_links, room_seats, rooms
from db.room_people import HearingRow
from db.room_seats import GONE_AFTER
from db.rooms import RoomRow
from domain.case_ids import keyed_id
from domain.chain import canonical
from domain.contest_errors import TokenExpired
from domain.errors import NotFound, Unauthenticated
from domain.hearing_door import Door
from domain.letter import Language
from domain.people import Actor
from domain.room_errors import DeviceInUse, NoRoom

PREFIX: Final = "room"
LASTS: Final = timedelta(minutes=5)
LONGEST: Final = 1_000
RETRY_AFTER: Final = 30  # seconds, where no room was made yet


@dataclass(frozen=True)
class Ticket:
    """Who may come in, by which link, from which device, as which account, in which language; `until` in seconds."""

    hearing_id: str
    participant: str
    serial: int
    device: str
    account: str
    until: int
    lang: Language = "fr"


@dataclass(frozen=True)
class Given:
    """A ticket given out, and the door that it is for; `record`: the court records this hearing."""

    token: str
    ticket: Ticket
    door: Door
    record: bool


def device_of(doors: Doors, cookie: str) -> str:
    """How a browser's cookie is written down."""
    return keyed_id(doors.secret, "device", cookie)


@dataclass(frozen=True)
class Asked:
    """What a page shows for a ticket: its link, its device (`device_of`), who is signed in, its language."""

    link: str
    device: str
    actor: Actor | None = None
    lang: Language = "fr"


async def give(doors: Doors, hearing_id: str, asked: Asked) -> Given:
    """A ticket for the holder of a link.

    Raises Unauthenticated for no link of ours or without the role's account, NotFound for a link to another hearing,
    TokenRevoked, HearingNotOpen, TokenExpired by the link's window and once the room has ended, NoRoom, DeviceInUse.
    """
    shown = joining.opened(doors.secret, asked.link)
    if shown.hearing_id != hearing_id:
        raise NotFound
    now = await doors.clock.now()
    async with room_court.in_court(doors) as session:
        hearing, found = await _behind(session, shown)
        room_court.allow(hearing, shown.participant, asked.actor)
        row = await rooms.find(session, hearing_id)
        _admit(found, row, now)
        if row is None:
            raise NoRoom(retry_after=RETRY_AFTER)
        seat = (await room_seats.of_hearing(session, hearing_id)).get(shown.participant)
    if seat is not None and seat.device != asked.device and seat.silent < GONE_AFTER:
        raise DeviceInUse
    account = asked.actor.id if asked.actor is not None and room_court.needs_account(shown.participant) else ""
    ticket = Ticket(hearing_id, shown.participant, shown.serial, asked.device, account, _until(now), asked.lang)
    return Given(_signed(doors.secret, ticket), ticket, found, row.record)


def renewed(doors: Doors, ticket: Ticket, now: datetime) -> str:
    """The same ticket for another five minutes."""
    return _signed(doors.secret, replace(ticket, until=_until(now)))


def signed(doors: Doors, ticket: Ticket) -> str:
    """A ticket as it is shown."""
    return _signed(doors.secret, ticket)


async def opened(doors: Doors, hearing_id: str, token: str, device: str) -> Ticket:
    """What a ticket says, at the device that it was given to, while its link opens.

    Raises Unauthenticated for one that is not ours, not this hearing's, not this device's, or over; and as `give` does.
    """
    now, ticket = await doors.clock.now(), _read(doors.secret, token)
    ours = ticket.hearing_id == hearing_id and hmac.compare_digest(ticket.device, device)
    if not ours or ticket.until <= now.timestamp():
        raise Unauthenticated
    async with room_court.in_court(doors) as session:
        hearing, found = await _behind(session, Shown(hearing_id, ticket.participant, ticket.serial))
        await room_court.speaking(session, hearing, ticket.participant, ticket.account)
        _admit(found, await rooms.find(session, hearing_id), now, ended=True)
    return ticket


async def _behind(session: AsyncSession, shown: Shown) -> tuple[HearingRow, Door]:
    found = await hearing_links.door(session, shown.hearing_id, shown.participant, shown.serial)
    if found is None:
        raise NotFound
    return await room_court.hearing_of(session, shown.hearing_id), found


def _admit(door: Door, row: RoomRow | None, now: datetime, *, ended: bool = False) -> None:
    """A hearing under way that the case has judged or adjourned is still held until its room ends."""
    under_way = row is not None and row.held and row.ended_at is None
    replace(door, standing=door.standing or under_way or (ended and row is not None)).admit(now)
    if row is not None and row.ended_at is not None and not ended:
        raise TokenExpired


def _until(now: datetime) -> int:
    return int((now + LASTS).timestamp())


def _signed(secret: str, ticket: Ticket) -> str:
    said = urlsafe_b64encode(canonical(asdict(ticket)).encode()).decode().rstrip("=")
    return f"{PREFIX}.{said}.{keyed_id(secret, PREFIX, said)}"


def _read(secret: str, token: str) -> Ticket:
    """What a ticket says. Raises Unauthenticated for one that we did not sign."""
    prefix, _, rest = token.partition(".")
    said, _, seal = rest.partition(".")
    genuine = hmac.compare_digest(seal.encode(), keyed_id(secret, PREFIX, said).encode())
    if prefix != PREFIX or len(token) > LONGEST or not genuine:
        raise Unauthenticated
    try:
        given: dict[str, Any] = json.loads(urlsafe_b64decode(said + "=" * (-len(said) % 4)))
        return Ticket(**given)
    except (NotBase64, ValueError, TypeError) as fault:
        raise Unauthenticated from fault
