"""`./guichet crash`: parts of the city killed every two seconds while cases are filed, paid and decided."""

import asyncio
import contextlib
import random
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from checks import canaries
from checks.conservation import judge
from checks.evidence import Evidence
from cli.city_client import GONE, Acknowledgements, CityClient, GaveUp, Refused, Sent
from cli.demo import application_body
from cli.killer import AT_LEAST, EVERY_SECONDS, kill_now_and_then
from cli.life_driver import LifeDriver, Pace
from cli.made_up import mixed
from cli.permit_life import Life
from cli.permit_lives import personal_words, plan_lives
from cli.scene import whole
from cli.seed import CITIZENS
from cli.show import progress
from cli.simulated_city import START, SimulatedCity, simulated_city

PACE = Pace(apart=timedelta(minutes=20), together=timedelta(days=2), at_once=150, stride=timedelta(days=2))
SENT_TWICE, NEVER_RETRIED, RIVALLED = 0.7, 0.2, 0.3
TWIN_SECONDS = 240.0  # a city without a guard is not waited for: what it broke by then is judged
PATIENCE_SECONDS, IN_VAIN_SECONDS = 120.0, 20.0  # with every guard, a case answers; without one, some never do
NUMBERS = (
    "cases", "lost", "duplicated_cases", "doubled_fees", "doubled_letters", "unbalanced_ledgers", "chain_broken",
    "diverged", "contradicted", "refunds_off", "tills_off", "invoices_off", "undelivered", "misprinted",
    "unfounded_standings", "unfinished_orders",
)  # fmt: skip


@dataclass(frozen=True)
class CrashOptions:
    """How many cases, which seed, without which guard (a twin that must fail)."""

    cases: int
    seed: int
    without_guard: str = ""


class HastyClient(CityClient):
    """Sends most requests twice, leaves one in five at its first failure; some acts have a rival at the same moment."""

    def __init__(self, city: SimulatedCity, notes: Acknowledgements, options: CrashOptions) -> None:
        super().__init__(city.stack.base_url, city.stack.tokens, notes)
        guard = options.without_guard
        self.from_drafts = guard != "unique-key"  # a draft's id would be a guard of its own
        self._patience = IN_VAIN_SECONDS if guard else PATIENCE_SECONDS
        self._rng = random.Random(options.seed)  # noqa: S311

    async def until_answered(self, sent: Sent, seconds: float = PATIENCE_SECONDS) -> dict[str, Any]:
        """The receipt. Raises GaveUp when this person does not try again."""
        seconds = min(seconds, self._patience)
        if sent.expects is not None and self._rng.random() < RIVALLED:
            rival = asyncio.create_task(self._echo(replace(sent, key=f"{sent.key}-rival")))
            try:
                return await self._hastily(sent, seconds)
            finally:
                await rival
        return await self._hastily(sent, seconds)

    async def _hastily(self, sent: Sent, seconds: float) -> dict[str, Any]:
        if self._rng.random() < NEVER_RETRIED:
            return await self._once_and_never_again(sent)
        if self._rng.random() < SENT_TWICE:
            twin = asyncio.create_task(self._echo(sent))
            answer = await super().until_answered(sent, seconds)
            await twin
            return answer
        return await super().until_answered(sent, seconds)

    async def _once_and_never_again(self, sent: Sent) -> dict[str, Any]:
        try:
            answer = await self.once(sent)
        except (*GONE, ValueError) as lost:
            raise GaveUp from lost
        except Refused as refusal:
            if refusal.status >= 500:
                raise GaveUp from refusal
            raise
        if "seq" not in answer:
            raise GaveUp
        return answer

    async def _echo(self, sent: Sent) -> None:
        """A request more, a moment later, whatever comes of it."""
        await asyncio.sleep(self._rng.random() * 0.05)
        try:
            await self.once(sent)
        except (*GONE, Refused, ValueError):
            return


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


def _remove(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


async def _under_fire(city: SimulatedCity, options: CrashOptions, file: Path) -> dict[str, Any]:
    city.guarded = not options.without_guard
    notes = Acknowledgements(file)
    client = HastyClient(city, notes, options)
    lives = plan_lives(mixed(options.cases, options.seed), options.seed, CITIZENS)
    driver = LifeDriver(city, client, lives, lambda life: _file(life, client), PACE)
    kills: Counter[str] = Counter()
    killer = asyncio.create_task(kill_now_and_then(city, kills, options.seed))
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(TWIN_SECONDS if options.without_guard else None):
            await driver.run(lambda line: progress(f"  {line}; {sum(kills.values())} kills"))
    while sum(kills.values()) < 20 or any(kills[name] < least for name, least in AT_LEAST.items()):
        await asyncio.sleep(EVERY_SECONDS)
    killer.cancel()
    await whole(city)
    await city.until_settled()
    judged = await judge(Evidence.of_city(city.stack.var, file))
    personal = await asyncio.to_thread(canaries.search, Evidence.of_city(city.stack.var, file), personal_words(lives))
    await client.close()
    return {
        **{name: judged[name] for name in NUMBERS},
        "kills": sum(kills.values()),
        "kills_by_part": dict(kills),
        "seed": options.seed,
        "acts": driver.acts,
        "offenders": judged["offenders"],
        "canary_hits": personal["hits"],
        "refused": len(driver.refused),
        "stuck": len(city.stuck),
        "without_guard": options.without_guard,
    }


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
