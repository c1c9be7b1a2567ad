"""A docket judged from its file alone: who is in two places at once, and which rule a placement breaks.

Written from the rules (DOMAIN §2.5-§2.7) and the file's own form; it imports nothing of what placed the matters.
"""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from ortools.graph.python import min_cost_flow

NOWHERE: Final = 1_000_000  # what having no place costs in the flow: more than any number of moves


@dataclass
class Findings:
    """What is wrong, one line each."""

    overlaps: list[str] = field(default_factory=list[str])
    violations: list[str] = field(default_factory=list[str])


def judge(file: Path) -> Findings:
    """What is wrong with a docket."""
    court, placed = _read(file)
    matters = {one["id"]: one for one in court["matters"]}
    sittings = {one["id"]: one for one in court["sittings"]}
    found = Findings()
    for who, count in Counter(one["id"] for one in court["matters"]).items():
        if count > 1:
            found.violations.append(f"{who} is {count} matters")
    seats: defaultdict[tuple[str, str], list[tuple[int, int, str]]] = defaultdict(list)
    for matter_id, where in placed.items():
        matter, sitting = matters.get(matter_id), sittings.get(where["seat"]["sitting"])
        if matter is None or sitting is None:
            found.violations.append(f"{matter_id} is no matter of this court, or its sitting is none")
            continue
        found.violations += [f"{matter_id}: {rule}" for rule in _broken(court, matter, sitting, where)]
        begins = sitting["starts"] + where["seat"]["slot"] * sitting["minutes"]
        ends = begins + sitting["minutes"]  # a booking keeps its whole slot
        for who in _present(matter, sitting, where):
            seats[who, sitting["day"]].append((begins, ends, matter_id))
    for one in court["engaged"]:
        seats[f"person {one['who']}", one["day"]].append((one["begins"], one["ends"], "another hearing"))
    for (who, day), spans in seats.items():
        found.overlaps += [f"{who} on {day}: {one} and {other}" for one, other in _met(spans)]
    return found


def _read(file: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The court and the placements of a file, with what it may leave out."""
    docket = json.loads(file.read_text(encoding="utf-8"))
    court: dict[str, Any] = {"absences": {}, "interpreters": [], "engaged": []} | docket["instance"]
    unsaid = {"interpreter": "", "people": [], "avoid": [], "published": None}
    court["matters"] = [unsaid | one for one in court["matters"]]
    court["sittings"] = [{"kinds": [], "taken": []} | one for one in court["sittings"]]
    return court, {matter_id: {"interpreter": ""} | where for matter_id, where in docket["placed"].items()}


def _present(matter: dict[str, Any], sitting: dict[str, Any], where: dict[str, Any]) -> list[str]:
    """Everybody and everything that is in one place only."""
    people = {f"person {matter['party']}", *(f"person {one}" for one in matter["people"])}
    if where["interpreter"]:
        people.add(f"person {where['interpreter']}")
    return [f"judge {sitting['judge']}", f"room {sitting['room']}", *sorted(people)]


def _met(spans: list[tuple[int, int, str]]) -> list[tuple[str, str]]:
    ordered = sorted(spans)
    return [(one[2], other[2]) for one, other in pairwise(ordered) if other[0] < one[1]]


def _broken(court: dict[str, Any], matter: dict[str, Any], sitting: dict[str, Any], where: dict[str, Any]) -> list[str]:
    slot, absences = where["seat"]["slot"], court["absences"]
    people = (matter["party"], *matter["people"])
    wrong = {
        "no such slot": not 0 <= slot < sitting["slots"],
        "a slot that was taken": slot in sitting["taken"],
        "not heard in its language": sitting["language"] != "both" and sitting["language"] != matter["language"],
        "not heard in its mode": sitting["mode"] != matter["mode"],
        "a kind that the sitting does not hear": bool(sitting["kinds"]) and matter["kind"] not in sitting["kinds"],
        "a judge in conflict": sitting["judge"] in matter["avoid"],
        "before its notice allows": sitting["day"] < matter["earliest"],
        "longer than its slot": matter["minutes"] > sitting["minutes"],
        "somebody is away": any(sitting["day"] in absences.get(one, ()) for one in people),
        "a day outside the docket": sitting["day"] not in court["days"],
    }
    return [rule for rule, broken in wrong.items() if broken] + _uninterpreted(court, matter, sitting, where)


def _uninterpreted(
    court: dict[str, Any], matter: dict[str, Any], sitting: dict[str, Any], where: dict[str, Any]
) -> list[str]:
    who = where["interpreter"]
    if bool(matter["interpreter"]) != bool(who):
        return ["interpreted without need, or not interpreted"]
    if not who:
        return []
    able = [one for one in court["interpreters"] if one["id"] == who and one["language"] == matter["interpreter"]]
    return [] if any(sitting["day"] in one["days"] for one in able) else ["interpreted by somebody who cannot that day"]


def figures(file: Path) -> dict[str, Any]:
    """The counts, with the first offenders."""
    found = judge(file)
    return {
        "overlaps": len(found.overlaps),
        "violations": len(found.violations),
        "offenders": (found.overlaps + found.violations)[:20],
    }


def moves(file: Path) -> dict[str, int]:
    """How many published matters are elsewhere or nowhere, and how few could be in any docket that places as many.

    The bound is a flow: each matter in a sitting that suits it, no sitting over its slots, nobody's minutes asked. What
    cannot be placed even so counts as moved, as it does in the docket.
    """
    court, placed = _read(file)
    told = [one for one in court["matters"] if one["published"] is not None]
    moved = sum(placed.get(one["id"], {}).get("seat") != one["published"] for one in told)
    return {"moved_published": moved, "bound": _fewest_moves(court)}


def _fewest_moves(court: dict[str, Any]) -> int:
    flow, sittings = min_cost_flow.SimpleMinCostFlow(), court["sittings"]
    matters = court["matters"]
    nodes = {one["id"]: len(matters) + rank for rank, one in enumerate(sittings)}
    sink = len(matters) + len(nodes)
    for node, matter in enumerate(matters):
        told = matter["published"]
        flow.set_node_supply(node, 1)
        flow.add_arc_with_capacity_and_unit_cost(node, sink, 1, NOWHERE + (told is not None))
        for sitting in sittings:
            move = _move(court, matter, sitting)
            if move is not None:
                flow.add_arc_with_capacity_and_unit_cost(node, nodes[sitting["id"]], 1, move)
    for one in sittings:
        flow.add_arc_with_capacity_and_unit_cost(nodes[one["id"]], sink, one["slots"] - len(one["taken"]), 0)
    flow.set_node_supply(sink, -len(matters))
    if flow.solve() != flow.OPTIMAL:
        raise RuntimeError("a flow that always has a solution has none")
    return flow.optimal_cost() % NOWHERE


def _move(court: dict[str, Any], matter: dict[str, Any], sitting: dict[str, Any]) -> int | None:
    """0 where a matter stays or was told nothing, 1 where it moves into a sitting; None where it may not be heard."""
    told = matter["published"]
    here = told is not None and told["sitting"] == sitting["id"]
    if here and not _broken(court, matter, sitting, _somewhere(court, matter, sitting, told)):
        return 0
    may = not _broken(court, matter, sitting, _somewhere(court, matter, sitting, None))
    return int(told is not None) if may else None


def _somewhere(
    court: dict[str, Any], matter: dict[str, Any], sitting: dict[str, Any], seat: dict[str, Any] | None
) -> dict[str, Any]:
    """A placement in a sitting, with whoever could interpret it that day."""
    free = next((slot for slot in range(sitting["slots"]) if slot not in sitting["taken"]), -1)
    able = (one["id"] for one in court["interpreters"]
            if matter["interpreter"] == one["language"] and sitting["day"] in one["days"])  # fmt: skip
    return {"seat": seat or {"sitting": sitting["id"], "slot": free}, "interpreter": next(able, "")}
