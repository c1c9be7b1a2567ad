"""The baseline of `bench cases`: a bare workflow with the same updates and activities that do nothing."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from temporalio import activity, workflow

QUEUE, MONEY_QUEUE = "bare", "bare-money"
ISSUED_AFTER = 6


@dataclass(frozen=True)
class BareAct:
    """An act without content."""

    case_id: str
    number: int
    asks_for_money: bool = False


@activity.defn
async def bare_record(act: BareAct) -> int:
    """Do nothing."""
    return act.number


@activity.defn
async def bare_open_payment(act: BareAct) -> None:
    """Do nothing."""


@workflow.defn
class BareCase:
    """As many updates, activities and workflow tasks as a permit that is paid twice and issued."""

    @workflow.init
    def __init__(self, act: BareAct) -> None:
        self._seq = 0
        self._turn = asyncio.Lock()
        self._opening: list[asyncio.Task[None]] = []

    @workflow.run
    async def run(self, act: BareAct) -> int:
        await self._do(act)
        await workflow.wait_condition(lambda: self._seq > ISSUED_AFTER)
        return self._seq

    @workflow.update
    async def file(self) -> int:
        """Wait for the first record."""
        await workflow.wait_condition(lambda: self._seq > 0)
        return self._seq

    @workflow.update
    async def do(self, act: BareAct) -> int:
        """One act."""
        return await self._do(act)

    @do.validator
    def _fits(self, act: BareAct) -> None:
        if act.number != self._seq + 1:
            raise ValueError("out of order")

    async def _do(self, act: BareAct) -> int:
        async with self._turn:
            await workflow.execute_activity(bare_record, act, start_to_close_timeout=timedelta(seconds=5))
            self._seq = act.number
        if act.asks_for_money:
            self._opening.append(asyncio.create_task(self._ask_for_money(act)))
        return self._seq

    async def _ask_for_money(self, act: BareAct) -> None:
        await workflow.execute_activity(
            bare_open_payment, act, task_queue=MONEY_QUEUE, start_to_close_timeout=timedelta(seconds=20)
        )
