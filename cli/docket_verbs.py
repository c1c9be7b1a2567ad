"""What the verbs of `./guichet docket` do: place, check, place again; every figure of a docket comes from its file."""

import hashlib
import json
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from adapters.docket.moves import fewest_moves
from adapters.docket.solver import Solved, solve
from checks import docket as judged
from cli.docket_baselines import fewest_then_random
from cli.docket_changes import changed, published
from cli.docket_files import Docket, write
from cli.show import progress
from domain.docket import Instance, Placed
from domain.docket_answer import figures as worth
from domain.docket_greedy import first_come, suiting
from domain.docket_reasons import reasons
from domain.docket_replan import replan

Figures = dict[str, Any]
MOST_OVER_THE_BOUND: Final = 1.1


def solved(of: Instance, seed: int, out: Path | None) -> Figures:
    """Place an instance, beside the two baselines; the docket goes to a file where one is named."""
    found = solve(of, lambda line: progress(f"  · {line}"))
    if out is not None:
        write(out, Docket(of, found.placed, {one: asdict(why) for one, why in reasons(of, found.placed).items()}))
    suits = suiting(of)
    own = figures(of, found.placed)
    return {
        **own,
        "seconds": round(found.seconds, 1),
        "first_answer_seconds": round(found.first_answer_seconds, 2),
        "bound": found.bound and round(found.bound, 1),
        "gap": _gap(own["objective"], found),
        "load": round(len(of.matters) / of.capacity, 3),
        "interpreted": sum(bool(one.interpreter) for one in of.matters),
        "digest": _digest(found.placed),
        "first_come": figures(of, first_come(of, suits)),
        "fewest_then_random": figures(of, fewest_then_random(of, suits, seed)),
    }


def figures(of: Instance, placed: Mapping[str, Placed]) -> Figures:
    """What a docket is worth. Waiting is in days from the docket's first; who has no place waits past its last."""
    found = worth(of, placed)
    return {
        "placed": found.placed,
        "unplaced": found.unplaced,
        "objective": found.objective,
        "cost": asdict(found.cost),
        "officer_trips": found.trips,
        "median_wait_days": found.median_wait,
    }


def replanned(of: Instance, changes: int, seed: int) -> Figures:
    """Publish a docket, change so much, place again; how many moved who were told to come, and how few could have."""
    told = published(of, solve(of, lambda line: progress(f"  · {line}")).placed)
    after = changed(told, changes, seed)
    suits = suiting(after)
    placed = replan(after, suits, fewest_moves(after, suits))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "docket.json"
        write(file, Docket(after, placed))
        moves, found = judged.moves(file), judged.figures(file)
    return {"changes": changes, "placed": len(placed), "unplaced": len(after.matters) - len(placed), **moves, **found}


def few_moves(told: Figures) -> bool:
    """Whether a new docket breaks nothing and moves hardly anybody who need not move."""
    sound = not told["overlaps"] and not told["violations"]
    return sound and told["moved_published"] <= MOST_OVER_THE_BOUND * told["bound"]


def _gap(objective: int, found: Solved) -> float | None:
    return round((objective - found.bound) / found.bound, 4) if found.bound else None


def _digest(placed: Mapping[str, Placed]) -> str:
    """Of the same docket, the same."""
    plain = {one: asdict(where) for one, where in sorted(placed.items())}
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:16]
