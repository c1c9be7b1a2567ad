"""What one slot more of a kind is worth to a filling: the cheapest chain of moves that would free one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from adapters.docket.bench import Coming, Kind, Ways
from domain.docket import UNPLACED

FAR: Final = 10**9
Moves = dict[Kind, dict[Kind, int]]


@dataclass
class _Chains:
    """From each kind to each other, the cheapest matter to move; and to nowhere, the cheapest to leave out."""

    inside: dict[Kind, int]
    moves: Moves
    out: dict[Kind, int] = field(default_factory=dict[Kind, int])


def prices_of(ways: Ways, where: Mapping[str, Kind], coming: frozenset[Coming]) -> dict[Kind, float]:
    """The price of a slot of each kind, nothing where one is free, as long as people come on these days alone."""
    chains = _chains(ways, where, coming)
    full = [kind for kind in ways.room if chains.inside[kind] >= ways.room[kind]]
    prices = {kind: 0 for kind in ways.room} | {kind: chains.out.get(kind, FAR) for kind in full}
    changed = True
    while changed:
        changed = False
        for kind in full:
            cheapest = min((cost + prices[to] for to, cost in chains.moves[kind].items()), default=FAR)
            if cheapest < prices[kind]:
                prices[kind], changed = cheapest, True
    return {kind: float(price) for kind, price in prices.items()}


def _chains(ways: Ways, where: Mapping[str, Kind], coming: frozenset[Coming]) -> _Chains:
    chains = _Chains({kind: 0 for kind in ways.room}, {kind: {} for kind in ways.room})
    for matter_id, kind in where.items():
        sharing = ways.sharing(ways.matters[matter_id])
        own = ways.cost(matter_id, kind)
        chains.inside[kind] += 1
        chains.out[kind] = min(UNPLACED - own, chains.out.get(kind, FAR))
        moves = chains.moves[kind]
        for way in ways.of_matter[matter_id]:
            if way.kind != kind and all((one, way.kind.day) in coming for one in sharing):
                moves[way.kind] = min(way.cost - own, moves.get(way.kind, FAR))
    return chains
