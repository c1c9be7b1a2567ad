"""A docket within a minute: a greedy one at once, then days by the relaxation, seats day by day, and a last hand."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from adapters.docket.bench import Ways, kind_of
from adapters.docket.bound import relaxed
from adapters.docket.days import fill
from domain.docket import Instance, Placed, cost_of
from domain.docket_greedy import greedy, suiting
from domain.docket_polish import polish
from domain.docket_seats import seat

Say = Callable[[str], None]


@dataclass(frozen=True)
class Solved:
    """A docket; the least that any could cost, None where that was not known in time; how long both took."""

    placed: Mapping[str, Placed]
    bound: float | None
    first_answer_seconds: float
    seconds: float


def solve(of: Instance, say: Say) -> Solved:
    """The best docket that was found; `say` gets a line at each step. The same inputs give the same docket."""
    started = time.perf_counter()
    suits = suiting(of)
    at_once = greedy(of, suits)
    first = time.perf_counter() - started
    say(f"at once: {len(at_once)} placed, cost {cost_of(of, at_once).total}")
    ways = Ways(of, suits)
    guide = relaxed(ways)
    say(f"no docket costs less than {guide.cost:.0f}" if guide else "the bound was not found in time")
    sittings = {one.id: one for one in of.sittings}
    start = {one: kind_of(sittings[where.seat.sitting]) for one, where in at_once.items()}
    filled = fill(ways, guide, start)
    say(f"days: {len(filled.where)} placed, cost {filled.cost}")
    alike = {one: [its for its in own if kind_of(its) == filled.where.get(one)] for one, own in suits.items()}
    board = seat(of, alike)
    say(f"seats: {len(board.placed)} placed")
    placed = min(polish(of, board, suits), at_once, key=lambda one: cost_of(of, one).total)
    say(f"done: {len(placed)} placed, cost {cost_of(of, placed).total}")
    return Solved(placed, guide.cost if guide else None, first, time.perf_counter() - started)
