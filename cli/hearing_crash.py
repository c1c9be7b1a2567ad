"""Hearings at a distance while a city is under fire: providers of rooms fail by lot, and what stands is watched."""

import asyncio
import random
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import typer

from checks.evidence import Evidence
from checks.hearing_rooms import FIGURES, judge_hearings
from checks.sabotage import HEARING_DAMAGES, sabotaged
from cli import hearing_city
from cli.city_client import Acknowledgements
from cli.crash_casts import CONTEST_PACE, Cast, CrashOptions, contest_figures, court_cast, court_lives
from cli.hearing_plans import HEARING_PLANS
from cli.killer import VICTIMS
from cli.simulated_city import SimulatedCity

HEARING: Final = "hearing"
HEARING_PACE: Final = replace(CONTEST_PACE, apart=timedelta(minutes=1), together=timedelta(days=5))
FAULTS: Final = 0.5  # of all calls of every provider
LAST_LOOK_SECONDS: Final = 60.0


def refuse_unknown(options: CrashOptions) -> None:
    """Raises typer.BadParameter for a damage that is none of hearings'."""
    if options.sabotage and (options.procedure != HEARING or options.sabotage not in HEARING_DAMAGES):
        raise typer.BadParameter(f"with hearing, one of {', '.join(HEARING_DAMAGES)}", param_hint="--sabotage")


def faults(options: CrashOptions) -> dict[str, str]:
    """The settings of a city whose providers fail by lot."""
    return {"GUICHET_ROOM_FAULTS": f"{options.seed}:{FAULTS}"}


def hearing_cast(city: SimulatedCity, notes: Acknowledgements, options: CrashOptions) -> Cast:
    """Defendants whose hearings are held at a distance; the media server is killed like every other part.

    They go through their cases side by side: hearings come close together, and many fire their alarms at once.
    """
    lives = court_lives(options, HEARING_PLANS)
    for life in lives:
        life.rng = random.Random(options.seed)  # noqa: S311
    cast = court_cast(city, notes, options, lives, HEARING_PACE)

    def figures(evidence: Evidence) -> dict[str, Any]:
        return with_contests(hearing_figures(evidence, options.sabotage), contest_figures(evidence))

    return replace(cast, figures=figures, victims=(*VICTIMS, "janus"), watched=watched)


def hearing_figures(evidence: Evidence, damage: str = "") -> dict[str, Any]:
    """What only hearings have, judged on a copy that was damaged first when a damage is named."""
    if damage:
        with sabotaged(evidence, damage) as copy:
            return judge_hearings(copy)
    return judge_hearings(evidence)


def with_contests(own: dict[str, Any], contests: dict[str, Any]) -> dict[str, Any]:
    """Both kinds of figures, with the offenders of both."""
    return contests | own | {"offenders": contests["offenders"] | own["offenders"]}


@asynccontextmanager
async def watched(city: SimulatedCity) -> AsyncGenerator[None]:
    """While this lasts, what stands at the providers is noted; once more at the end."""
    watching = asyncio.create_task(hearing_city.watch(city))
    try:
        yield
    finally:
        watching.cancel()
    deadline = time.monotonic() + LAST_LOOK_SECONDS
    while not await hearing_city.note(city, final=True) and time.monotonic() < deadline:
        await asyncio.sleep(1)


def well(figures: dict[str, Any]) -> bool:
    """Whether every figure of hearings is nought, and there was a hearing at a distance to judge."""
    return not any(figures[name] for name in FIGURES) and figures["hearings_afar"] > 0
