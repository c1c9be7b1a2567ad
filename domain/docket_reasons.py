"""Why a matter is where it is, and why one has no place: what stood against each sitting before it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.docket import Instance, Matter, Placed, Sitting, broken
from domain.docket_board import Board


@dataclass(frozen=True)
class Reason:
    """A placed matter's day, and how many others share its people's trip; `against`: how many sittings, by why not.

    Of a placed matter the sittings of earlier days are counted, of another one all of them. Why not: a rule of
    `broken`; `full`; `busy`, where nobody's free minutes meet; `dearer`, where the whole would cost more.
    """

    day: date | None
    shared_with: int
    against: Mapping[str, int]


def reasons(of: Instance, placed: Mapping[str, Placed]) -> dict[str, Reason]:
    """A reason for every matter."""
    board, matters = Board(of), {one.id: one for one in of.matters}
    board.place_all(matters, placed)
    sittings = {one.id: one for one in of.sittings}
    ordered = sorted(of.sittings, key=lambda one: (one.day, one.starts, one.id))
    coming = Counter(
        (who, sittings[where.seat.sitting].day) for one, where in placed.items() for who in matters[one].people
    )
    found: dict[str, Reason] = {}
    for matter in of.matters:
        where = placed.get(matter.id)
        day = sittings[where.seat.sitting].day if where else None
        before = [one for one in ordered if day is None or one.day < day]
        shared = sum(coming[who, day] - 1 for who in matter.people) if day else 0
        found[matter.id] = Reason(day, shared, _against(of, board, matter, before))
    return found


def _against(of: Instance, board: Board, matter: Matter, before: Sequence[Sitting]) -> dict[str, int]:
    found = Counter[str]()
    for sitting in before:
        rule = broken(matter, sitting, of)
        if rule is not None:
            found[rule] += 1
        elif board.full(sitting):
            found["full"] += 1
        else:
            found["busy" if board.find(matter, sitting) is None else "dearer"] += 1
    return dict(sorted(found.items()))
