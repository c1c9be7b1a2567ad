"""The worker of the baseline of `bench cases`: the same options, activities that do nothing."""

import asyncio

from temporalio.client import Client
from temporalio.worker import Worker

from cli.bare_workflow import MONEY_QUEUE, QUEUE, BareCase, bare_open_payment, bare_record
from cli.compose import Settings
from cli.process_life import live
from workers import registry


async def work(of: Settings, stop: asyncio.Event) -> None:
    """Work until told to stop."""
    client = await Client.connect(of.temporal.address)
    cases = Worker(client, task_queue=QUEUE, workflows=[BareCase], activities=[bare_record], **registry.CASE_OPTIONS)
    money = Worker(client, task_queue=MONEY_QUEUE, activities=[bare_open_payment], **registry.PAYMENT_OPTIONS)
    async with cases, money:
        await stop.wait()


if __name__ == "__main__":
    live(work)
