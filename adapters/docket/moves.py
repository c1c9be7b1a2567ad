"""Who had best move when a published docket is placed again: as few as can be, then as early as can be; by a flow."""

from typing import Final

from adapters.docket.flow import cheapest
from domain.docket import Instance, Suits, wait_cost

MOVE: Final = 10_000  # more than any waiting
NOWHERE: Final = 1_000 * MOVE  # more than a thousand moves


def fewest_moves(of: Instance, suits: Suits) -> dict[str, str]:
    """A sitting for each matter that has one, whoever is needed elsewhere at the same minute."""
    ways: dict[str, list[tuple[str, int]]] = {}
    for matter in of.matters:
        told = matter.published.sitting if matter.published else None
        ways[matter.id] = [
            (one.id, MOVE * (told is not None and told != one.id) + wait_cost(matter, one, of.days[0]))
            for one in suits[matter.id]
        ]
    return cheapest(ways, {one.id: one.slots - len(one.taken) for one in of.sittings}, NOWHERE)
