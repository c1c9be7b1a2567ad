"""A hearing's room as it stands: its row, its events folded, the hearing that it is of."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from casework import room_court
from casework.doors import Doors
from db import cases, hearing_people, people, room_people, room_seats, rooms
from db.ciphertext import decrypt
from db.room_people import HearingRow, Named
from db.rooms import RoomRow
from domain.ports import DataKey
from domain.room import Room, RoomEvent, after, opened
from domain.room_acts import Terms
from domain.room_errors import NoRoom

ALWAYS: Final = ("judge", "clerk", "prosecution", "defence")


@dataclass(frozen=True)
class Standing:
    """What an act looks at. `events` are all that happened, `key` the case's."""

    hearing: HearingRow
    row: RoomRow
    room: Room
    events: tuple[RoomEvent, ...]
    key: DataKey


@dataclass(frozen=True)
class Exhibit:
    """An exhibit that may be shown: its number, what it is called, the document that it is."""

    number: int
    label: str
    document: str


@dataclass(frozen=True)
class Scene:
    """A room as people are told of it: what stands, names by participant, exhibits, who is on which page."""

    standing: Standing
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    exhibits: tuple[Exhibit, ...] = ()
    pages: Mapping[str, str] = field(default_factory=dict[str, str])


async def standing(doors: Doors, session: AsyncSession, hearing_id: str, *, lock: bool = False) -> Standing:
    """A room; locked, nobody else appends to it before the transaction ends. Raises NotFound, NoRoom, Erased."""
    hearing = await room_court.hearing_of(session, hearing_id)
    row = await (rooms.lock if lock else rooms.find)(session, hearing_id)
    if row is None:
        raise NoRoom
    key = await doors.keys.of_case(row.case_id)
    events = rooms.opened(key, await rooms.events(session, hearing_id))
    keys = dict.fromkeys([*ALWAYS, *await room_people.keys(session, hearing_id)])
    apart = await room_people.apart(session, hearing_id)
    room = opened(hearing_id, keys, apart, events, public=row.public, provider=row.provider)
    return Standing(hearing, row, replace(room, provider=row.provider), tuple(events), key)


def moved(now: Standing, row: RoomRow, event: RoomEvent) -> Standing:
    """The same after one more event."""
    return replace(now, row=row, room=after(now.room, event), events=(*now.events, event))


async def scene(doors: Doors, hearing_id: str) -> Scene:
    """A room with the names and exhibits that its people are told of. Raises as `standing` does."""
    async with room_court.in_court(doors) as session:
        now = await standing(doors, session, hearing_id)
        pages = {key: seat.page for key, seat in (await room_seats.of_hearing(session, hearing_id)).items()}
        return Scene(now, await _names(session, now), await exhibits(session, now), pages)


async def exhibits(session: AsyncSession, now: Standing) -> tuple[Exhibit, ...]:
    """The exhibits of the case, admitted or filed; those that were refused are shown to nobody."""
    case_id = now.row.case_id
    last = (await cases.last_events(session, [case_id])).get(case_id)
    told: dict[str, Any] = decrypt(now.key, f"{case_id}/event/{last.seq}", last.facts) if last else {}
    listed = told.get("standing", {}).get("exhibits", ())
    return tuple(
        Exhibit(one["number"], one["label"], one["document"]) for one in listed if one["ruling"] != "refused"
    )  # fmt: skip


def terms(doors: Doors, now: Standing) -> Terms:
    """What the hearing allows: a room that the court records moves only to who can record."""
    able = [one.name for one in doors.rooms.providers.values() if one.records or not now.row.record]
    return Terms(now.hearing.starts_at, timedelta(minutes=now.row.grace_minutes), tuple(able))


async def _names(session: AsyncSession, now: Standing) -> dict[str, str]:
    """Everybody's name: the defendant's as the statement has it, accounts' own, others as the court office wrote."""
    case_id = now.row.case_id
    case = await cases.find(session, case_id)
    summary: dict[str, Any] = decrypt(now.key, f"{case_id}/summary", case.summary) if case else {}
    found = {"defence": str(summary.get("party", {}).get("name", ""))}
    known = {"judge": now.hearing.judge} | accounts(now)
    told = await people.names_of(session, known.values())
    found |= {key: told[account] for key, account in known.items() if account in told}
    named = await room_people.named(session, now.hearing.hearing_id)
    return found | {one.participant: _opened(now, one) for one in named}


def accounts(now: Standing) -> dict[str, str]:
    """The accounts of those who came with one, by participant."""
    return {one.about: one.facts["account"] for one in now.events if one.kind == "came" and one.facts.get("account")}


def _opened(now: Standing, one: Named) -> str:
    place = hearing_people.place(now.row.case_id, now.hearing.hearing_id, one.participant, "name")
    return str(decrypt(now.key, place, one.name))
