"""Who plays while a city is under fire: applicants for permits, or defendants and the people of the court."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

from checks.contest_ends import judge_ends
from checks.evidence import Evidence
from checks.hearings_kept import slots_kept_for_nobody, slots_lost
from cli import contest_lives
from cli.city_client import Acknowledgements, GaveUp, Sent
from cli.contest_life import ContestLife, Plan, World
from cli.contest_plans import PLANS
from cli.demo import application_body
from cli.demo_contests import serve
from cli.hasty_client import HastyClient, HastyPassClient
from cli.killer import VICTIMS
from cli.life_driver import LifeDriver, Pace, Script
from cli.made_up import mixed
from cli.made_up_statements import made_up_statements
from cli.permit_life import Life
from cli.permit_lives import next_step, personal_words, plan_lives
from cli.seed import CITIZENS
from cli.simulated_city import START, SimulatedCity
from domain.clock import local_date

PACE: Final = Pace(apart=timedelta(minutes=20), together=timedelta(days=2), at_once=150, stride=timedelta(days=2))
CONTEST_PACE: Final = replace(
    PACE, stride=timedelta(days=7)
)  # hearings have alarms of their own: many fire in one move


@dataclass(frozen=True)
class CrashOptions:
    """How many cases, which seed, without which guard (a twin that must fail), judged after which damage to a copy."""

    cases: int
    seed: int
    without_guard: str = ""
    procedure: str = "permit"
    sabotage: str = ""


@dataclass(frozen=True)
class Cast:
    """Who plays: a client, a driver of lives, the personal words of these lives, figures of their own in the end.

    `victims` are the parts that are killed; `watched` looks on while the lives are played.
    """

    client: HastyClient
    driver: LifeDriver[Any]
    words: list[str]
    figures: Callable[[Evidence], dict[str, Any]] = lambda evidence: {}
    victims: tuple[str, ...] = VICTIMS
    watched: Callable[[SimulatedCity], AbstractAsyncContextManager[None]] = lambda city: nullcontext()


def permit_cast(city: SimulatedCity, notes: Acknowledgements, options: CrashOptions) -> Cast:
    """Applicants for permits, and the desks that deal with them."""
    client = HastyClient(city, notes, options.seed, options.without_guard)
    lives = plan_lives(mixed(options.cases, options.seed), options.seed, CITIZENS)
    script = Script[Life](lambda life: _file(life, client), lambda life: next_step(life, client))
    return Cast(client, LifeDriver(city, client, lives, script, PACE), personal_words(lives))


def contest_cast(city: SimulatedCity, notes: Acknowledgements, options: CrashOptions) -> Cast:
    """Defendants, and the people of the court."""
    return court_cast(city, notes, options, court_lives(options, PLANS), CONTEST_PACE)


def court_lives(options: CrashOptions, plans: tuple[Plan, ...]) -> list[ContestLife]:
    """Made-up statements, and what becomes of each by some plans."""
    made_up = made_up_statements(options.cases, options.seed, local_date(START))
    return contest_lives.plan_lives(made_up, options.seed, CITIZENS, plans)


def court_cast(
    city: SimulatedCity, notes: Acknowledgements, options: CrashOptions, lives: list[ContestLife], pace: Pace
) -> Cast:
    """These defendants, and the people of the court."""
    client = HastyPassClient(city, notes, options.seed, options.without_guard)
    world = World(client, lambda: city.instant)
    script = Script[ContestLife](lambda life: serve(life, world), lambda life: contest_lives.next_step(life, world))
    driver = LifeDriver(city, client, lives, script, pace)
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
