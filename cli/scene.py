"""A city in trouble: lives are played on it while a scenario breaks one thing, then the checks judge what is left."""

import asyncio
import contextlib
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from pathlib import Path
from typing import Any

from checks.conservation import FIGURES, judge
from checks.evidence import Evidence
from cli.city_client import GONE, Acknowledgements, CityClient, Refused, Sent
from cli.demo import application_body
from cli.life_driver import LifeDriver, Pace, Script
from cli.made_up import demolition, mixed
from cli.permit_life import Life
from cli.permit_lives import next_step, plan_lives
from cli.places import keep_apart
from cli.seed import CITIZENS
from cli.show import progress
from cli.simulated_city import START, SimulatedCity, simulated_city
from cli.stack import Stack

PACE = Pace(at_once=30)
Trouble = Callable[[], Awaitable[None]]


class ActClient(CityClient):
    """A client whose keys are its own: several acts of a scenario play on one city."""

    def __init__(self, scene: "Scene", name: str) -> None:
        super().__init__(scene.city.stack.base_url, scene.city.stack.tokens, scene.notes)
        self._name = name

    async def once(self, sent: Sent) -> dict[str, Any]:
        """Send once, under a key of this client."""
        return await super().once(replace(sent, key=f"{self._name}-{sent.key}"))


@dataclass
class Scene:
    """A running simulated city, and what its clients were told. `cases` and `seed` size what is played."""

    city: SimulatedCity
    told: Path
    cases: int
    seed: int
    notes: Acknowledgements = field(init=False)
    acts: int = 0
    plays: int = 0

    def __post_init__(self) -> None:
        self.notes = Acknowledgements(self.told)

    async def play(self, trouble: Trouble, over: asyncio.Event | None = None) -> None:
        """Play every life to its end while `trouble` goes on; then wait until the city is whole and at rest.

        A trouble that must run to its own end says so by `over`: on a quick machine the lives end first.
        """
        client = self.client()
        lives = plan_lives(mixed(self.cases, self.seed + self.plays), self.seed + self.plays, CITIZENS)
        script = Script[Life](lambda life: file(life, client), lambda life: next_step(life, client))
        driver = LifeDriver(self.city, client, lives, script, PACE)
        breaking = asyncio.ensure_future(trouble())
        await driver.run(lambda line: progress(f"  {line}"))
        if over is not None:
            await over_or_failed(over, breaking)
        await ended(breaking)
        await self.at_rest()
        await client.close()
        self.acts += driver.acts

    def client(self) -> ActClient:
        """A client with keys of its own."""
        self.plays += 1
        return ActClient(self, f"play-{self.plays}")

    async def at_rest(self) -> None:
        """Wait until every part answers and nothing is under way."""
        await whole(self.city)
        await self.city.until_settled()

    async def judged(self) -> dict[str, Any]:
        """The figures of the checks, and what is behind each that is not nought."""
        figures = await judge(Evidence.of_city(self.city.stack.var, self.told))
        return {name: figures[name] for name in ("cases", *FIGURES)} | {"offenders": figures["offenders"]}


async def whole(city: SimulatedCity) -> float:
    """The seconds until every part answers; one that is down just now is waited for. Raises TimeoutError."""

    async def ready() -> bool:
        try:
            await city.stack.until_ready()
        except RuntimeError:  # not started again yet
            return False
        return True

    return await seconds_until(ready)


async def over_or_failed(over: asyncio.Event, breaking: "asyncio.Future[None]") -> None:
    """Wait until the trouble says that it is over, or fails."""
    waiting = asyncio.ensure_future(over.wait())
    await asyncio.wait((waiting, breaking), return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()


async def ended(breaking: "asyncio.Future[None]") -> None:
    """End what broke the city; its own failure is ours."""
    breaking.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await breaking


async def file(life: Life, client: CityClient) -> bool:
    """File a life's application, however long the city takes."""
    body = await application_body(life, client)
    sent = Sent(life.citizen, "/cases", body, f"life-{life.number}-file", "file")
    life.case = await client.get(life.citizen, f"/cases/{(await client.until_answered(sent))['case_id']}")
    return True


class Knocker(CityClient):
    """Files each application once and counts what the door answers; nothing is retried before `again`."""

    def __init__(self, of: Scene) -> None:
        super().__init__(of.city.stack.base_url, of.city.stack.tokens, of.notes)
        self.answers: Counter[str] = Counter()
        self.without_retry_after = 0
        self._sent: list[Sent] = []

    async def prepare(self, count: int, name: str) -> list[Sent]:
        """As many filings, ready to be sent: their documents are on the shelf."""
        for rank in range(count):
            life = Life(rank, demolition(rank), "", random.Random(rank), f"citoyen-{rank % CITIZENS + 1}")  # noqa: S311
            body = await application_body(life, self)
            self._sent.append(Sent(life.citizen, "/cases", body, f"knock-{name}-{rank}", "file"))
        return self._sent

    async def knock(self, sent: Sent) -> None:
        """Send one filing once; a lost reply counts as `gone`."""
        try:
            self.answers["202" if "seq" not in await self.once(sent) else "201"] += 1
        except Refused as refusal:
            self.answers[str(refusal.status)] += 1
        except GONE:
            self.answers["gone"] += 1

    async def again(self) -> int:
        """Every filing once more under its key, until it is answered; how many cases there are then."""
        receipts = await asyncio.gather(*(self.until_answered(sent) for sent in self._sent))
        return len({receipt["case_id"] for receipt in receipts})

    async def _ask(self, method: str, path: str, headers: dict[str, str], **content: Any) -> tuple[int, Any]:
        async with self._http.request(method, f"{self.base_url}/api/v1{path}", headers=headers, **content) as answer:
            if answer.status == HTTPStatus.SERVICE_UNAVAILABLE and not answer.headers.get("Retry-After"):
                self.without_retry_after += 1
            return answer.status, await answer.json(content_type=None)


@asynccontextmanager
async def scene(
    cases: int,
    seed: int,
    *,
    only: dict[str, dict[str, str]] | None = None,
    before: Callable[[Path], None] = lambda var: None,
    after: Callable[[Path], None] = lambda var: None,
    make: type[Stack] = Stack,
) -> AsyncGenerator[Scene]:
    """A city of its own. `before` prepares its folder, `after` undoes that once everything has stopped."""
    var, outside = (Path(tempfile.mkdtemp(prefix=f"guichet-scene-{name}-")) for name in ("city", "client"))
    var.chmod(0o755)
    try:
        keep_apart(var)
        before(var)
        extra = {"GUICHET_LETTER_PROCESSES": "1"}
        async with simulated_city(var, lambda line: progress(f"  · {line}"), START, extra, only, make) as city:
            yield Scene(city, outside / "acknowledgements.jsonl", cases, seed)
    finally:
        after(var)
        shutil.rmtree(var, ignore_errors=True)
        shutil.rmtree(outside, ignore_errors=True)


async def seconds_until(true: Callable[[], Awaitable[bool]], patience: float = 120.0) -> float:
    """How long it takes until something is true. Raises TimeoutError."""
    started = time.monotonic()
    while not await true():
        if time.monotonic() - started > patience:
            raise TimeoutError
        await asyncio.sleep(0.05)
    return round(time.monotonic() - started, 2)
