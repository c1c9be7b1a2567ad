"""Matters sent to where there is room for them, at least cost: a flow, whole by nature."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from ortools.graph.python import min_cost_flow

Where = TypeVar("Where")


def cheapest(
    ways: Mapping[str, Iterable[tuple[Where, int]]], room: Mapping[Where, int], nowhere: int
) -> dict[str, Where]:  # fmt: skip
    """A place for each matter that has one. `ways`: its places with their costs; `nowhere`: what having none costs."""
    flow, arcs = min_cost_flow.SimpleMinCostFlow(), list[tuple[int, str, Where]]()
    nodes = {where: len(ways) + rank for rank, where in enumerate(room)}
    sink = len(ways) + len(nodes)
    for node, (matter_id, own) in enumerate(ways.items()):
        flow.set_node_supply(node, 1)
        flow.add_arc_with_capacity_and_unit_cost(node, sink, 1, nowhere)
        for where, cost in own:
            arcs.append((flow.add_arc_with_capacity_and_unit_cost(node, nodes[where], 1, cost), matter_id, where))
    for where, node in nodes.items():
        flow.add_arc_with_capacity_and_unit_cost(node, sink, room[where], 0)
    flow.set_node_supply(sink, -len(ways))
    if flow.solve() != flow.OPTIMAL:
        raise RuntimeError("a flow that always has a solution has none")
    return {matter_id: where for arc, matter_id, where in arcs if flow.flow(arc)}
