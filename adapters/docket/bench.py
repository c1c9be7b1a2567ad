"""What the optimiser works on: sittings of a day that are alike, and each matter's ways into them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from domain.contest_rules import Mode
from domain.docket import TRIP, Instance, Matter, Sitting, Suits, wait_cost
from domain.placement import SittingLanguage

Coming = tuple[str, date]  # somebody who comes on a day, or a language that is interpreted on it


@dataclass(frozen=True, order=True)
class Kind:
    """Sittings of one day that differ by judge, room and hour alone."""

    day: date
    mode: Mode
    language: SittingLanguage
    minutes: int
    kinds: tuple[str, ...]


def kind_of(sitting: Sitting) -> Kind:
    """The kind of a sitting."""
    return Kind(sitting.day, sitting.mode, sitting.language, sitting.minutes, sitting.kinds)


@dataclass(frozen=True)
class Way:
    """A matter heard in a sitting of a kind, and what that costs by itself."""

    kind: Kind
    cost: int


class Ways:
    """An instance as the optimiser sees it; everything in an order that depends on nothing else."""

    def __init__(self, of: Instance, suits: Suits) -> None:
        self.of = of
        self.room: dict[Kind, int] = {}
        for one in sorted(of.sittings, key=lambda one: (kind_of(one), one.id)):
            self.room[kind_of(one)] = self.room.get(kind_of(one), 0) + one.slots - len(one.taken)
        self.own = self._own()
        self.of_matter = {matter.id: self._ways(matter, suits[matter.id]) for matter in of.matters}

    def sharing(self, matter: Matter) -> tuple[str, ...]:
        """Who comes for this matter and for others too; for the others of its people, each place is a trip anyway."""
        return tuple(one for one in matter.people if len(self.own[one]) > 1)

    def cost(self, matter_id: str, kind: Kind) -> int:
        """What it costs to hear a matter in a kind that suits it."""
        return self._costs[matter_id][kind]

    @cached_property
    def matters(self) -> dict[str, Matter]:
        """The matters by id."""
        return {matter.id: matter for matter in self.of.matters}

    @cached_property
    def _costs(self) -> dict[str, dict[Kind, int]]:
        return {one: {way.kind: way.cost for way in own} for one, own in self.of_matter.items()}

    def _own(self) -> dict[str, list[str]]:
        own: dict[str, list[str]] = {}
        for matter in self.of.matters:
            for one in matter.people:
                own.setdefault(one, []).append(matter.id)
        return own

    def _ways(self, matter: Matter, suits: Sequence[Sitting]) -> tuple[Way, ...]:
        alone = TRIP * (len(matter.people) - len(self.sharing(matter)))
        kinds = {kind_of(one): wait_cost(matter, one, self.of.days[0]) + alone for one in suits}
        return tuple(Way(kind, kinds[kind]) for kind in sorted(kinds))
