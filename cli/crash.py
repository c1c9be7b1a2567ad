"""`./guichet crash`: parts of the city killed every two seconds while cases are filed, paid and decided."""

import asyncio
import contextlib
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from checks import canaries
from checks.conservation import judge
from checks.contest_ends import judge_ends
from checks.evidence import Evidence
from checks.hearings_kept import slots_kept_for_nobody, slots_lost
from cli import contest_lives
from cli.city_client import Acknowledgements, GaveUp, Sent
from cli.contest_life import ContestLife, World
from cli.demo import application_body
from cli.demo_contests import serve
from cli.hasty_client import HastyClient, HastyPassClient
from cli.killer import AT_LEAST, EVERY_SECONDS, kill_now_and_then
from cli.life_driver import LifeDriver, Pace, Script
from cli.made_up import mixed
from cli.made_up_statements import made_up_statements
from cli.permit_life import Life
from cli.permit_lives import next_step, personal_words, plan_lives
from cli.scene import whole
from cli.seed import CITIZENS
from cli.show import progress
from cli.simulated_city import START, SimulatedCity, simulated_city
from domain.case_ids import CONTEST
from domain.clock import local_date

PACE = Pace(apart=timedelta(minutes=20), together=timedelta(days=2), at_once=150, stride=timedelta(days=2))
CONTEST_PACE = replace(PACE, stride=timedelta(days=7))  # hearings have alarms of their own: many fire in one move
TWIN_SECONDS = 240.0  # a city without a guard is not waited for: what it broke by then is judged
NUMBERS = (
    "cases", "lost", "duplicated_cases", "doubled_fees", "doubled_letters", "unbalanced_ledgers", "chain_broken",
    "diverged", "contradicted", "refunds_off", "tills_off", "invoices_off", "undelivered", "misprinted",
    "unfounded_standings", "unfinished_orders", "double_refunds", "double_booked_slots",
)  # fmt: skip
OF_CONTESTS = ("unfounded_ends", "slots_lost", "slots_kept_for_nobody")


@dataclass(frozen=True)
class CrashOptions:
    """How many cases, which seed, without which guard (a twin that must fail)."""

    cases: int
    seed: int
    without_guard: str = ""
    procedure: str = "permit"


@dataclass(frozen=True)
class Cast:
    """Who plays: a client, a driver of lives, the personal words of these lives, figures of their own in the end."""

    client: HastyClient
    driver: LifeDriver[Any]
    words: list[str]
    figures: Callable[[Evidence], dict[str, Any]] = lambda evidence: {}


async def crash(options: CrashOptions) -> dict[str, Any]:
    """Play `cases` lives while the killer is about; figures as the checks judge them.

    Where a figure is not nought, what the city left behind stays, for whoever looks for the fault.
    """
    var, outside = (Path(tempfile.mkdtemp(prefix=f"guichet-crash-{name}-")) for name in ("city", "client"))
    var.chmod(0o755)
    extra = {"GUICHET_WITHOUT_GUARD": options.without_guard, "GUICHET_LETTER_PROCESSES": "1"}
    try:
        async with simulated_city(var, lambda line: progress(f"  · {line}"), START, extra) as city:
            figures = await _under_fire(city, options, outside / "acknowledgements.jsonl")
    except BaseException:
        _remove(var, outside)
        raise
    if figures["offenders"] and not options.without_guard:
        progress(f"what is left of the city: {var}, and what its clients were told: {outside}")
    else:
        _remove(var, outside)
    return figures


def well(figures: dict[str, Any]) -> bool:
    """Whether every figure that must be nought is nought."""
    names = [name for name in (*NUMBERS, *OF_CONTESTS, "stuck") if name != "cases"]
    return not any(figures.get(name) for name in names)


def _remove(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


async def _under_fire(city: SimulatedCity, options: CrashOptions, file: Path) -> dict[str, Any]:
    city.guarded = not options.without_guard
    notes = Acknowledgements(file)
    cast = contest_cast(city, notes, options) if options.procedure == CONTEST else permit_cast(city, notes, options)
    driver = cast.driver
    kills: Counter[str] = Counter()
    killer = asyncio.create_task(kill_now_and_then(city, kills, options.seed))
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(TWIN_SECONDS if options.without_guard else None):
            await driver.run(lambda line: progress(f"  {line}; {sum(kills.values())} kills"))
    while sum(kills.values()) < 20 or any(kills[name] < least for name, least in AT_LEAST.items()):
        await asyncio.sleep(EVERY_SECONDS)
    killer.cancel()
    await whole(city)
    if city.guarded:
        await city.wake()
    await city.until_settled()
    evidence = Evidence.of_city(city.stack.var, file)
    judged = await judge(evidence)
    personal = await asyncio.to_thread(canaries.search, evidence, cast.words)
    own = await asyncio.to_thread(cast.figures, evidence)
    await cast.client.close()
    return {
        **{name: judged[name] for name in NUMBERS},
        "kills": sum(kills.values()),
        "kills_by_part": dict(kills),
        "seed": options.seed,
        "acts": driver.acts,
        "offenders": judged["offenders"] | own.pop("offenders", {}),
        "procedure": options.procedure,
        **own,
        "canary_hits": personal["hits"],
        "refused": len(driver.refused),
        "stuck": len(city.stuck),
        "without_guard": options.without_guard,
    }


def permit_cast(city: SimulatedCity, notes: Acknowledgements, options: CrashOptions) -> Cast:
    """Applicants for permits, and the desks that deal with them."""
    client = HastyClient(city, notes, options.seed, options.without_guard)
    lives = plan_lives(mixed(options.cases, options.seed), options.seed, CITIZENS)
    script = Script[Life](lambda life: _file(life, client), lambda life: next_step(life, client))
    return Cast(client, LifeDriver(city, client, lives, script, PACE), personal_words(lives))


def contest_cast(city: SimulatedCity, notes: Acknowledgements, options: CrashOptions) -> Cast:
    """Defendants, and the people of the court."""
    client = HastyPassClient(city, notes, options.seed, options.without_guard)
    world = World(client, lambda: city.instant)
    made_up = made_up_statements(options.cases, options.seed, local_date(START))
    lives = contest_lives.plan_lives(made_up, options.seed, CITIZENS)
    script = Script[ContestLife](lambda life: serve(life, world), lambda life: contest_lives.next_step(life, world))
    driver = LifeDriver(city, client, lives, script, CONTEST_PACE)
    return Cast(client, driver, contest_lives.personal_words(lives), contest_figures)


def contest_figures(evidence: Evidence) -> dict[str, Any]:
    """What only contests have: their ends, and slots that are nobody's or that a hearing has lost."""
    ends, lost, kept = judge_ends(evidence), slots_lost(evidence), slots_kept_for_nobody(evidence)
    found = {"slots_lost": lost, "slots_kept_for_nobody": kept} | ends["offenders"]
    return {
        "by_end": ends["by_end"], "unfounded_ends": ends["unfounded_ends"], "slots_lost": len(lost),
        "slots_kept_for_nobody": len(kept), "offenders": {name: ids for name, ids in found.items() if ids},
    }  # fmt: skip


async def _file(life: Life, client: HastyClient) -> bool:
    """File from a draft; one who gave up comes back another day, from the same draft, under another key."""
    life.acts += 1
    if "draft" not in life.notes:
        body = await application_body(life, client)
        life.notes |= {"draft": await client.start_draft(life.citizen, body), "body": body}
    body = life.notes["body"] | ({"draft": life.notes["draft"]} if client.from_drafts else {})
    sent = Sent(life.citizen, "/cases", body, f"life-{life.number}-file-{life.acts}", "file", life.notes["draft"])
    try:
        receipt = await client.until_answered(sent)
    except GaveUp:
        return False
    life.case = await client.get(life.citizen, f"/cases/{receipt['case_id']}")
    return True
