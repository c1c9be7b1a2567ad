"""Another way in which courts place without a computer, beside first come: what the optimiser is measured against."""

import random
from collections import defaultdict

from domain.docket import Instance, Placed, Sitting, Suits
from domain.docket_board import Board
from domain.docket_greedy import place_first


def fewest_then_random(of: Instance, suits: Suits, seed: int) -> dict[str, Placed]:
    """Each matter, in the order in which they wait, with the judge who has fewest; which of their places is chance."""
    board, rng, loads = Board(of), random.Random(seed), defaultdict[str, int](int)  # noqa: S311
    for matter in sorted(of.matters, key=lambda one: (one.since, one.id)):
        judges = defaultdict[str, list[Sitting]](list)
        for one in suits[matter.id]:
            judges[one.judge].append(one)
        for judge in sorted(judges, key=lambda one: (loads[one], one)):
            theirs = judges[judge]
            rng.shuffle(theirs)
            if place_first(board, matter, theirs):
                loads[judge] += 1
                break
    return board.placed
