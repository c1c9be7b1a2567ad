"""A docket looked over once more: what has no place gets one, and what can be heard at less cost moves there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from domain.docket import Instance, Matter, Placed, Sitting, Suits
from domain.docket_board import Board
from domain.docket_greedy import Tally
from domain.docket_seats import squeeze

TURNS: Final = 4


def polish(
    of: Instance, board: Board, suits: Suits, *, swaps: bool = False
) -> dict[str, Placed]:  # fmt: skip
    """Move what costs less elsewhere, and squeeze in what has no place, until a turn changes nothing.

    `swaps`: two may change places too, which in a large docket takes longer than it is worth.
    """
    sittings, matters = {one.id: one for one in of.sittings}, {one.id: one for one in of.matters}
    for _ in range(TURNS):
        tally = _paid(of, board, sittings)
        changed = [_better(board, tally, matter, suits[matter.id], sittings) for matter in of.matters]
        if swaps:
            pairs = _Swaps(board, tally, matters, sittings, suits)
            changed += [pairs.find(matter) for matter in of.matters if matter.people and matter.id in board.placed]
        left = [one for one in of.matters if one.id not in board.placed]
        changed += [squeeze(board, one, matters, suits, deep=deep) for deep in (False, True) for one in left
                    if one.id not in board.placed]  # fmt: skip
        if not any(changed):
            break
    return board.placed


def _paid(of: Instance, board: Board, sittings: Mapping[str, Sitting]) -> Tally:
    tally = Tally(of)
    for matter in of.matters:
        if matter.id in board.placed:
            tally.pay(matter, sittings[board.placed[matter.id].seat.sitting])
    return tally


def _better(
    board: Board, tally: Tally, matter: Matter, suits: Sequence[Sitting], sittings: Mapping[str, Sitting]
) -> bool:  # fmt: skip
    """Take a matter off its place, if it has one, and put it at the cheapest; whether that is another day."""
    before = board.take_off(matter) if matter.id in board.placed else None
    if before is not None:
        tally.take_back(matter, sittings[before.seat.sitting])
    now = tally.price(matter, sittings[before.seat.sitting]) if before is not None else None
    for price, sitting in sorted(
        ((tally.price(matter, one), one) for one in suits if not board.full(one)),
        key=lambda pair: (pair[0], pair[1].day, pair[1].id),
    ):
        if now is not None and price >= now:
            break
        found = board.find(matter, sitting)
        if found is not None:
            board.place(matter, found)
            tally.pay(matter, sitting)
            return True
    if before is not None:
        board.place(matter, before)
        tally.pay(matter, sittings[before.seat.sitting])
    return False


@dataclass(frozen=True)
class _Swaps:
    """Two matters that change places, where the whole costs less: so that somebody's matters come together."""

    board: Board
    tally: Tally
    matters: Mapping[str, Matter]
    sittings: Mapping[str, Sitting]
    suits: Suits

    def find(self, matter: Matter) -> bool:
        """Change places with the first that makes it worth while, where this one would cost less; whether one did."""
        here = self.sittings[self.board.placed[matter.id].seat.sitting]
        self.tally.take_back(matter, here)
        now = self.tally.price(matter, here)
        there = [one for one in self.suits[matter.id] if one.id != here.id and self.tally.price(matter, one) < now]
        self.tally.pay(matter, here)
        return any(
            self._change(matter, self.matters[other], here, sitting)
            for sitting in there
            for other in self.board.inside(sitting)
            if here in self.suits[other]
        )

    def _change(self, matter: Matter, other: Matter, here: Sitting, there: Sitting) -> bool:
        self.tally.take_back(matter, here)
        self.tally.take_back(other, there)
        saved = self.tally.together(((matter, here), (other, there)))
        saved -= self.tally.together(((matter, there), (other, here)))
        done = saved > 0 and self._exchanged(matter, other, here, there)
        self.tally.pay(matter, there if done else here)
        self.tally.pay(other, here if done else there)
        return done

    def _exchanged(self, matter: Matter, other: Matter, here: Sitting, there: Sitting) -> bool:
        mine, theirs = self.board.take_off(matter), self.board.take_off(other)
        into = self.board.at(matter, there, theirs.seat.slot)
        if into is not None:
            self.board.place(matter, into)
            back = self.board.at(other, here, mine.seat.slot)
            if back is not None:
                self.board.place(other, back)
                return True
            self.board.take_off(matter)
        self.board.place(matter, mine)
        self.board.place(other, theirs)
        return False
