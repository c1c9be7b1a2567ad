"""A docket looked over once more: what has no place gets one, and what can be heard at less cost moves there."""

from collections.abc import Mapping, Sequence
from typing import Final

from domain.docket import Instance, Matter, Placed, Sitting
from domain.docket_board import Board
from domain.docket_greedy import Tally
from domain.docket_seats import squeeze

TURNS: Final = 4


def polish(of: Instance, board: Board, suits: Mapping[str, Sequence[Sitting]]) -> dict[str, Placed]:
    """Move what costs less elsewhere, and squeeze in what has no place, until a turn changes nothing."""
    sittings, matters = {one.id: one for one in of.sittings}, {one.id: one for one in of.matters}
    for _ in range(TURNS):
        tally = _paid(of, board, sittings)
        changed = [_better(board, tally, matter, suits[matter.id], sittings) for matter in of.matters]
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
