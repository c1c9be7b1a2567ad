"""Who had best move when a published docket is placed again: as few as can be, then as early as can be; by a flow."""

from collections.abc import Mapping, Sequence
from typing import Final

from ortools.graph.python import min_cost_flow

from domain.docket import Instance, Sitting, wait_cost

MOVE: Final = 10_000  # more than any waiting
NOWHERE: Final = 1_000 * MOVE  # more than a thousand moves


def fewest_moves(of: Instance, suits: Mapping[str, Sequence[Sitting]]) -> dict[str, str]:
    """A sitting for each matter that has one, whoever is needed elsewhere at the same minute."""
    flow, arcs = min_cost_flow.SimpleMinCostFlow(), list[tuple[int, str, str]]()
    nodes = {one.id: len(of.matters) + rank for rank, one in enumerate(of.sittings)}
    sink = len(of.matters) + len(nodes)
    for node, matter in enumerate(of.matters):
        flow.set_node_supply(node, 1)
        flow.add_arc_with_capacity_and_unit_cost(node, sink, 1, NOWHERE)
        told = matter.published.sitting if matter.published else None
        for sitting in suits[matter.id]:
            cost = MOVE * (told is not None and told != sitting.id) + wait_cost(matter, sitting, of.days[0])
            arc = flow.add_arc_with_capacity_and_unit_cost(node, nodes[sitting.id], 1, cost)
            arcs.append((arc, matter.id, sitting.id))
    for one in of.sittings:
        flow.add_arc_with_capacity_and_unit_cost(nodes[one.id], sink, one.slots - len(one.taken), 0)
    flow.set_node_supply(sink, -len(of.matters))
    if flow.solve() != flow.OPTIMAL:
        raise RuntimeError("a flow that always has a solution has none")
    return {matter_id: sitting for arc, matter_id, sitting in arcs if flow.flow(arc)}
