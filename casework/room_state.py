"""What one person is told of a room: themselves, who is with them, whom they exchange media with, what they may do."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from casework.room_standing import Scene
from domain.room import ROOM, Person, Room
from domain.room_acts import RULES
from domain.room_ports import Entrance

# Acts that wait for a phase of the room; the others are open until it has ended.
IN_PHASE: Final = {"open": ("waiting",), "pause": ("open",), "resume": ("paused",)}
SHOWS: Final = RULES["show_exhibit"][0]


def of(
    scene: Scene, key: str, entrance: Entrance, *, records: bool, providers: Sequence[str] = ()
) -> dict[str, Any]:  # fmt: skip
    """The message that tells a person how the room stands.

    `records`: its provider can record. `providers`: whose the room may be, told to whoever may change it.
    """
    room, now = scene.standing.room, scene.standing
    me = room.people[key]
    return {
        "type": "state",
        "seq": room.seq,
        "phase": room.phase,
        "provider": room.provider,
        "entrance": {"how": entrance.how, "url": entrance.url, "token": entrance.token},
        "me": _person(room, me, scene.names),
        "people": [_person(room, one, scene.names) for one in room.seen_by(key)],
        "peers": [_peer(scene, me, one) for one in room.peers(key)],
        "shown": _shown(scene, me),
        "acts": (acts := acts_of(room, me)),
        "providers": list(providers) if "change_provider" in acts else [],
        "in_person": room.in_person,
        "recording": now.row.record and records and room.phase != "ended",
        "exhibits": [{"number": one.number, "label": one.label} for one in scene.exhibits if me.part in SHOWS],
    }


def acts_of(room: Room, me: Person) -> list[str]:
    """The acts that a person may do now, by their names."""
    if room.phase == "ended":
        return []
    return [
        name for name, (may, _) in RULES.items()
        if me.part in may and room.phase in IN_PHASE.get(name, (room.phase,))
    ]  # fmt: skip


def _person(room: Room, one: Person, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "key": one.key,
        "part": one.part,
        "name": names.get(one.key, ""),
        "place": one.place,
        "connected": one.connected,
        "identified_by": one.identified_by,
        "admitted": one.admitted,
        "muted": one.muted,
        "telephone": one.telephone,
        "silent": room.silent(one.key),
    }


def _peer(scene: Scene, me: Person, one: Person) -> dict[str, Any]:
    """Of two peers, the one whose key sorts later is polite. `page` changes when theirs was loaded anew."""
    return {
        "key": one.key, "part": one.part, "polite": me.key > one.key, "sends": one.part != "observer",
        "silent": scene.standing.room.silent(one.key), "page": scene.pages.get(one.key, ""),
    }  # fmt: skip


def _shown(scene: Scene, me: Person) -> dict[str, Any] | None:
    """The exhibit on show, for who is in the room."""
    shown, hearing_id = scene.standing.room.shown, scene.standing.hearing.hearing_id
    if shown is None or me.place != ROOM:
        return None
    label = next((one.label for one in scene.exhibits if one.number == shown.number), "")
    return {
        "number": shown.number, "label": label, "url": f"/api/v1/hearings/{hearing_id}/exhibits/{shown.number}",
    }  # fmt: skip
