"""Rooms as tests play them: people come, act and leave in any order, and what was refused changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from domain.errors import CaseError
from domain.room import Room, RoomEvent, after, opened
from domain.room_acts import RoomAct, Terms, event_of

START: Final = datetime(2031, 5, 5, 13, tzinfo=UTC)
PEOPLE: Final = (
    "judge",
    "clerk",
    "prosecution",
    "defence",
    "lawyer",
    "interpreter",
    "witness",
    "witness-2",
    "observer",
)
APART: Final = (("defence", "witness"), ("judge", "witness-2"), ("observer", "witness"))
TERMS: Final = Terms(START, timedelta(minutes=15), ("ours", "janus"))
SHOWN: Final[dict[str, Any]] = {"number": 1, "document": "d", "sha256": "h"}


@dataclass
class Play:
    """A room, what happened in it, and its clock."""

    room: Room = field(default_factory=lambda: opened("h", PEOPLE, APART, ()))
    events: list[RoomEvent] = field(default_factory=list[RoomEvent])
    now: datetime = START

    def happens(self, kind: str, key: str, facts: Mapping[str, Any] | None = None) -> None:
        """What the door notes by itself; nothing once the room has ended."""
        if self.room.phase != "ended":
            self._take(RoomEvent(self.room.seq + 1, self.now, kind, key, key, facts or {}))

    def come(self, *keys: str) -> "Play":
        """Some people come."""
        for key in keys:
            self.happens("came", key)
        return self

    def act(self, name: str, by: str, about: str = "", **content: Any) -> "Play":
        """An act. Raises what it is refused with."""
        self._take(event_of(self.room, RoomAct(name, by, about, content), TERMS, self.now))
        return self

    def tries(self, name: str, by: str, about: str, content: Mapping[str, Any]) -> CaseError | None:
        """An act, or what it is refused with."""
        try:
            self.act(name, by, about, **content)
        except CaseError as refusal:
            return refusal
        return None

    def admit(self, *keys: str) -> "Play":
        """The clerk knows some people who are here, and lets them in."""
        for key in keys:
            self.act("identify", "clerk", key, how="Permis de conduire").act("admit", "clerk", key)
        return self

    def _take(self, event: RoomEvent) -> None:
        self.events.append(event)
        self.room = after(self.room, event)


def in_session(*more: str) -> Play:
    """A hearing under way: judge, clerk and defence in the room, and some others in the lobby."""
    return Play().come("judge", "clerk", "defence", *more).admit("defence").act("open", "judge")
