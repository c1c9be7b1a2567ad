"""What may be done in a hearing's room, by whom and when; each act becomes one event (DOMAIN §2.6)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from domain.errors import Forbidden, Invalid
from domain.room import LOBBY, OUT, ROOM, Room, RoomEvent
from domain.room_errors import RoomRefused

LONGEST: Final = 2_000  # characters of a text
LEADS: Final = frozenset({"judge", "clerk"})
CLERK: Final = frozenset({"clerk"})
JUDGE: Final = frozenset({"judge"})


@dataclass(frozen=True)
class RoomAct:
    """An act of a participant, `by` their key; `about` is whom it concerns."""

    name: str
    by: str
    about: str = ""
    content: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True)
class Terms:
    """What the hearing allows: its hour (UTC), the minutes before an absence counts, the providers it can move to."""

    starts_at: datetime
    grace: timedelta
    providers: tuple[str, ...] = ()


def event_of(room: Room, act: RoomAct, terms: Terms, now: datetime) -> RoomEvent:
    """The event that an act is. Raises Forbidden, Invalid, RoomRefused with the reason."""
    who = room.people.get(act.by)
    if act.name not in RULES:
        raise Invalid({"act": "not-a-choice"})
    may, made = RULES[act.name]
    if who is None or who.part not in may:
        raise Forbidden(act=act.name)
    if room.phase == "ended":
        raise RoomRefused(why="ended")
    kind, facts = made(room, act, terms, now)
    return RoomEvent(room.seq + 1, now, kind, act.by, act.about, facts)


Made = tuple[str, dict[str, Any]]


def _known(room: Room, act: RoomAct) -> str:
    if act.about not in room.people:
        raise Invalid({"about": "unknown"})
    return act.about


def _text(act: RoomAct, name: str) -> str:
    said = str(act.content.get(name, "")).strip()
    if not said or len(said) > LONGEST or "\0" in said:
        raise Invalid({name: "required" if not said else "invalid-text"})
    return said


def _identify(room: Room, act: RoomAct, terms: Terms, now: datetime) -> Made:
    _known(room, act)
    return "identified", {"how": _text(act, "how")}


def _admit(room: Room, act: RoomAct, terms: Terms, now: datetime) -> Made:
    """Into the room: known by the clerk, a witness once the hearing is open, nobody beside whom they may not meet."""
    one = room.people[_known(room, act)]
    if not one.connected:
        raise RoomRefused(why="not-here")
    if one.part == "observer":
        if not room.public:
            raise RoomRefused(why="closed-to-the-public")
    elif one.part not in LEADS and not one.identified_by:
        raise RoomRefused(why="not-identified")
    if one.part == "witness" and room.phase != "open":
        raise RoomRefused(why="witness-before-opening")
    _no_meeting(room, act.about, ROOM)
    return "admitted", {}


def _no_meeting(room: Room, key: str, place: str) -> None:
    if room.kept_from(key, place):
        raise RoomRefused(why="may-not-meet")


def _someone(kind: str) -> Callable[[Room, RoomAct, Terms, datetime], Made]:
    def made(room: Room, act: RoomAct, terms: Terms, now: datetime) -> Made:
        if room.people[_known(room, act)].part == "judge":
            raise RoomRefused(why="a-judge")
        return kind, {}

    return made


def _apart(room: Room, act: RoomAct, terms: Terms, now: datetime) -> Made:
    """Some people into a private room of their own, which nobody else hears and nothing records."""
    members = act.content.get("members")
    if not isinstance(members, list) or not 1 <= len(members) <= len(room.people):
        raise Invalid({"members": "required"})
    if any(not isinstance(key, str) or key not in room.people for key in members) or len({*members}) != len(members):
        raise Invalid({"members": "unknown"})
    if any(not room.people[key].connected or room.people[key].place == OUT for key in members):
        raise RoomRefused(why="not-here")
    if any(frozenset({one, other}) in room.apart for one in members for other in members if one != other):
        raise RoomRefused(why="may-not-meet")
    return "moved_apart", {"members": sorted(members), "place": room.free_private()}


def _back(room: Room, act: RoomAct, terms: Terms, now: datetime) -> Made:
    """The members of a private room return to where they were: the room, or the lobby."""
    place = room.people[_known(room, act)].place
    if place in (LOBBY, ROOM, OUT):
        raise RoomRefused(why="not-apart")
    members = sorted(one.key for one in room.at(place))
    for key in (key for key in members if room.people[key].admitted):
        _no_meeting(room, key, ROOM)
    return "brought_back", {"members": members}


def _open(room: Room, act: RoomAct, terms: Terms, now: datetime) -> Made:
    """Without the defence only once the grace is over, and never when something technical kept it away."""
    if room.phase != "waiting":
        raise RoomRefused(why="open-already")
    here = any(one.part in ("defence", "lawyer") and (one.place == ROOM or one.telephone) for one in here_of(room))
    if not here:
        if now < terms.starts_at + terms.grace:
            raise RoomRefused(why="grace", until=(terms.starts_at + terms.grace).isoformat())
        if kept_away(room):
            raise RoomRefused(why="technical-failure")
    return "opened", {"defence": here}


def here_of(room: Room) -> list[Any]:
    """Who attends now: joined, or on the telephone."""
    return [one for one in room.people.values() if one.connected or one.telephone]


def kept_away(room: Room) -> bool:
    """Whether something technical kept the defence away: noted by the clerk, or it had come and the line was lost."""
    lost = any(one.part in ("defence", "lawyer") and one.lost and one.place != OUT for one in room.people.values())
    return lost or bool(room.technical & {"*", "defence", "lawyer"})


def _in_phase(phase: str, kind: str) -> Callable[[Room, RoomAct, Terms, datetime], Made]:
    def made(room: Room, act: RoomAct, terms: Terms, now: datetime) -> Made:
        if room.phase != phase:
            raise RoomRefused(why=f"not-{phase}")
        return kind, {}

    return made


def _show(room: Room, act: RoomAct, terms: Terms, now: datetime) -> Made:
    """An exhibit by its number; the document and the hash are the file's, put there by the door."""
    number, document, digest = (act.content.get(name) for name in ("number", "document", "sha256"))
    if not isinstance(number, int) or not document or not digest:
        raise Invalid({"number": "unknown"})
    return "exhibit_shown", {"number": number, "document": document, "sha256": digest}


def _put_away(room: Room, act: RoomAct, terms: Terms, now: datetime) -> Made:
    return "exhibit_put_away", {}


def _telephone(room: Room, act: RoomAct, terms: Terms, now: datetime) -> Made:
    """The clerk hears somebody by telephone, and says how they were known."""
    _known(room, act)
    return "telephone", {"how": _text(act, "how")}


def _incident(room: Room, act: RoomAct, terms: Terms, now: datetime) -> Made:
    technical = act.content.get("technical")
    if not isinstance(technical, bool):
        raise Invalid({"technical": "required"})
    if act.about:
        _known(room, act)
    return "incident", {"technical": technical, "text": _text(act, "text")}


def _change_provider(room: Room, act: RoomAct, terms: Terms, now: datetime) -> Made:
    wanted = act.content.get("provider")
    if wanted not in terms.providers:
        raise Invalid({"provider": "not-a-choice"})
    if wanted == room.provider:
        raise RoomRefused(why="there-already")
    return "provider_changed", {"provider": wanted, "from": room.provider}


def _in_person(room: Room, act: RoomAct, terms: Terms, now: datetime) -> Made:
    return "in_person_ordered", {"reasons": _text(act, "reasons")}


def _end(room: Room, act: RoomAct, terms: Terms, now: datetime) -> Made:
    return "ended", {}


RULES: Final[dict[str, tuple[frozenset[str], Callable[[Room, RoomAct, Terms, datetime], Made]]]] = {
    "identify": (CLERK, _identify),
    "admit": (LEADS, _admit),
    "send_back": (LEADS, _someone("sent_back")),
    "dismiss": (LEADS, _someone("dismissed")),
    "mute": (LEADS, _someone("muted")),
    "unmute": (LEADS, _someone("unmuted")),
    "set_apart": (LEADS, _apart),
    "bring_back": (LEADS, _back),
    "open": (JUDGE, _open),
    "pause": (LEADS, _in_phase("open", "paused")),
    "resume": (LEADS, _in_phase("paused", "resumed")),
    "show_exhibit": (LEADS | {"prosecution", "defence", "lawyer"}, _show),
    "put_exhibit_away": (LEADS, _put_away),
    "telephone": (CLERK, _telephone),
    "incident": (LEADS, _incident),
    "change_provider": (CLERK, _change_provider),
    "order_in_person": (JUDGE, _in_person),
    "end": (JUDGE, _end),
}
