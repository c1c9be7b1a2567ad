"""`./guichet demo contests`: prosecutions served over HTTP, pleaded, heard, judged and paid on a simulated city."""

import asyncio
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checks import canaries
from checks import letters as letter_checks
from checks.conservation import judge
from checks.contest_ends import judge_ends
from checks.contest_facts import read_contests
from checks.evidence import Evidence
from checks.hearings_kept import slots_kept_for_nobody, slots_lost
from cli.city_client import Acknowledgements, GaveUp, Sent
from cli.contest_life import PROSECUTOR, ContestLife, World
from cli.contest_lives import next_step, personal_words, plan_lives
from cli.life_driver import LifeDriver, Pace, Script
from cli.made_up_statements import made_up_statements
from cli.pass_client import Holder, PassClient
from cli.seed import CITIZENS
from cli.show import progress
from cli.simulated_city import START, SimulatedCity, simulated_city
from cli.statement_mapping import Mapped, ToServe, choose
from cli.statement_rows import read_prosecutions
from domain.clock import local_date

PACE = Pace(at_once=16)


@dataclass(frozen=True)
class ContestsOptions:
    """What the demo plays: the City's rows (None: none), how many, made-up statements beside them, the seed."""

    rows: Path | None
    limit: int
    seed: int
    generate: int = 0


@dataclass(frozen=True)
class Playing:
    """One run on one city: what was played, and what went on beside it."""

    lives: list[ContestLife]
    driver: LifeDriver[ContestLife]
    world: World


async def demo_contests(options: ContestsOptions) -> dict[str, Any]:
    """Play the demo and return its figures, as the checks judge them."""
    var = Path(tempfile.mkdtemp(prefix="guichet-contests-"))
    var.chmod(0o755)
    chosen = choose(read_prosecutions(options.rows), options.limit, options.seed) if options.rows else Mapped([], {})
    made_up = made_up_statements(options.generate, options.seed, local_date(START))
    progress(f"{len(chosen.statements)} rows mapped, {sum(chosen.unmapped.values())} unmapped, {len(made_up)} made up")
    try:
        async with simulated_city(var, lambda line: progress(f"  · {line}"), START) as city:
            played = await play(city, [*made_up, *chosen.statements], options.seed)
            return await figures_of(city, played, chosen)
    finally:
        shutil.rmtree(var, ignore_errors=True)


async def play(city: SimulatedCity, statements: list[ToServe], seed: int) -> Playing:
    """Play a life of each statement to its end."""
    notes = Acknowledgements(city.stack.var / "acknowledgements.jsonl")
    client = PassClient(city.stack.base_url, city.stack.tokens, notes)
    world = World(client, lambda: city.instant)
    lives = plan_lives(statements, seed, CITIZENS)
    script = Script[ContestLife](lambda life: serve(life, world), lambda life: next_step(life, world))
    driver = LifeDriver(city, client, lives, script, PACE)
    await driver.run(lambda line: progress(f"  {line}"))
    await city.until_settled()
    for line in driver.refused:
        progress(f"  [yellow]refused[/yellow] {line}")
    await client.close()
    return Playing(lives, driver, world)


async def serve(life: ContestLife, world: World) -> bool:
    """The prosecutor serves the statement; False when nobody heard the answer, and it is served again another day."""
    world.client.introduce(life.citizen, Holder(life.statement.number, life.statement.fact, life.account))
    life.acts += 1
    body = life.served_body(world.now())
    sent = Sent(PROSECUTOR, "/statements", body, f"contest-{life.number}-{life.acts}-serve", "serve")
    try:
        receipt = await world.client.until_answered(sent)
    except GaveUp:
        return False
    life.case = await world.client.get(life.citizen, f"/cases/{receipt['case_id']}")
    return True


async def figures_of(city: SimulatedCity, played: Playing, chosen: Mapped) -> dict[str, Any]:
    """What the checks say of the city that is left."""
    var = city.stack.var
    evidence = Evidence.of_city(var, var / "acknowledgements.jsonl")
    judged = await judge(evidence)
    ends = await asyncio.to_thread(judge_ends, evidence)
    happened = await asyncio.to_thread(count_events, evidence)
    letters = await asyncio.to_thread(letter_checks.verify_letters, evidence)
    personal = await asyncio.to_thread(canaries.search, evidence, personal_words(played.lives))
    lost, kept = await asyncio.to_thread(slots_lost, evidence), await asyncio.to_thread(slots_kept_for_nobody, evidence)
    return {
        "filed": judged["cases"],
        "unmapped": sum(chosen.unmapped.values()),
        "unmapped_by_reason": chosen.unmapped,
        "finished": happened["FileClosed"],
        "lost": judged["lost"],
        "by_end": ends["by_end"],
        "ends_missing": ends["missing"],
        "not_as_planned": sorted(
            life.plan.name for life in played.lives if life.case["standing"]["ended_as"] != life.plan.end
        ),
        "plans": len({life.plan.name for life in played.lives}),
        "by_kind": dict(Counter(life.statement.kind for life in played.lives)),
        "hearings": happened["SessionOpened"],
        "hearings_set": happened["HearingScheduled"] + happened["HearingPostponed"],
        "slots_lost": len(lost),
        "slots_kept_for_nobody": len(kept),
        "letters": letters["letters"],
        "letters_invalid": letters["invalid"],
        "refused": len(played.driver.refused),
        "unoffered": dict(played.world.unoffered),
        "canary_hits": personal["hits"],
        "checks": {name: value for name, value in judged.items() if isinstance(value, int)},
        "law": {name: value for name, value in ends.items() if isinstance(value, int)},
        "offenders": judged["offenders"] | ends["offenders"],
        "simulated_until": city.instant.date().isoformat(),
        "moves": city.moves,
    }


def count_events(evidence: Evidence) -> Counter[str]:
    """The events of every contest, by type."""
    return Counter(event.type for contest in read_contests(evidence) for event in contest.events)


def well(figures: dict[str, Any]) -> bool:
    """Whether every statement came to the end of its file, and every figure that must be nought is nought."""
    nought = (*figures["checks"].items(), *figures["law"].items(), ("slots_lost", figures["slots_lost"]),
              ("letters_invalid", figures["letters_invalid"]), ("canary_hits", figures["canary_hits"]))  # fmt: skip
    counted = ("cases", "acknowledged", "contests")
    whole = 0 < figures["filed"] == figures["finished"]
    return whole and not any(value for name, value in nought if name not in counted)
