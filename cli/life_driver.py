"""Plays lives on a simulated city: the earliest of the next acts and the next alarm, until every case has ended."""

import asyncio
import heapq
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Generic, Protocol, TypeVar

from cli.city_client import CityClient, GaveUp, Refused
from cli.simulated_city import SimulatedCity
from domain.clock import local_date

Do = Callable[[], Awaitable[object]]
QUIET_SECONDS = 60.0


@dataclass(frozen=True)
class Pace:
    """How far apart applications are filed, which acts are played side by side, and which alarms fire in one move."""

    apart: timedelta = timedelta(hours=3)
    together: timedelta = timedelta(hours=8)
    at_once: int = 8
    stride: timedelta = timedelta(0)


class Played(Protocol):
    """A life: its number in the run, its city's day, the file as `citizen` last read it."""

    number: int
    today: date
    case: dict[str, Any]

    @property
    def case_id(self) -> str:
        """The case's id, once there is one."""
        ...

    @property
    def citizen(self) -> str:
        """Who reads the file."""
        ...


L = TypeVar("L", bound=Played)


@dataclass(frozen=True)
class Script(Generic[L]):
    """How lives go: `file` begins a life's case and says whether there is one; `next_step` says what comes, and when.

    A step of None means that only alarms move the case for now.
    """

    file: Callable[[L], Awaitable[bool]]
    next_step: Callable[[L], tuple[timedelta, Do] | None]


class LifeDriver(Generic[L]):
    """One run of some lives; `run`'s `say` gets a progress line."""

    def __init__(self, city: SimulatedCity, client: CityClient, lives: list[L], script: Script[L], pace: Pace) -> None:
        self._city, self._client, self._lives, self._script = city, client, lives, script
        self._pace = pace
        self._heap: list[tuple[datetime, int]] = []
        self._do: dict[int, Do] = {}
        self.refused: list[str] = []
        self.acts = 0
        self.gave_up = 0
        self._quiet_since: float | None = None

    async def run(self, say: Callable[[str], None]) -> None:
        """Play until no act is left and no case is open."""
        for life in self._lives:
            self._plan(life, self._city.instant + life.number * self._pace.apart, self._filing(life))
        while True:
            alarm = await self._city.next_alarm()
            batch = self._next_acts(alarm)
            if batch:
                self._quiet_since = None
                await self._play(batch)
            elif alarm is not None:
                await self._city.move_to(self._stride(alarm))
                await self._look_at_those_who_wait()
            elif await self._over():
                return
            if self.acts % 20 == 0 or not batch:
                say(f"{self._city.instant:%Y-%m-%d}  {self.acts} acts, {await self._city.open_cases()} cases open")

    async def _over(self) -> bool:
        """No alarm and no act: wait for what is still on its way, or end; cases that answer no more are left."""
        if await self._city.nothing_on_its_way() and await self._city.open_cases() == 0:
            return True
        now = time.monotonic()
        self._quiet_since = self._quiet_since or now
        await asyncio.sleep(0.2)
        return now - self._quiet_since > QUIET_SECONDS

    async def _look_at_those_who_wait(self) -> None:
        """An alarm may have moved a case whose person had nothing left to do: there may be something now."""
        waiting = {life.case_id: life for life in self._lives if life.case_id and life.number not in self._do}
        moved = await self._city.moved({one: int(life.case["seq"]) for one, life in waiting.items()})
        for case_id in moved:
            life = waiting[case_id]
            life.case = await self._client.get(life.citizen, f"/cases/{case_id}")
            self._plan_next(life)

    def _stride(self, alarm: datetime) -> datetime:
        """A little past the alarm, so that its neighbours fire in the same move; never past the next act."""
        return min(alarm + self._pace.stride, self._heap[0][0]) if self._heap else alarm + self._pace.stride

    def _next_acts(self, alarm: datetime | None) -> list[tuple[datetime, int]]:
        """The acts that come before the next alarm, or a stride after it, close enough to be played side by side."""
        batch: list[tuple[datetime, int]] = []
        while self._heap and len(batch) < self._pace.at_once:
            at, _ = self._heap[0]
            after_alarm = alarm is not None and at > alarm + self._pace.stride
            if after_alarm or (batch and at - batch[0][0] > self._pace.together):
                break
            batch.append(heapq.heappop(self._heap))
        return batch

    async def _play(self, batch: list[tuple[datetime, int]]) -> None:
        await self._city.move_to(max(at for at, _ in batch))
        await asyncio.gather(*(self._one(number) for _, number in batch))
        self.acts += len(batch)

    async def _one(self, number: int) -> None:
        life = self._lives[number]
        do = self._do.pop(number)
        if life.case_id and await self._changed_meanwhile(life):
            self._plan_next(life)
            return
        before = life.case.get("seq")
        life.today = local_date(self._city.instant)
        try:
            await do()
        except Refused as refusal:
            self.refused.append(f"{life.case.get('state')}: {refusal}")
        except GaveUp:
            self.gave_up += 1
        except TimeoutError:
            self._city.stuck.add(life.case_id)
            return
        if life.case_id:
            await self._look(life, before)

    async def _changed_meanwhile(self, life: L) -> bool:
        """Open the page before acting, as people do; whether the case is not where it was when the act was planned."""
        planned = life.case["state"]
        life.case = await self._client.get(life.citizen, f"/cases/{life.case_id}")
        return life.case["state"] != planned

    async def _look(self, life: L, before: object) -> None:
        """Read the case again, after the gateway's message has come in where money was paid, and plan what is next."""
        for _ in range(40):
            life.case = await self._client.get(life.citizen, f"/cases/{life.case_id}")
            if life.case["seq"] != before:
                break
            await asyncio.sleep(0.05)
        self._plan_next(life)

    def _plan_next(self, life: L) -> None:
        step = self._script.next_step(life)
        if step is not None:
            self._plan(life, self._city.instant + step[0], step[1])

    def _plan(self, life: L, at: datetime, do: Do) -> None:
        self._do[life.number] = do
        heapq.heappush(self._heap, (at, life.number))

    def _filing(self, life: L) -> Do:
        async def file() -> None:
            if not await self._script.file(life):
                self._plan(life, self._city.instant + timedelta(days=1), self._filing(life))

        return file
