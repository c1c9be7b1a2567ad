"""`./guichet crash`: parts of the city killed every two seconds while cases are filed, paid and decided."""

import asyncio
import contextlib
import shutil
import tempfile
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from checks import canaries
from checks.conservation import judge
from checks.evidence import Evidence
from cli import hearing_crash
from cli.city_client import Acknowledgements
from cli.crash_casts import Cast, CrashOptions, contest_cast, permit_cast
from cli.hearing_city import HearingCity, RoomStack
from cli.killer import AT_LEAST, EVERY_SECONDS, kill_now_and_then
from cli.scene import whole
from cli.show import progress
from cli.simulated_city import START, SimulatedCity, simulated_city
from cli.stack import Stack
from domain.case_ids import CONTEST

TWIN_SECONDS = 240.0  # a city without a guard is not waited for: what it broke by then is judged
NUMBERS = (
    "cases", "lost", "duplicated_cases", "doubled_fees", "doubled_letters", "unbalanced_ledgers", "chain_broken",
    "diverged", "contradicted", "refunds_off", "tills_off", "invoices_off", "undelivered", "misprinted",
    "unfounded_standings", "unfinished_orders", "double_refunds", "double_booked_slots",
)  # fmt: skip
OF_CONTESTS = ("unfounded_ends", "slots_lost", "slots_kept_for_nobody")


async def crash(options: CrashOptions) -> dict[str, Any]:
    """Play `cases` lives while the killer is about; figures as the checks judge them. Raises typer.BadParameter.

    Where a figure is not nought, what the city left behind stays, for whoever looks for the fault.
    """
    hearing_crash.refuse_unknown(options)
    var, outside = (Path(tempfile.mkdtemp(prefix=f"guichet-crash-{name}-")) for name in ("city", "client"))
    var.chmod(0o755)
    try:
        async with _city(var, options) as city:
            figures = await _under_fire(city, options, outside / "acknowledgements.jsonl")
    except BaseException:
        _remove(var, outside)
        raise
    if figures["offenders"] and not options.without_guard:
        progress(f"what is left of the city: {var}, and what its clients were told: {outside}")
    else:
        _remove(var, outside)
    return figures


@asynccontextmanager
async def _city(var: Path, options: CrashOptions) -> AsyncGenerator[SimulatedCity]:
    """A city to be tried; for hearings, with a media server of its own, and providers that fail by lot."""
    hearing = options.procedure == hearing_crash.HEARING
    extra = {"GUICHET_WITHOUT_GUARD": options.without_guard, "GUICHET_LETTER_PROCESSES": "1"}
    extra |= hearing_crash.faults(options) if hearing else {}
    make = RoomStack if hearing else Stack
    async with simulated_city(var, lambda line: progress(f"  · {line}"), START, extra, make=make) as city:
        yield HearingCity.of(city) if hearing else city


def well(figures: dict[str, Any]) -> bool:
    """Whether every figure that must be nought is nought."""
    if figures["procedure"] == hearing_crash.HEARING and not hearing_crash.well(figures):
        return False
    names = [name for name in (*NUMBERS, *OF_CONTESTS, "stuck") if name != "cases"]
    return not any(figures.get(name) for name in names)


def _remove(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


async def _under_fire(city: SimulatedCity, options: CrashOptions, file: Path) -> dict[str, Any]:
    city.guarded = not options.without_guard
    notes = Acknowledgements(file)
    cast, kills = CASTS[options.procedure](city, notes, options), Counter[str]()
    async with cast.watched(city):
        await _play(city, cast, kills, options)
    evidence = Evidence.of_city(city.stack.var, file)
    judged = await judge(evidence)
    personal = await asyncio.to_thread(canaries.search, evidence, cast.words)
    own = await asyncio.to_thread(cast.figures, evidence)
    await cast.client.close()
    return {
        **{name: judged[name] + (own.get("lost_hearings", 0) if name == "lost" else 0) for name in NUMBERS},
        "kills": sum(kills.values()),
        "kills_by_part": dict(kills),
        "seed": options.seed,
        "acts": cast.driver.acts,
        "offenders": judged["offenders"] | own.pop("offenders", {}),
        "procedure": options.procedure,
        **own,
        "canary_hits": personal["hits"],
        "refused": len(cast.driver.refused),
        "stuck": len(city.stuck),
        "without_guard": options.without_guard,
    }


async def _play(city: SimulatedCity, cast: Cast, kills: Counter[str], options: CrashOptions) -> None:
    """Play the lives while parts are killed; then wait until the city is whole and at rest."""
    killer = asyncio.create_task(kill_now_and_then(city, kills, options.seed, cast.victims))
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(TWIN_SECONDS if options.without_guard else None):
            await cast.driver.run(lambda line: progress(f"  {line}; {sum(kills.values())} kills"))
    while sum(kills.values()) < 20 or any(kills[name] < least for name, least in AT_LEAST.items()):
        await asyncio.sleep(EVERY_SECONDS)
    killer.cancel()
    await whole(city)
    if city.guarded:
        await city.wake()
    await city.until_settled()


CASTS = {"permit": permit_cast, CONTEST: contest_cast, hearing_crash.HEARING: hearing_crash.hearing_cast}
