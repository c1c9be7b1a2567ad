"""The seats of a day: officers one after the other in one room where that can be, then whoever fits in between.

What finds no free seat is squeezed in: somebody else is moved to another seat that suits them, on the same day.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from domain.docket import Instance, Matter, Placed, Sitting, Suits
from domain.docket_board import Board


def seat(of: Instance, suits: Suits) -> Board:
    """Each matter in one of the sittings that suit it, all of them on one day; those that fit nowhere are left out."""
    board, left = Board(of), list[Matter]()
    for matter in _by_officer(of, suits):
        if not _place(board, matter, suits[matter.id]):
            left.append(matter)
    matters = {one.id: one for one in of.matters}
    for matter in left:
        squeeze(board, matter, matters, suits)
    return board


def squeeze(board: Board, matter: Matter, matters: Mapping[str, Matter], suits: Suits, *, deep: bool = False) -> bool:
    """Place a matter where another is, which goes to a free seat of its own sittings; whether that was possible.

    `deep`: or where that one is squeezed in by moving a third.
    """
    for sitting in suits[matter.id]:
        for other_id in board.inside(sitting):
            other = matters[other_id]
            before = board.take_off(other)
            here = board.at(matter, sitting, before.seat.slot)
            if here is not None:
                board.place(matter, here)
                if _resettled(board, other, matters, suits, deep):
                    return True
                board.take_off(matter)
            board.place(other, before)
    return False


def _resettled(board: Board, other: Matter, matters: Mapping[str, Matter], suits: Suits, deep: bool) -> bool:
    elsewhere = _first(board, other, suits[other.id])
    if elsewhere is not None:
        board.place(other, elsewhere)
        return True
    return deep and squeeze(board, other, matters, suits)


def _by_officer(of: Instance, suits: Suits) -> list[Matter]:
    """The interpreted first, language by language; then those whose people come for most others, together."""
    own = Counter(one for matter in of.matters for one in matter.people)

    def rank(matter: Matter) -> tuple[bool, str, int, str, int, str]:
        most, who = max(((own[one], one) for one in matter.people), default=(0, ""))
        return (not matter.interpreter, matter.interpreter, -most, who, len(suits[matter.id]), matter.id)

    return sorted((one for one in of.matters if suits[one.id]), key=rank)


def _place(board: Board, matter: Matter, into: Sequence[Sitting]) -> bool:
    """In the room where its people are already, if it can be; else in the emptiest."""
    ordered = sorted(into, key=lambda one: (-board.shared(matter, one), -board.left(one), one.id))
    found = _first(board, matter, ordered)
    if found is None:
        return False
    board.place(matter, found)
    return True


def _first(board: Board, matter: Matter, into: Sequence[Sitting]) -> Placed | None:
    return next((found for one in into if (found := board.find(matter, one)) is not None), None)
