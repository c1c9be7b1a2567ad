"""What an act in a hearing's room does to its case."""

from typing import Any, Final

from casework import acting, room_court, room_standing
from casework.acting import Request
from casework.doors import Doors
from db import cases
from db.room_people import HearingRow
from domain.contest_states import IN_SESSION
from domain.errors import NotFound
from domain.people import Actor
from domain.room import ROOM, Person, Room, RoomEvent

SIDES: Final = {"defence": ("defence", "lawyer"), "prosecution": ("prosecution",)}


async def follow(doors: Doors, actor: Actor, hearing: HearingRow, event: RoomEvent) -> None:
    """Do to the case what an event of its room asks for, once. Raises what the case refuses."""
    if event.kind == "opened":
        await _open(doors, actor, hearing)


async def _open(doors: Doors, actor: Actor, hearing: HearingRow) -> None:
    """The judge's opening of the room is that of the session; one that is open already stays so."""
    async with room_court.in_court(doors) as session:
        now = await room_standing.standing(doors, session, hearing.hearing_id)
        case = await cases.find(session, hearing.case_id)
    if case is None:
        raise NotFound
    if case.state != IN_SESSION:
        request = Request("open_session", _attendance(now.room), f"room-{hearing.hearing_id}-opened", case.seq)
        await acting.act_on_case(doors, actor, case.id, request)


def _attendance(room: Room) -> dict[str, Any]:
    present = [side for side in SIDES if _here(room, side)]
    known = [one.identified_by for one in _here(room, "defence") if one.identified_by]
    return {"present": present, "identified_by": known[0] if known else ""}


def _here(room: Room, side: str) -> list[Person]:
    return [one for one in room.people.values()
            if one.part in SIDES[side] and ((one.connected and one.place == ROOM) or one.telephone)]  # fmt: skip
