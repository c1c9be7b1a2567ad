"""A bug that raises in one workflow (F16): that case is stuck and named, the others go on, none is reset."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from temporalio.client import Client

from cli.compose import parts
from domain.case_ids import permit_workflow
from tests.api.town import ADMINISTRATOR, CLERK, OWNER, Town, application, settings_of
from tests.casework import made_files
from tests.conftest import City
from tests.workers.poisoned import UNLUCKY, Poisoned
from workers import cases

pytestmark = pytest.mark.stack

ALERT_WITHIN = 60.0


@pytest.fixture
async def town(city: City) -> AsyncIterator[Town]:
    async with httpx.AsyncClient(base_url=city.base_url, timeout=30) as http:
        yield Town(city, http)


@asynccontextmanager
async def with_the_bug(city: City) -> AsyncIterator[None]:
    """The workers of the cases, from the code before the fix, in place of the shipped ones."""
    shipped, stop = city.stack.parts["cases"], asyncio.Event()
    await shipped.stop()
    settings = settings_of(city.env, {})
    try:
        async with parts(settings, city.worker_url, patient=True) as made:
            working = asyncio.create_task(cases.run(made.doors, stop, permits=Poisoned))
            try:
                yield
            finally:  # a worker left behind would keep the whole run from ending
                stop.set()
                await working
    finally:
        shipped.start()
        await shipped.until_ready()


async def filed(town: Town, account: str) -> dict[str, Any]:
    documents = {}
    for kind in ("photos", "location_plan"):
        documents[kind] = (await town.upload("/documents", made_files.jpeg(), account=account, kind=kind)).json()["id"]
    answer = await town.post("/cases", application(documents), account)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def withdrawn(town: Town, case: dict[str, Any], account: str) -> httpx.Response:
    path = f"/cases/{case['case_id']}/withdraw"
    return await town.post(path, {"reason": "Le projet est abandonné."}, account, if_match=f'"{case["seq"]}"')


async def stuck(town: Town) -> list[str]:
    told = (await town.get("/faults", ADMINISTRATOR)).json()["faults"]
    return [fault["case_id"] for fault in told if fault["kind"] == "stuck-workflow"]


async def until(seconds: float, true: Any) -> float:
    started = time.monotonic()
    while not await true():
        assert time.monotonic() - started < seconds
        await asyncio.sleep(0.5)
    return time.monotonic() - started


async def test_one_case_with_a_bug_is_named_within_a_minute_and_ends_after_the_fix(town: Town) -> None:
    async with with_the_bug(town.city):
        poisoned = await filed(town, UNLUCKY)
        others = [await filed(town, OWNER) for _ in range(5)]
        run = await run_of(town, poisoned)
        promised = await withdrawn(town, poisoned, UNLUCKY)
        assert promised.status_code == 202
        await asyncio.gather(*(withdrawn(town, case, OWNER) for case in others))

        async def gone_on() -> bool:
            states = [(await town.get(f"/cases/{case['case_id']}", OWNER)).json()["state"] for case in others]
            return states == ["WITHDRAWN"] * 5

        async def named() -> bool:
            told = await stuck(town)
            return poisoned["case_id"] in told and not {case["case_id"] for case in others} & set(told)

        await until(60, gone_on)

        await until(ALERT_WITHIN, named)

    async def ended() -> bool:
        answer = await town.get(promised.headers["location"].removeprefix("/api/v1"), UNLUCKY)
        return answer.status_code == 200 and answer.json()["state"] == "WITHDRAWN"

    async def closed() -> bool:
        return poisoned["case_id"] not in await stuck(town)

    await until(60, ended)
    await until(30, closed)
    assert await run_of(town, poisoned) == run


async def run_of(town: Town, case: dict[str, Any]) -> str:
    """The run of a case's workflow: a reset would make another one."""
    client = await Client.connect(town.city.temporal_address)
    described = await client.get_workflow_handle(permit_workflow(case["case_id"])).describe()
    return described.run_id


async def test_only_an_administrator_reads_the_faults(town: Town) -> None:
    assert (await town.get("/faults", CLERK)).status_code == 403
