"""Which kind of sitting each matter goes to: days are opened for officers, and a flow fills them at least cost.

Once it is settled on which days each officer comes, the rest is a flow, whole by nature and quick. The relaxation
proposes the days; then they are changed officer by officer, by the prices of slots, as long as the whole costs less.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from adapters.docket.bench import Coming, Kind, Ways
from adapters.docket.bound import Relaxed
from adapters.docket.flow import cheapest
from adapters.docket.prices import prices_of
from domain.docket import INTERPRETER_DAY, TRIP, UNPLACED, Matter

SHARES: Final = (0.5, 0.45, 0.4, 0.35, 0.3, 0.25, 0.2)  # a day is opened where somebody comes by more than so much
ROUNDS: Final = 16
PARTS: Final = (2, 4, 8, 16, 64)  # of the changes found, one in so many is tried, the best first


@dataclass(frozen=True)
class Filled:
    """A kind for each matter that has one, what it all costs, and who comes when for it."""

    cost: int
    where: Mapping[str, Kind]
    coming: frozenset[Coming]


@dataclass(frozen=True)
class _Change:
    """Other days for one person, and what they should save."""

    saves: float
    who: str
    days: frozenset[date]


def fill(ways: Ways, guide: Relaxed | None, start: Mapping[str, Kind]) -> Filled:
    """The best filling that was found, from what the relaxation opens or from a start; the same every time."""
    fillings = [_flow(ways, _opened(guide, share)) for share in SHARES] if guide else []
    best = min([_flow(ways, _counted(ways, start).coming), *fillings], key=lambda one: one.cost)
    for _ in range(ROUNDS):
        better = _improved(ways, best, guide)
        if better is None:
            return best
        best = better
    return best


def _opened(guide: Relaxed, share: float) -> frozenset[Coming]:
    return frozenset(key for key, part in guide.coming.items() if part > share)


def _improved(ways: Ways, best: Filled, guide: Relaxed | None) -> Filled | None:
    """A filling that costs less, by the prices of this one, or by those of the relaxation; None where none is found."""
    prices: list[Mapping[Kind, float]] = [prices_of(ways, best.where, best.coming)]
    prices += [guide.prices] if guide else []
    for of_slots in prices:
        changes = sorted(_changes(ways, of_slots, best), key=lambda one: (-one.saves, one.who))
        for count in sorted({max(1, len(changes) // part) for part in PARTS}, reverse=True) if changes else ():
            found = _flow(ways, _changed(best.coming, changes[:count]))
            if found.cost < best.cost:
                return found
    return None


def _changed(coming: Collection[Coming], changes: Sequence[_Change]) -> set[Coming]:
    others = {one.who for one in changes}
    return {key for key in coming if key[0] not in others} | {(one.who, day) for one in changes for day in one.days}


def _flow(ways: Ways, opened: Collection[Coming]) -> Filled:
    """The cheapest filling when people come on these days alone."""
    possible: dict[str, list[tuple[Kind, int]]] = {}
    for matter_id, own in ways.of_matter.items():
        sharing = ways.sharing(ways.matters[matter_id])
        possible[matter_id] = [
            (way.kind, way.cost) for way in own if all((one, way.kind.day) in opened for one in sharing)
        ]
    return _counted(ways, cheapest(possible, ways.room, UNPLACED))


def _counted(ways: Ways, where: Mapping[str, Kind]) -> Filled:
    coming, interpreted, cost = set[Coming](), set[Coming](), UNPLACED * (len(ways.of_matter) - len(where))
    for matter_id, kind in where.items():
        matter = ways.matters[matter_id]
        cost += ways.cost(matter_id, kind)
        coming.update((one, kind.day) for one in ways.sharing(matter))
        if matter.interpreter:
            interpreted.add((matter.interpreter, kind.day))
    return Filled(cost + TRIP * len(coming) + INTERPRETER_DAY * len(interpreted), where, frozenset(coming))


def _changes(ways: Ways, prices: Mapping[Kind, float], best: Filled) -> Iterator[_Change]:
    """For each person who comes for several matters, the one change of days that should save most, if any."""
    days_of: dict[str, set[date]] = {}
    for who, day in best.coming:
        days_of.setdefault(who, set()).add(day)
    for who, own in sorted(ways.own.items()):
        if len(own) > 1:
            alone = [one for one in map(ways.matters.__getitem__, own) if ways.sharing(one) == (who,)]
            found = _best_change(who, frozenset(days_of.get(who, ())), [_by_day(ways, prices, one) for one in alone])
            if found is not None:
                yield found


def _by_day(ways: Ways, prices: Mapping[Kind, float], matter: Matter) -> dict[date, float]:
    """What each day would cost a matter: waiting, and the price of the slot that it takes from others."""
    costs: dict[date, float] = {}
    for way in ways.of_matter[matter.id]:
        price = way.cost + prices.get(way.kind, 0.0)
        costs[way.kind.day] = min(price, costs.get(way.kind.day, price))
    return costs


def _best_change(who: str, days: frozenset[date], costs: Sequence[Mapping[date, float]]) -> _Change | None:
    possible = sorted({day for one in costs for day in one})
    closed = [day for day in possible if day not in days]
    opened = sorted(days)
    others = [days | {day} for day in closed] + [days - {day} for day in opened]
    others += [(days - {out}) | {into} for out in opened for into in closed]
    now = _cost(days, costs)
    best = min(((_cost(one, costs), rank) for rank, one in enumerate(others)), default=(now, 0))
    return _Change(now - best[0], who, others[best[1]]) if best[0] < now - 1 else None


def _cost(days: Collection[date], costs: Sequence[Mapping[date, float]]) -> float:
    return TRIP * len(days) + sum(min((one[day] for day in days if day in one), default=UNPLACED) for one in costs)
