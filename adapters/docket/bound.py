"""The least that a docket can cost: a linear relaxation, by HiGHS; and what its solution says of days and prices.

Relaxed: a matter may be in several places by parts, sittings of a kind are one, and who is where at which minute is not
asked. No docket costs less than its optimum, whatever solver finds it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from ortools.math_opt.python import mathopt

from adapters.docket.bench import Coming, Kind, Ways
from domain.docket import INTERPRETER_DAY, TRIP, UNPLACED

PATIENCE: Final = timedelta(seconds=50)


@dataclass(frozen=True)
class Relaxed:
    """The optimum of the relaxation: its cost, how much each comes each day, what a slot of each kind is worth."""

    cost: float
    coming: Mapping[Coming, float]
    prices: Mapping[Kind, float]


@dataclass
class _Model:
    ways: Ways
    model: mathopt.Model = field(default_factory=lambda: mathopt.Model(name="docket"))
    costs: list[Any] = field(default_factory=list[Any])
    coming: dict[Coming, Any] = field(default_factory=dict[Coming, Any])
    inside: dict[Kind, list[Any]] = field(default_factory=dict[Kind, list[Any]])
    rooms: dict[Kind, Any] = field(default_factory=dict[Kind, Any])

    def build(self) -> None:
        """Each matter once or not at all; no kind over its slots; who is needed comes."""
        for matter_id in self.ways.of_matter:
            self._matter(matter_id)
        for kind, inside in self.inside.items():
            self.rooms[kind] = self.model.add_linear_constraint(mathopt.fast_sum(inside) <= self.ways.room[kind])
        self.model.minimize(mathopt.fast_sum(self.costs))

    def _matter(self, matter_id: str) -> None:
        matter, by_day = self.ways.matters[matter_id], dict[date, list[Any]]()
        left_out = self.model.add_variable(lb=0.0, ub=1.0)
        self.costs.append(UNPLACED * left_out)
        placed = [left_out]
        for way in self.ways.of_matter[matter_id]:
            here = self.model.add_variable(lb=0.0, ub=1.0)
            self.costs.append(way.cost * here)
            placed.append(here)
            by_day.setdefault(way.kind.day, []).append(here)
            self.inside.setdefault(way.kind, []).append(here)
        self.model.add_linear_constraint(mathopt.fast_sum(placed) == 1.0)
        needed = [(one, TRIP) for one in self.ways.sharing(matter)]
        needed += [(matter.interpreter, INTERPRETER_DAY)] if matter.interpreter else []
        for day, here in by_day.items():
            heard = mathopt.fast_sum(here)
            for who, cost in needed:
                self.model.add_linear_constraint(heard - self._comes(who, day, cost) <= 0.0)

    def _comes(self, who: str, day: date, cost: int) -> Any:
        if (who, day) not in self.coming:
            self.coming[who, day] = self.model.add_variable(lb=0.0, ub=1.0)
            self.costs.append(cost * self.coming[who, day])
        return self.coming[who, day]


def relaxed(ways: Ways, patience: timedelta = PATIENCE) -> Relaxed | None:
    """Solve the relaxation; None where the time was not enough."""
    made = _Model(ways)
    made.build()
    asked = mathopt.SolveParameters(time_limit=patience, lp_algorithm=mathopt.LPAlgorithm.BARRIER)
    found = mathopt.solve(made.model, mathopt.SolverType.HIGHS, params=asked)
    if found.termination.reason != mathopt.TerminationReason.OPTIMAL:
        return None
    values, worth = found.variable_values(), found.dual_values()
    coming = {key: float(values[one]) for key, one in made.coming.items()}
    prices = {kind: -float(worth[one]) for kind, one in made.rooms.items()}
    return Relaxed(found.termination.objective_bounds.dual_bound, coming, prices)
