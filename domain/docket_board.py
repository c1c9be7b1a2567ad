"""The board of a docket as it fills: who sits where and when, and what is still free."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from domain.docket import Instance, Interpreter, Matter, Placed, Seat, Sitting

Spans = list[tuple[int, int]]


class Board:
    """What was placed so far; nothing is placed twice, and nobody is in two rooms at once."""

    def __init__(self, of: Instance) -> None:
        self.placed: dict[str, Placed] = {}
        self._sittings = {one.id: one for one in of.sittings}
        self._held: dict[str, set[int]] = {one.id: set(one.taken) for one in of.sittings}
        self._inside: dict[str, dict[str, tuple[str, ...]]] = {one.id: {} for one in of.sittings}
        self._busy: defaultdict[tuple[str, date], Spans] = defaultdict(list)
        self._by_language: defaultdict[tuple[str, date], list[Interpreter]] = defaultdict(list)
        for one in of.engaged:
            self._busy[one.who, one.day].append((one.begins, one.ends))
        for one in sorted(of.interpreters, key=lambda one: one.id):
            for day in sorted(one.days):
                self._by_language[one.language, day].append(one)

    def free_slots(self, sitting: Sitting) -> Iterator[int]:
        """The slots of a sitting that nobody has, in order."""
        held = self._held[sitting.id]
        return (slot for slot in range(sitting.slots) if slot not in held)

    def full(self, sitting: Sitting) -> bool:
        """Whether nothing more goes in."""
        return len(self._held[sitting.id]) == sitting.slots

    def left(self, sitting: Sitting) -> int:
        """How many slots are free."""
        return sitting.slots - len(self._held[sitting.id])

    def inside(self, sitting: Sitting) -> list[str]:
        """The matters of a sitting, in no order that means anything."""
        return list(self._inside[sitting.id])

    def shared(self, matter: Matter, sitting: Sitting) -> int:
        """How many matters of a sitting have somebody of this matter's people."""
        return sum(any(one in people for one in matter.people) for people in self._inside[sitting.id].values())

    def find(self, matter: Matter, sitting: Sitting) -> Placed | None:
        """The first place in a sitting at which everybody can be there; None where there is none."""
        for slot in self.free_slots(sitting):
            found = self.at(matter, sitting, slot)
            if found is not None:
                return found
        return None

    def at(self, matter: Matter, sitting: Sitting, slot: int) -> Placed | None:
        """The same for one slot, which is free."""
        span = sitting.span(slot)
        needed = (*_of_the_room(sitting), matter.party, *matter.people)
        if not all(self._is_free(one, sitting.day, span) for one in needed):
            return None
        if not matter.interpreter:
            return Placed(Seat(sitting.id, slot))
        able = self._by_language.get((matter.interpreter, sitting.day), ())
        ready = [one.id for one in able if self._is_free(one.id, sitting.day, span)]
        if not ready:
            return None
        here_already = [one for one in ready if self._busy.get((one, sitting.day))]
        return Placed(Seat(sitting.id, slot), (here_already or ready)[0])

    def place(self, matter: Matter, where: Placed) -> None:
        """Put a matter where `find` said."""
        sitting = self._sittings[where.seat.sitting]
        self._held[sitting.id].add(where.seat.slot)
        self._inside[sitting.id][matter.id] = matter.people
        for one in _who(matter, where, sitting):
            self._busy[one, sitting.day].append(sitting.span(where.seat.slot))
        self.placed[matter.id] = where

    def take_off(self, matter: Matter) -> Placed:
        """Take a matter from its place."""
        where = self.placed.pop(matter.id)
        sitting = self._sittings[where.seat.sitting]
        self._held[sitting.id].remove(where.seat.slot)
        del self._inside[sitting.id][matter.id]
        for one in _who(matter, where, sitting):
            self._busy[one, sitting.day].remove(sitting.span(where.seat.slot))
        return where

    def place_all(self, matters: Mapping[str, Matter], placed: Mapping[str, Placed]) -> None:
        """Put each matter of a docket at its place."""
        for matter_id, where in placed.items():
            self.place(matters[matter_id], where)

    def _is_free(self, who: str, day: date, span: tuple[int, int]) -> bool:
        busy = self._busy.get((who, day))
        return not busy or all(span[1] <= start or end <= span[0] for start, end in busy)


def _of_the_room(sitting: Sitting) -> tuple[str, str]:
    return f"judge {sitting.judge}", f"room {sitting.room}"


def _who(matter: Matter, where: Placed, sitting: Sitting) -> tuple[str, ...]:
    """Everybody and everything that a placed matter keeps."""
    interpreter = (where.interpreter,) if where.interpreter else ()
    return (*_of_the_room(sitting), matter.party, *matter.people, *interpreter)
