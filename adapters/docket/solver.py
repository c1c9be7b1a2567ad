"""A docket within a minute: a greedy one at once, then days by the relaxation, seats day by day, and a last hand."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from adapters.docket.bench import Ways, kind_of
from adapters.docket.bound import relaxed
from adapters.docket.days import fill
from domain.docket import Instance, Placed, cost_of
from domain.docket_answer import Step
from domain.docket_greedy import greedy, suiting
from domain.docket_polish import polish
from domain.docket_seats import seat

Say = Callable[[Step], None]


@dataclass(frozen=True)
class Solved:
    """A docket; the least that any could cost, None where that was not known in time; how long both took."""

    placed: Mapping[str, Placed]
    bound: float | None
    first_answer_seconds: float
    seconds: float


def solve(of: Instance, say: Say) -> Solved:
    """The best docket that was found; `say` gets each step. The same inputs give the same docket."""
    started = time.perf_counter()
    suits = suiting(of)
    at_once = greedy(of, suits)
    first = time.perf_counter() - started
    say(Step("at-once", len(at_once), cost_of(of, at_once).total))
    ways = Ways(of, suits)
    guide = relaxed(ways)
    say(Step("bound", cost=round(guide.cost)) if guide else Step("no-bound"))
    sittings = {one.id: one for one in of.sittings}
    start = {one: kind_of(sittings[where.seat.sitting]) for one, where in at_once.items()}
    filled = fill(ways, guide, start)
    say(Step("days", len(filled.where), filled.cost))
    alike = {one: [its for its in own if kind_of(its) == filled.where.get(one)] for one, own in suits.items()}
    board = seat(of, alike)
    say(Step("seats", len(board.placed)))
    placed = min(polish(of, board, suits), at_once, key=lambda one: cost_of(of, one).total)
    say(Step("done", len(placed), cost_of(of, placed).total))
    return Solved(placed, guide.cost if guide else None, first, time.perf_counter() - started)
