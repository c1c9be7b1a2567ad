"""Changed code over open cases (F14), and workers that come back with nothing in memory (F17)."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from temporalio.api.enums.v1 import TimeoutType
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import WorkflowHistory
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Replayer, Worker

from adapters.temporal import data_converter
from casework.delivery import deliver
from domain.acts import Act
from domain.case_ids import permit_workflow
from domain.events import Receipt
from tests.fakes import FakePayments, FakeRecords
from tests.permits import Acts, application, rules
from tests.workflows.releases import Careless, Fourth, Second, Third
from workers.registry import CASE_OPTIONS
from workflows import options
from workflows.permit import PermitCase

START = datetime(2026, 3, 2, 15, tzinfo=UTC)
PATIENCE_SECONDS = 60.0
TROUBLE = ("workflow_task_failed_event_attributes", "workflow_task_timed_out_event_attributes")


@dataclass
class Office:
    """A server, a record, and open cases; who works there changes."""

    env: WorkflowEnvironment
    records: FakeRecords = field(default_factory=FakeRecords)
    payments: FakePayments = field(default_factory=FakePayments)
    acts: dict[str, Acts] = field(default_factory=dict[str, Acts])

    @asynccontextmanager
    async def staffed(self, release: type, **more: Any) -> AsyncIterator[None]:
        """Workers of one release, who remember no case."""
        records, payments = self.records, self.payments
        cases = Worker(
            self.env.client, task_queue=options.CASES, workflows=[release],
            activities=[records.record, records.acts_waiting], **{**CASE_OPTIONS, **more},
        )  # fmt: skip
        money = Worker(
            self.env.client, task_queue=options.PAYMENTS,
            activities=[payments.open_payment, payments.close_payment, payments.refund_payment],
        )  # fmt: skip
        async with cases, money:
            yield

    async def file(self, name: str, count: int) -> list[str]:
        """As many new cases, each declared complete."""
        made = [f"{name}{rank:031x}" for rank in range(count)]
        self.acts |= {case_id: Acts(case_id) for case_id in made}
        await asyncio.gather(*(self._do(one, application(rules(), START, one)) for one in made))
        await self.all_do(made, "complete")
        return made

    async def all_do(self, case_ids: list[str], act: str) -> None:
        """The same act in all of these cases at once."""
        await asyncio.gather(*(self._do(one, getattr(self.acts[one], act)(START)) for one in case_ids))

    async def histories(self, case_ids: list[str]) -> list[WorkflowHistory]:
        """What the server kept of these cases."""
        handles = [self.env.client.get_workflow_handle(permit_workflow(one)) for one in case_ids]
        return await asyncio.gather(*(handle.fetch_history() for handle in handles))

    async def _do(self, case_id: str, act: Act) -> Receipt:
        return await deliver(self.env.client, permit_workflow(case_id), act, PATIENCE_SECONDS)


@pytest.fixture(scope="module")
async def server() -> AsyncIterator[WorkflowEnvironment]:
    """The real server, in memory: the one that skips time does not forget a worker that has gone."""
    env = await WorkflowEnvironment.start_local(
        dev_server_existing_path=str(Path(sys.executable).parent / "temporal"), data_converter=data_converter(None)
    )
    yield env
    await env.shutdown()


@pytest.fixture
def office(server: WorkflowEnvironment) -> Office:
    return Office(server)


@pytest.fixture
def each(request: pytest.FixtureRequest) -> int:
    """Cases of each release."""
    return 333 if request.config.getoption("--deep") else 8


def troubles(histories: list[WorkflowHistory]) -> list[str]:
    """Failed and timed-out tasks, by case."""
    return [
        f"{history.workflow_id}: {event.WhichOneof('attributes')}"
        for history in histories
        for event in history.events
        if event.WhichOneof("attributes") in TROUBLE and not _handed_on(event)
    ]


def _handed_on(event: HistoryEvent) -> bool:
    """A task that no worker began within the time after which a dead one is forgotten: another worker gets it."""
    timed_out = event.workflow_task_timed_out_event_attributes
    return timed_out.timeout_type == TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START


async def failures(release: type, histories: list[WorkflowHistory]) -> int:
    """How many histories a release cannot replay."""

    async def kept() -> AsyncIterator[WorkflowHistory]:
        for history in histories:
            yield history

    replayer = Replayer(workflows=[release], data_converter=data_converter(None))
    async with replayer.workflow_replay_iterator(kept()) as results:
        return len([result async for result in results if result.replay_failure is not None])


async def test_open_cases_go_on_through_three_releases_and_every_history_replays(office: Office, each: int) -> None:
    async with office.staffed(PermitCase):
        first = await office.file("1", each)
    async with office.staffed(Second):
        await office.all_do(first, "conclude")
        second = await office.file("2", each)
    async with office.staffed(Third):
        third = await office.file("3", each)
        await office.all_do([*second, *third], "conclude")
        await office.all_do([*first, *second], "refuse")
    async with office.staffed(Fourth):
        await office.all_do(third, "refuse")
    cases = [*first, *second, *third]
    assert {office.records.types(one)[-1] for one in cases} == {"PermitRefused"}
    assert {len(office.records.types(one)) for one in cases} == {4}
    histories = await office.histories(cases)
    assert troubles(histories) == []
    assert await failures(Third, histories) == 0
    assert await failures(Fourth, await office.histories([*second, *third])) == 0


async def test_a_release_without_a_patch_is_caught_by_the_kept_histories(office: Office) -> None:
    async with office.staffed(PermitCase):
        cases = await office.file("4", 3)
    histories = await office.histories(cases)
    assert await failures(Careless, histories) == 3
    assert await failures(Second, histories) == 0


async def test_a_patch_is_not_dropped_while_a_case_from_before_it_is_open(office: Office) -> None:
    async with office.staffed(PermitCase):
        cases = await office.file("5", 3)
    assert await failures(Fourth, await office.histories(cases)) == 3


async def test_workers_with_nothing_in_memory_take_up_every_open_case(
    office: Office, request: pytest.FixtureRequest
) -> None:
    deep = request.config.getoption("--deep")
    count, restarts = (500, 10) if deep else (40, 3)
    async with office.staffed(PermitCase):
        cases = await office.file("6", count)
    longest = 0.0
    for number in range(restarts):
        async with office.staffed(PermitCase):
            started = time.monotonic()
            await office.all_do(cases, ("ask", "answer")[number % 2] if number else "ask")
            longest = max(longest, time.monotonic() - started)
    assert longest <= 60
    assert troubles(await office.histories(cases)) == []
