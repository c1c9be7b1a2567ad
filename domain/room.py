"""A hearing's room: who is where, who hears whom, what is shown. Its state is what its events left (DOMAIN §2.6).

The lobby is a place of one: nobody there sees or hears anybody. Whoever shares a place with somebody hears them.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final, Literal, get_args

Part = Literal["judge", "clerk", "prosecution", "defence", "lawyer", "interpreter", "witness", "observer"]
Phase = Literal["waiting", "open", "paused", "ended"]
PARTS: Final[tuple[Part, ...]] = get_args(Part)
LOBBY, ROOM, OUT, PRIVATE = "lobby", "room", "out", "private-"
MOST_OF_A_PART: Final = 99
_KEY: Final = re.compile(rf"({'|'.join(PARTS)})(?:-([2-9]|[1-9][0-9]))?")


def part_of(key: str) -> Part | None:
    """What a participant is: `witness-2` is a witness. None for no participant's name."""
    found = _KEY.fullmatch(key)
    return next((one for one in PARTS if found and one == found[1]), None)


@dataclass(frozen=True)
class Person:
    """Somebody of a hearing, by the key of their link.

    `place`: the lobby, the room, `private-N`, or out. `connected`: a device of theirs is joined now. `identified_by`:
    how the clerk knew them, empty until then. `telephone`: heard by a telephone that the clerk holds. `lost`: their
    line broke, and they did not leave.
    """

    key: str
    part: Part
    place: str = LOBBY
    connected: bool = False
    identified_by: str = ""
    admitted: bool = False
    muted: bool = False
    telephone: bool = False
    lost: bool = False
    joined_at: datetime | None = None


@dataclass(frozen=True)
class Shown:
    """The exhibit that everybody in the room sees: its number in the file, its document, the hash of its bytes."""

    number: int
    document: str
    sha256: str


@dataclass(frozen=True)
class RoomEvent:
    """Something that happened in a room. `by` and `about` are keys of participants; `facts` is plain data."""

    seq: int
    at: datetime
    kind: str
    by: str
    about: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True)
class Room:
    """A room as it stands. `apart`: pairs who may not meet. `public`: observers may be admitted."""

    hearing_id: str
    people: Mapping[str, Person]
    apart: frozenset[frozenset[str]] = frozenset()
    public: bool = True
    provider: str = "ours"
    phase: Phase = "waiting"
    shown: Shown | None = None
    incidents: int = 0
    technical: frozenset[str] = frozenset()  # of whom a technical failure was noted: never an absence
    in_person: bool = False
    seq: int = 0

    def at(self, place: str) -> list[Person]:
        """Who is somewhere."""
        return [one for one in self.people.values() if one.place == place]

    def kept_from(self, key: str, place: str) -> list[str]:
        """Who is at a place, and may not meet this person."""
        return [one.key for one in self.at(place) if frozenset({one.key, key}) in self.apart]

    def meets(self, one: str, other: str) -> bool:
        """Whether two people hear each other now: both joined, in one place that is not the lobby, nothing ended."""
        first, second = self.people.get(one), self.people.get(other)
        if first is None or second is None or one == other or self.phase == "ended":
            return False
        together = first.place == second.place and first.place not in (LOBBY, OUT)
        return together and first.connected and second.connected

    def peers(self, key: str) -> list[Person]:
        """Those whom a person exchanges media with now; two observers exchange nothing."""
        of = self.people[key].part
        met = [one for one in self.people.values() if self.meets(key, one.key)]
        return [one for one in met if not of == one.part == "observer"]

    def silent(self, key: str) -> bool:
        """Whether nobody is to hear or see this person now: an observer, the muted, all in the room when it pauses."""
        one = self.people[key]
        paused = self.phase == "paused" and one.place == ROOM
        return one.part == "observer" or one.muted or paused or self.phase == "ended"

    def seen_by(self, key: str) -> list[Person]:
        """The people whom a person is told of: all for who leads the hearing, else who is in the same place."""
        me = self.people[key]
        if me.part in ("judge", "clerk"):
            return list(self.people.values())
        if me.place in (LOBBY, OUT):
            return [me]
        return [one for one in self.at(me.place) if one.part != "observer" or one.key == key]

    def free_private(self) -> str:
        """The name of a private room in which nobody is."""
        taken = {one.place for one in self.people.values()}
        return next(name for rank in range(1, len(taken) + 2) if (name := f"{PRIVATE}{rank}") not in taken)


def opened(
    hearing_id: str, keys: Iterable[str], apart: Iterable[tuple[str, str]], events: Iterable[RoomEvent], *,
    public: bool = True, provider: str = "ours",
) -> Room:  # fmt: skip
    """The room of a hearing, from who has a link to it, who may not meet, and everything that happened."""
    people = {key: Person(key, part) for key in keys if (part := part_of(key)) is not None}
    room = Room(hearing_id, people, frozenset(frozenset(pair) for pair in apart), public, provider)
    for event in events:
        room = after(room, event)
    return room


def after(room: Room, event: RoomEvent) -> Room:
    """The room once an event has happened."""
    change = _PEOPLE.get(event.kind) or _ROOM.get(event.kind)
    return replace(change(room, event) if change else room, seq=event.seq)


def _with(room: Room, keys: Iterable[str], **values: Any) -> Room:
    changed = {key: replace(room.people[key], **values) for key in keys if key in room.people}
    return replace(room, people={**room.people, **changed})


def _came(room: Room, event: RoomEvent) -> Room:
    """A judge or a clerk is in the room at once, unless somebody whom they may not meet is there; whoever was somewhere
    is there again. With a link made `anew` somebody else may come: known to nobody yet.
    """
    part = part_of(event.about)
    if event.about not in room.people and part is not None:
        room = replace(room, people={**room.people, event.about: Person(event.about, part)})
    if event.facts.get("anew"):
        room = _with(room, [event.about], place=LOBBY, admitted=False, identified_by="")
    one = room.people[event.about]
    leads = one.part in ("judge", "clerk") and one.place == LOBBY and not room.kept_from(one.key, ROOM)
    return _with(room, [event.about], connected=True, lost=False, place=ROOM if leads else one.place,
                 admitted=leads or one.admitted, joined_at=one.joined_at or event.at)  # fmt: skip


def _left(room: Room, event: RoomEvent) -> Room:
    """On purpose, or because the line broke, which is nobody's absence."""
    return _with(room, [event.about], connected=False, lost=bool(event.facts.get("lost", True)))


def _moved(room: Room, event: RoomEvent) -> Room:
    return _with(room, event.facts["members"], place=event.facts["place"])


def _back(room: Room, event: RoomEvent) -> Room:
    for key in (key for key in event.facts["members"] if key in room.people):
        place = ROOM if room.people[key].admitted else LOBBY
        room = _with(room, [key], place=place)
    return room


def _incident(room: Room, event: RoomEvent) -> Room:
    about = {event.about or "*"} if event.facts.get("technical") else set[str]()
    return replace(room, incidents=room.incidents + 1, technical=room.technical | about)


def _shown(room: Room, event: RoomEvent) -> Room:
    return replace(room, shown=Shown(event.facts["number"], event.facts["document"], event.facts["sha256"]))


def _ended(room: Room, event: RoomEvent) -> Room:
    return replace(_with(room, room.people, place=OUT), phase="ended", shown=None)


Change = Callable[[Room, RoomEvent], Room]
_PEOPLE: Final[dict[str, Change]] = {
    "came": _came,
    "left": _left,
    "identified": lambda room, event: _with(room, [event.about], identified_by=event.facts["how"]),
    "admitted": lambda room, event: _with(room, [event.about], place=ROOM, admitted=True),
    "sent_back": lambda room, event: _with(room, [event.about], place=LOBBY, admitted=False),
    "dismissed": lambda room, event: _with(room, [event.about], place=OUT, admitted=False),
    "muted": lambda room, event: _with(room, [event.about], muted=True),
    "unmuted": lambda room, event: _with(room, [event.about], muted=False),
    "moved_apart": _moved,
    "brought_back": _back,
    "telephone": lambda room, event: _with(room, [event.about], telephone=True, identified_by=event.facts["how"]),
}
_ROOM: Final[dict[str, Change]] = {
    "opened": lambda room, event: replace(room, phase="open"),
    "paused": lambda room, event: replace(room, phase="paused"),
    "resumed": lambda room, event: replace(room, phase="open"),
    "exhibit_shown": _shown,
    "exhibit_put_away": lambda room, event: replace(room, shown=None),
    "incident": _incident,
    "provider_changed": lambda room, event: replace(room, provider=event.facts["provider"]),
    "in_person_ordered": lambda room, event: replace(room, in_person=True),
    "ended": _ended,
}
