"""A judge's decisions to give: what waits, kind by kind, with its target and its age."""

from typing import Final

from starlette.responses import Response

from casework import decisions
from web.contest_words import COURT_TASKS, SIDES
from web.visit import Visit

NEAR: Final = 60  # days before the ceiling of unreasonable delay, from which it is said in colour


async def show(visit: Visit) -> Response:
    """What waits for this judge."""
    actor = visit.require("decide_contests")
    found = await decisions.waiting(visit.doors, actor)
    return visit.page("bureau/decisions.html", waiting=found, names=COURT_TASKS, sides=SIDES, near=NEAR)
