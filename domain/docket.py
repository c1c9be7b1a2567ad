"""A docket: matters to be heard, the slots of sittings, what a placement must satisfy, and what one costs.

Pure, and read by every way of placing alike: by hand, first come, greedily, by the optimiser. Days are local; hours are
minutes after local midnight; costs are whole numbers without a unit, of which only the ratios mean something.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final, Literal

from domain.contest_rules import Mode
from domain.letter import Language
from domain.placement import SittingLanguage

Broken = Literal["language", "mode", "kind", "judge", "notice", "duration", "absent", "interpreter"]

TRIP: Final = 20  # of an issuing officer or a witness, each day that they come
INTERPRETER_DAY: Final = 10  # of a language, each day that it is interpreted
UNPLACED: Final = 2_000  # a matter without a place; more than any place may cost
OVER_FAIR: Final = 4  # each matter of a judge beyond a fair share
OLD_AFTER: Final = 180  # days of waiting, from which a matter's days count double; thrice after twice as many


@dataclass(frozen=True)
class Sitting:
    """A judge in a room, or by video, on a day: `slots` one after the other from `starts`, each of `minutes`.

    `kinds` are those that it hears, all when there are none; `taken` are slots that are not the docket's to give.
    """

    id: str
    judge: str
    room: str
    mode: Mode
    language: SittingLanguage
    day: date
    starts: int
    slots: int
    minutes: int
    kinds: tuple[str, ...] = ()
    taken: tuple[int, ...] = ()

    def span(self, slot: int) -> tuple[int, int]:
        """When a slot begins and ends."""
        start = self.starts + slot * self.minutes
        return start, start + self.minutes


@dataclass(frozen=True)
class Seat:
    """A slot of a sitting."""

    sitting: str
    slot: int


@dataclass(frozen=True)
class Matter:
    """A case to be heard.

    `earliest` is the first day that the notice of hearing leaves; `since`, the day from which it waits. `people` are
    the officer who issued the statement and the witnesses: they come for it. `avoid` are judges in conflict.
    `interpreter` is the language to interpret, or nothing. `published` is where it was placed already, and was told so.
    """

    id: str
    party: str
    kind: str
    language: Language
    mode: Mode
    minutes: int
    earliest: date
    since: date
    interpreter: str = ""
    people: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    published: Seat | None = None


@dataclass(frozen=True)
class Interpreter:
    """Somebody who interprets a language on some days, in one room at a time."""

    id: str
    language: str
    days: frozenset[date]


@dataclass(frozen=True)
class Engaged:
    """Somebody is elsewhere between two minutes of a day."""

    who: str
    day: date
    begins: int
    ends: int


@dataclass(frozen=True)
class Instance:
    """All that a docket is made of.

    `absences` are the days on which parties, officers and witnesses cannot come; `engaged`, when they are at hearings
    that are not the docket's to move.
    """

    days: tuple[date, ...]
    sittings: tuple[Sitting, ...]
    matters: tuple[Matter, ...]
    interpreters: tuple[Interpreter, ...] = ()
    absences: Mapping[str, frozenset[date]] = field(default_factory=dict[str, frozenset[date]])
    engaged: tuple[Engaged, ...] = ()

    @cached_property
    def interpreted(self) -> frozenset[tuple[str, date]]:
        """Which languages are interpreted on which days."""
        return frozenset((one.language, day) for one in self.interpreters for day in one.days)

    @property
    def capacity(self) -> int:
        """How many slots there are to give."""
        return sum(one.slots - len(one.taken) for one in self.sittings)


@dataclass(frozen=True)
class Placed:
    """Where a matter is heard, and by whom it is interpreted."""

    seat: Seat
    interpreter: str = ""


@dataclass(frozen=True)
class Cost:
    """What a docket costs, by what for."""

    unplaced: int
    waiting: int
    trips: int
    interpreters: int
    unfair: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.unplaced + self.waiting + self.trips + self.interpreters + self.unfair


Suits = Mapping[str, Sequence[Sitting]]  # the sittings in which each matter may be heard, by its id


def broken(matter: Matter, sitting: Sitting, of: Instance) -> Broken | None:
    """The first rule that a matter would break in a sitting, whatever else is placed; None where it may be heard."""
    if sitting.language not in (matter.language, "both"):
        return "language"
    if sitting.mode != matter.mode:
        return "mode"
    if sitting.kinds and matter.kind not in sitting.kinds:
        return "kind"
    if sitting.judge in matter.avoid:
        return "judge"
    if sitting.day < matter.earliest:
        return "notice"
    if matter.minutes > sitting.minutes:
        return "duration"
    if any(sitting.day in of.absences.get(one, ()) for one in (matter.party, *matter.people)):
        return "absent"
    unheard = bool(matter.interpreter) and (matter.interpreter, sitting.day) not in of.interpreted
    return "interpreter" if unheard else None


def urgency(matter: Matter, first_day: date) -> int:
    """What a day of this matter's waiting weighs: 1, 2 or 3, by how long it has waited when the docket begins."""
    return 1 + min(2, (first_day - matter.since).days // OLD_AFTER)


def wait_cost(matter: Matter, sitting: Sitting, first_day: date) -> int:
    """What it costs to hear a matter that late in the docket."""
    return urgency(matter, first_day) * (sitting.day - first_day).days


def fair_shares(of: Instance) -> dict[str, int]:
    """How many matters are each judge's share: as many as the judge's slots are of all slots, rounded up."""
    slots: dict[str, int] = {}
    for one in of.sittings:
        slots[one.judge] = slots.get(one.judge, 0) + one.slots - len(one.taken)
    many, capacity = min(len(of.matters), of.capacity), max(of.capacity, 1)
    return {judge: -(-many * own // capacity) for judge, own in slots.items()}


def cost_of(of: Instance, placed: Mapping[str, Placed]) -> Cost:
    """What a docket costs."""
    sittings, first = {one.id: one for one in of.sittings}, of.days[0]
    trips, interpreted, loads = set[tuple[str, date]](), set[tuple[str, date]](), dict[str, int]()
    waiting = 0
    for matter in of.matters:
        if matter.id not in placed:
            continue
        sitting = sittings[placed[matter.id].seat.sitting]
        waiting += wait_cost(matter, sitting, first)
        trips.update((one, sitting.day) for one in matter.people)
        if matter.interpreter:
            interpreted.add((matter.interpreter, sitting.day))
        loads[sitting.judge] = loads.get(sitting.judge, 0) + 1
    shares = fair_shares(of)
    return Cost(
        unplaced=UNPLACED * (len(of.matters) - len(placed)),
        waiting=waiting,
        trips=TRIP * len(trips),
        interpreters=INTERPRETER_DAY * len(interpreted),
        unfair=OVER_FAIR * sum(max(0, load - shares[judge]) for judge, load in loads.items()),
    )
