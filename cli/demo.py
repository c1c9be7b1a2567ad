"""`./guichet demo permits`: real rows filed over HTTP and played to their end on a simulated city."""

import asyncio
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from catalogue.load import load
from checks import canaries
from checks import letters as letter_checks
from checks.conservation import judge
from checks.evidence import Evidence
from checks.outcomes import count_outcomes
from cli.city_client import Acknowledgements, CityClient, Sent
from cli.life_driver import LifeDriver, Pace, Script
from cli.permit_life import Life
from cli.permit_lives import next_step, personal_words, plan_lives
from cli.permit_mapping import Application, Choice, choose
from cli.permit_rows import read_rows
from cli.pictures import picture
from cli.seed import CITIZENS
from cli.show import progress
from cli.simulated_city import START, SimulatedCity, simulated_city
from cli.synthetic_rows import synthetic_applications

ENDS = {"REFUSED", "COMPLETED", "EXPIRED", "REVOKED", "WITHDRAWN", "ABANDONED"}  # DOMAIN §7.1, §7.5


@dataclass(frozen=True)
class DemoOptions:
    """What the demo plays: the City's rows, how many (0: all), the seed, where to keep letters and evidence.

    `synthetic`: made-up applications to each service that no row reaches, marked as such.
    """

    rows: Path
    limit: int
    seed: int
    keep: Path | None
    limits: Path | None
    synthetic: int = 0


async def demo_permits(options: DemoOptions) -> dict[str, Any]:
    """Play the demo and return its figures, as the checks judge them."""
    var = Path(tempfile.mkdtemp(prefix="guichet-demo-"))
    var.chmod(0o755)
    chosen = choose(
        read_rows(options.rows), options.limit, options.seed, limits=options.limits or _beside(options.rows)
    )
    chosen = replace(chosen, applications=[*chosen.applications, *_made_up(options, chosen)])
    progress(f"{len(chosen.applications)} rows mapped, {sum(chosen.unmapped.values())} unmapped")
    try:
        async with simulated_city(var, lambda line: progress(f"  · {line}"), START) as city:
            lives = await _play(city, chosen, options.seed)
            figures = await _figures(city, chosen, lives)
            if options.keep is not None:
                _keep(city, options.keep)
        return figures
    finally:
        shutil.rmtree(var, ignore_errors=True)


def _made_up(options: DemoOptions, chosen: Choice) -> list[Application]:
    return synthetic_applications(load(), chosen, options.synthetic, options.seed) if options.synthetic else []


def _beside(rows: Path) -> Path | None:
    """The limits that lie beside the rows, if any."""
    limits = rows.parent / "boroughs.geojson"
    return limits if limits.exists() else None


async def _play(city: SimulatedCity, chosen: Choice, seed: int) -> list[Life]:
    notes = Acknowledgements(city.stack.var / "acknowledgements.jsonl")
    client = CityClient(city.stack.base_url, city.stack.tokens, notes)
    lives = plan_lives(chosen.applications, seed, CITIZENS)

    async def file(life: Life) -> bool:
        body = await application_body(life, client)
        sent = Sent(life.citizen, "/cases", body, f"life-{life.number}-file", "file")
        life.case = await client.get(life.citizen, f"/cases/{(await client.until_answered(sent))['case_id']}")
        return True

    driver = LifeDriver(city, client, lives, Script(file, lambda life: next_step(life, client)), Pace())
    await driver.run(lambda line: progress(f"  {line}"))
    await city.until_settled()
    for line in driver.refused:
        progress(f"  [yellow]refused[/yellow] {line}")
    await client.close()
    return lives


async def application_body(life: Life, client: CityClient) -> dict[str, Any]:
    """The application as it is filed; its documents are uploaded first."""
    application = life.application
    documents: dict[str, str] = {}
    for rank, name in enumerate(application.documents):
        made = picture(name, seed=life.number * 100 + rank)
        documents[name] = await client.upload(life.citizen, made.name, name, made.content, made.media_type)
    return {"service": application.service, "borough": application.borough, "answers": application.answers,
            "documents": documents, "language": application.language}  # fmt: skip


async def _figures(city: SimulatedCity, chosen: Choice, lives: list[Life]) -> dict[str, Any]:
    var = city.stack.var
    evidence = Evidence.of_city(var, var / "acknowledgements.jsonl")
    judged = await judge(evidence)
    letters = await asyncio.to_thread(letter_checks.verify_letters, evidence)
    rows = await asyncio.to_thread(count_outcomes, evidence)
    personal = await asyncio.to_thread(canaries.search, evidence, personal_words(lives))
    return {
        "filed": judged["cases"],
        "unmapped": sum(chosen.unmapped.values()),
        "unmapped_by_reason": dict(chosen.unmapped),
        "finished": rows["finished"],
        "lost": judged["lost"],
        "by_service": dict(Counter(life.application.service for life in lives)),
        "by_state": rows["by_state"],
        "by_outcome": rows["by_outcome"],
        "states_missing": sorted(ENDS - rows["by_state"].keys()),
        "synthetic": sum(life.application.synthetic for life in lives),
        "boroughs": len({life.application.borough for life in lives}),
        "letters": letters["letters"],
        "letters_invalid": letters["invalid"],
        "canary_hits": personal["hits"],
        "checks": {name: value for name, value in judged.items() if isinstance(value, int)},
        "simulated_until": city.instant.date().isoformat(),
        "moves": city.moves,
    }


def _keep(city: SimulatedCity, keep: Path) -> None:
    """Keep every letter, the root certificate that verifies them, and the figures' evidence."""
    keep.mkdir(parents=True, exist_ok=True)
    for pdf in sorted((city.stack.var / "documents" / "letters").rglob("*.pdf")):
        case, code = pdf.parts[-3], pdf.parts[-2]
        shutil.copyfile(pdf, keep / f"{case}-{code}-{pdf.name}")
    shutil.copytree(city.stack.var / "seal", keep / "seal", dirs_exist_ok=True, ignore=shutil.ignore_patterns("*key*"))
    shutil.copyfile(city.stack.var / "acknowledgements.jsonl", keep / "acknowledgements.jsonl")
