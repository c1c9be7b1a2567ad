"""A docket at once: each matter in turn at the place that costs least."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from domain.docket import (
    INTERPRETER_DAY,
    OVER_FAIR,
    TRIP,
    Instance,
    Matter,
    Placed,
    Sitting,
    Suits,
    broken,
    fair_shares,
    urgency,
    wait_cost,
)
from domain.docket_board import Board


def suiting(of: Instance) -> dict[str, list[Sitting]]:
    """The sittings in which each matter may be heard, earliest first."""
    ordered = sorted(of.sittings, key=lambda one: (one.day, one.starts, one.id))
    return {matter.id: [one for one in ordered if broken(matter, one, of) is None] for matter in of.matters}


def greedy(of: Instance, suits: Suits) -> dict[str, Placed]:
    """Officers with most matters first, so that theirs go together; then the others, the most urgent first."""
    own = defaultdict[str, int](int)
    for matter in of.matters:
        for one in matter.people:
            own[one] += 1
    first = of.days[0]

    def rank(matter: Matter) -> tuple[int, int, str, int, str]:
        most = max(((own[one], one) for one in matter.people), default=(0, ""))
        return (len(suits[matter.id]) > FEW, -most[0], most[1], -urgency(matter, first), matter.id)

    board, tally = Board(of), Tally(of)
    for matter in sorted(of.matters, key=rank):
        place_cheapest(board, tally, matter, suits[matter.id])
    return board.placed


FEW: Final = 8  # a matter with so few sittings that suit it goes before the others


class Tally:
    """What is paid for already: trips, interpreted days, the judges' loads."""

    def __init__(self, of: Instance) -> None:
        self._paid = defaultdict[tuple[str, date], int](int)
        self._loads = defaultdict[str, int](int)
        self._shares = fair_shares(of)
        self._first = of.days[0]

    def price(self, matter: Matter, sitting: Sitting) -> int:
        """What a matter would add in a sitting."""
        price = wait_cost(matter, sitting, self._first)
        price += TRIP * sum(not self._paid.get((one, sitting.day)) for one in matter.people)
        if matter.interpreter and not self._paid.get((matter.interpreter, sitting.day)):
            price += INTERPRETER_DAY
        return price + OVER_FAIR * (self._loads[sitting.judge] >= self._shares[sitting.judge])

    def together(self, several: Sequence[tuple[Matter, Sitting]]) -> int:
        """What some matters would add one after the other; nothing is paid in the end."""
        price = 0
        for matter, sitting in several:
            price += self.price(matter, sitting)
            self.pay(matter, sitting)
        for matter, sitting in several:
            self.take_back(matter, sitting)
        return price

    def pay(self, matter: Matter, sitting: Sitting) -> None:
        """It was placed there."""
        self._count(matter, sitting, 1)

    def take_back(self, matter: Matter, sitting: Sitting) -> None:
        """It is there no more."""
        self._count(matter, sitting, -1)

    def _count(self, matter: Matter, sitting: Sitting, one: int) -> None:
        for who in (*matter.people, *((matter.interpreter,) if matter.interpreter else ())):
            self._paid[who, sitting.day] += one
        self._loads[sitting.judge] += one


def place_cheapest(board: Board, tally: Tally, matter: Matter, suits: Sequence[Sitting]) -> bool:
    """Put a matter at the place that adds least; whether there was one."""
    open_ones = [one for one in suits if not board.full(one)]
    price: Callable[[Sitting], int] = lambda one: tally.price(matter, one)  # noqa: E731
    for sitting in sorted(open_ones, key=price):
        found = board.find(matter, sitting)
        if found is not None:
            board.place(matter, found)
            tally.pay(matter, sitting)
            return True
    return False


def place_first(board: Board, matter: Matter, suits: Sequence[Sitting]) -> bool:
    """Put a matter at the first place of some sittings, in their order; whether there was one."""
    for sitting in suits:
        found = None if board.full(sitting) else board.find(matter, sitting)
        if found is not None:
            board.place(matter, found)
            return True
    return False


def first_come(of: Instance, suits: Suits) -> dict[str, Placed]:
    """How courts place without a computer: each matter, as they wait, at the earliest place that suits it."""
    board = Board(of)
    for matter in sorted(of.matters, key=lambda one: (one.since, one.id)):
        place_first(board, matter, suits[matter.id])
    return board.placed
