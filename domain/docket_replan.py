"""A published docket after something changed: whoever can stay where they were told to come, stays.

Who must move goes where the whole costs least; if no free place suits, somebody else is moved, or two are.
"""

from collections.abc import Mapping

from domain.docket import Instance, Matter, Placed, Sitting, Suits, broken, urgency
from domain.docket_board import Board
from domain.docket_greedy import Tally, place_cheapest
from domain.docket_seats import squeeze


def replan(
    of: Instance, suits: Suits, meant: Mapping[str, str]
) -> dict[str, Placed]:  # fmt: skip
    """A place for each matter that has one; `Matter.published` says where each was told to come.

    `meant` is the sitting that each had best go to, or stay in; who is meant to move gives way to the others.
    """
    made = _Replan(of, suits, meant)
    made.keep()
    made.move()
    made.settle()
    return made.board.placed


class _Replan:
    """A board that fills again, in three rounds."""

    def __init__(self, of: Instance, suits: Suits, meant: Mapping[str, str]) -> None:
        self.board = Board(of)
        self._of, self._suits, self._meant = of, suits, meant
        self._tally, self._sittings = Tally(of), {one.id: one for one in of.sittings}

    def keep(self) -> None:
        """Whoever is meant to stay stays, as far as they still can."""
        for matter in _in_order(self._of, self._sittings):
            if matter.published is not None and self._meant.get(matter.id) == matter.published.sitting:
                self._put(matter, _as_published(self._of, self.board, self._sittings, matter))

    def move(self) -> None:
        """The others, where they are meant to go."""
        for matter in _others(self._of, self.board):
            if matter.id in self._meant:
                self._put(matter, self.board.find(matter, self._sittings[self._meant[matter.id]]))

    def settle(self) -> None:
        """Who has no place yet, at the cheapest that is free; who was told to come, where another is."""
        matters = {one.id: one for one in self._of.matters}
        for matter in _others(self._of, self.board):
            settled = place_cheapest(self.board, self._tally, matter, self._suits[matter.id])
            for deep in (False, True):
                if not settled and matter.published is not None:
                    settled = squeeze(self.board, matter, matters, self._suits, deep=deep)

    def _put(self, matter: Matter, where: Placed | None) -> None:
        if where is not None:
            self.board.place(matter, where)
            self._tally.pay(matter, self._sittings[where.seat.sitting])


def _others(of: Instance, board: Board) -> list[Matter]:
    """Those without a place: whoever was told to come somewhere first, the most urgent of them before others."""
    left = [one for one in of.matters if one.id not in board.placed]
    return sorted(left, key=lambda one: (one.published is None, -urgency(one, of.days[0]), one.id))


def _in_order(of: Instance, sittings: Mapping[str, Sitting]) -> list[Matter]:
    """The published ones by their hour, so that interpreters go round."""

    def begins(matter: Matter) -> tuple[object, ...]:
        seat = matter.published
        sitting = sittings[seat.sitting] if seat else None
        return (sitting.day, sitting.span(seat.slot), matter.id) if seat and sitting else ()

    return sorted((one for one in of.matters if one.published and one.published.sitting in sittings), key=begins)


def _as_published(of: Instance, board: Board, sittings: Mapping[str, Sitting], matter: Matter) -> Placed | None:
    seat = matter.published
    if seat is None or broken(matter, sittings[seat.sitting], of) is not None:
        return None
    if seat.slot not in board.free_slots(sittings[seat.sitting]):
        return None
    return board.at(matter, sittings[seat.sitting], seat.slot)
