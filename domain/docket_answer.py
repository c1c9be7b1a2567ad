"""What a docket is worth, how far its making is, and the answer that is given to whoever asked for one."""

import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from domain.docket import TRIP, Cost, Instance, Placed, cost_of
from domain.docket_greedy import first_come, greedy, suiting
from domain.docket_reasons import Reason, reasons

Code = Literal["at-once", "bound", "no-bound", "days", "seats", "done"]

_SAID: Final[Mapping[Code, str]] = {
    "at-once": "at once: {placed} placed, cost {cost}",
    "bound": "no docket costs less than {cost}",
    "no-bound": "the bound was not found in time",
    "days": "days: {placed} placed, cost {cost}",
    "seats": "seats: {placed} placed",
    "done": "done: {placed} placed, cost {cost}",
}


@dataclass(frozen=True)
class Step:
    """A step of the making; how many matters have a place after it, and what the docket costs, where it is known."""

    code: Code
    placed: int | None = None
    cost: int | None = None

    def __str__(self) -> str:
        """In English, for a terminal."""
        return _SAID[self.code].format(placed=self.placed, cost=self.cost)


@dataclass(frozen=True)
class Figures:
    """What a docket is worth. Waiting is in days from the docket's first; who has no place waits past its last."""

    placed: int
    unplaced: int
    cost: Cost
    trips: int
    median_wait: float

    @property
    def objective(self) -> int:
        """All that it costs."""
        return self.cost.total


@dataclass(frozen=True)
class Answer:
    """A docket with a reason for each matter, beside first come and the greedy one.

    `bound` is the least that any docket costs, None until it is known. `final`: no better one follows.
    """

    placed: Mapping[str, Placed]
    reasons: Mapping[str, Reason]
    own: Figures
    first_come: Figures
    greedy: Figures
    bound: float | None = None
    final: bool = False

    @property
    def gap(self) -> float | None:
        """By what part of the bound this docket costs more than it."""
        return (self.own.objective - self.bound) / self.bound if self.bound else None


def figures(of: Instance, placed: Mapping[str, Placed]) -> Figures:
    """The figures of a docket."""
    sittings, first = {one.id: one for one in of.sittings}, of.days[0]
    days = [(sittings[where.seat.sitting].day - first).days for where in placed.values()]
    without, beyond = len(of.matters) - len(placed), (of.days[-1] - first).days + 1
    cost, waits = cost_of(of, placed), [*days, *([beyond] * without)]
    return Figures(len(placed), without, cost, cost.trips // TRIP, statistics.median(waits) if waits else 0)


def answered(
    of: Instance, placed: Mapping[str, Placed], bound: float | None = None, *, final: bool = False
) -> Answer:  # fmt: skip
    """The answer that a docket is."""
    suits = suiting(of)
    return Answer(
        placed, reasons(of, placed), figures(of, placed), figures(of, first_come(of, suits)),
        figures(of, greedy(of, suits)), bound, final,
    )  # fmt: skip
