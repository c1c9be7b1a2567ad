"""What an act in a hearing's room does to its case. An act that the case refuses is refused in the room too."""

from datetime import datetime
from typing import Any, Final, Protocol

from casework import reading
from casework.acting import Accepted, Request, act_on_case
from casework.doors import Doors, entering
from casework.hearing_people import KNOWN
from casework.reading import CaseFile
from db import hearing_people, rooms
from domain import contest_states as states
from domain.chain import content_hash
from domain.errors import PreconditionFailed, TemporarilyUnavailable
from domain.hearing_door import MACHINERY
from domain.people import Actor
from domain.room import ROOM, Part, Person, Room, RoomEvent, opened

TRIES: Final = 3  # while others act on the case at the same instant
SOON: Final = 2  # seconds
DEFENCE: Final[tuple[Part, ...]] = ("defence", "lawyer")


class HearingIn(Protocol):
    """A hearing, as the room's door knows it."""

    @property
    def hearing_id(self) -> str:
        """The booking's id."""
        ...

    @property
    def case_id(self) -> str:
        """The case that it is of."""
        ...


async def follow(doors: Doors, actor: Actor, hearing: HearingIn, event: RoomEvent) -> None:
    """Do what an event of a room means for its case, before it is appended. Raises the CaseError that refuses it.

    Twice is once: the case's act is made from the hearing and the event, and one that is done already is not done
    again. Minutes come after the last event: `casework.room_minutes.keep`.
    """
    consequence = {"opened": _opened, "incident": _incident, "in_person_ordered": _in_person}.get(event.kind)
    if consequence is None:
        return
    for left in reversed(range(TRIES)):
        file = await reading.case_file(doors, actor, hearing.case_id)
        request = await consequence(doors, file, hearing, event)
        if request is None:
            return
        try:
            done = await act_on_case(doors, actor, hearing.case_id, request)
        except PreconditionFailed:
            if not left:
                raise
            continue
        if isinstance(done, Accepted):  # nobody knows yet whether the case takes it
            raise TemporarilyUnavailable(retry_after=SOON)
        return


async def room_of(doors: Doors, hearing: HearingIn) -> Room:
    """The room as its events left it, whoever locks it meanwhile."""
    key = await doors.keys.of_case(hearing.case_id)
    async with entering(doors, MACHINERY) as session:
        events = rooms.opened(key, await rooms.events(session, hearing.hearing_id))
        added = await hearing_people.of_hearing(session, hearing.hearing_id)
    keys = [*KNOWN, *(row.participant for row in added)]
    return opened(hearing.hearing_id, keys, (), events)


def present(room: Room) -> tuple[tuple[str, ...], str]:
    """The sides that attend, in the room or on the telephone, and how the clerk knew the defence."""
    defence = [one for one in room.people.values() if one.part in DEFENCE and _attends(one)]
    prosecution = [one for one in room.people.values() if one.part == "prosecution" and _attends(one)]
    sides = [name for name, there in (("defence", defence), ("prosecution", prosecution)) if there]
    return tuple(sides), next((one.identified_by for one in defence if one.identified_by), "")


def _attends(one: Person) -> bool:
    return one.telephone or (one.connected and one.place == ROOM)


async def _opened(doors: Doors, file: CaseFile, hearing: HearingIn, event: RoomEvent) -> Request | None:
    """The session is opened; a case that is in session already was opened by the bench, or a moment ago."""
    standing: dict[str, Any] = file.standing or {}
    if file.row.state == states.IN_SESSION and _of(standing, hearing):
        return None
    sides, identified_by = present(await room_of(doors, hearing))
    return _request("open_session", file, hearing, event, {"present": list(sides), "identified_by": identified_by})


async def _incident(doors: Doors, file: CaseFile, hearing: HearingIn, event: RoomEvent) -> Request | None:
    """Noted in the case before its judgment; afterwards the room's own log keeps it alone."""
    if not states.open_to("note_incident", file.row.state) or not _of(file.standing or {}, hearing):
        return None
    content = {"technical": event.facts["technical"], "text": event.facts["text"]}
    return _request("note_incident", file, hearing, event, content)


async def _in_person(doors: Doors, file: CaseFile, hearing: HearingIn, event: RoomEvent) -> Request | None:
    """Before the session the mode is imposed; in session the judge adjourns, which the bench sheet does."""
    standing: dict[str, Any] = file.standing or {}
    if file.row.state != states.SCHEDULED or not _of(standing, hearing):
        return None
    if standing["hearing"]["mode"] == "in_person":
        return None
    content = {"outcome": "imposed", "mode": "in_person", "reasons": event.facts["reasons"]}
    return _request("decide_mode", file, hearing, event, content)


def _of(standing: dict[str, Any], hearing: HearingIn) -> bool:
    return (standing.get("hearing") or {}).get("hearing_id") == hearing.hearing_id


def _request(
    action: str, file: CaseFile, hearing: HearingIn, event: RoomEvent, content: dict[str, Any]
) -> Request:  # fmt: skip
    """The case's act; its key is of this event, so that a second try finds the first one's answer.

    What was refused may be asked again a moment later: the instant is part of an opening's key, whose second try sees
    that the case is in session.
    """
    at = _instant(event.at) if action == "open_session" else ""
    of = content_hash([hearing.hearing_id, event.seq, event.kind, event.by, content, at])
    return Request(action, content, f"room-{of[:40]}", expects=file.row.seq)


def _instant(at: datetime) -> str:
    return at.isoformat()
