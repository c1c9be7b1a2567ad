"""The court office's placement as a small docket: officers come once for several cases, old cases weigh more."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from domain.clock import local_date
from domain.docket import Engaged, Instance, Matter, Placed, Sitting
from domain.docket_board import Board
from domain.docket_greedy import greedy, suiting
from domain.docket_month import minutes_of
from domain.docket_polish import polish
from domain.placement import OpenSlot, Waiting, fill_up
from domain.placement import Placed as Proposed

ANY_KIND: Final = ""


class Docketed:
    """A `Placement`: the cases' order does not matter, but for those that a docket leaves without a place."""

    def place(self, requests: Sequence[Waiting], slots: Sequence[OpenSlot]) -> tuple[Proposed, ...]:
        """See `Placement`."""
        if not requests or not slots:
            return fill_up(requests, slots, {})
        of, named = _instance(requests, slots), {one.id: one for one in slots}
        found = _placed(of)
        placed = {one.case_id: found[_id(rank)] for rank, one in enumerate(requests) if _id(rank) in found}
        return fill_up(requests, slots, {one: named[where.seat.sitting] for one, where in placed.items()})


def _placed(of: Instance) -> dict[str, Placed]:
    suits = suiting(of)
    board = Board(of)
    board.place_all({one.id: one for one in of.matters}, greedy(of, suits))
    return polish(of, board, suits, swaps=True)


def _instance(requests: Sequence[Waiting], slots: Sequence[OpenSlot]) -> Instance:
    """Each slot a sitting of one; an interpreter is one of the people who come."""
    days = tuple(sorted({local_date(one.span.starts_at) for one in slots}))
    sittings = tuple(_sitting(one) for one in sorted(slots, key=lambda one: one.id))
    engaged = tuple(one for request in requests for one in _engaged(request))
    return Instance(
        days, sittings, tuple(_matter(rank, one, days[0]) for rank, one in enumerate(requests)), engaged=engaged
    )


def _sitting(slot: OpenSlot) -> Sitting:
    begins, ends = minutes_of(slot.span)
    day = local_date(slot.span.starts_at)
    return Sitting(slot.id, slot.judge, slot.room, slot.mode, slot.language, day, begins, 1, ends - begins)


def _id(rank: int) -> str:
    """A matter's id: of two that are alike, the one that came first goes first."""
    return f"{rank:05d}"


def _matter(rank: int, request: Waiting, first: date) -> Matter:
    interpreter = (_interpreter(request.interpreter),) if request.interpreter else ()
    return Matter(
        id=_id(rank), party=request.party, kind=ANY_KIND, language=request.language, mode=request.mode, minutes=0,
        earliest=request.earliest, since=request.since or first, people=(*request.people, *interpreter),
        avoid=request.avoid,
    )  # fmt: skip


def _engaged(request: Waiting) -> list[Engaged]:
    spans = [(request.party, one) for one in request.party_busy]
    spans += [(_interpreter(request.interpreter), one) for one in request.interpreter_busy]
    return [Engaged(who, local_date(span.starts_at), *minutes_of(span)) for who, span in spans]


def _interpreter(name: str) -> str:
    return f"interpreter {name}"
