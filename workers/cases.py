"""The process of the cases: their workflows and record, the gateway's queue, the relays, the reconciler."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleIntervalSpec,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleSpec,
)

from activities.heads import HeadSigner
from activities.payments import Payments
from activities.reconciling import Reconciler
from activities.records import Records
from casework import relays, rescanning
from casework.doors import Doors
from db import supervision
from workers import registry
from workers.loops import every
from workflows import options
from workflows.reconcile import Reconcile

log = logging.getLogger("guichet.cases")
QUIET = timedelta(seconds=20)
NO_PASS_FOR = timedelta(minutes=10)

Stop = Callable[[], Coroutine[Any, Any, None]]


async def run(
    doors: Doors,
    stop: asyncio.Event,
    *,
    permits: type | None = None,
    records: Records | None = None,
    heads: HeadSigner | None = None,
) -> None:
    """Work until `stop` is set, then finish what is under way (30 s at most). Without `heads`, no head is signed."""
    reconciler = Reconciler(doors.sessions, doors.temporal)
    kept = records or Records(doors.sessions, doors.keys)
    cases = registry.case_worker(doors.temporal, kept, reconciler, **({"permits": permits} if permits else {}))
    money = registry.payment_worker(doors.temporal, Payments(doors.gateway, doors.sessions))
    loops = [asyncio.create_task(loop) for loop in (*_loops(doors, reconciler), *_signing(heads))]
    async with cases, money:
        await _schedule_the_reconciler(doors.temporal)
        await stop.wait()
    for loop in loops:
        loop.cancel()


def _loops(doors: Doors, reconciler: Reconciler) -> list[Coroutine[Any, Any, None]]:
    async def messages() -> int:
        return await relays.relay_messages(doors, datetime.now(UTC))

    async def stale() -> int:
        return await relays.deliver_stale_acts(doors, datetime.now(UTC))

    async def polls() -> int:
        return await relays.poll_gateway(doors, datetime.now(UTC), QUIET)

    async def drafts() -> int:
        return await relays.keep_drafts_tidy(doors, await doors.clock.now())

    async def held() -> int:
        return await rescanning.settle_held_files(doors, datetime.now(UTC))

    async def watch() -> int:
        return await _reconcile_when_nobody_did(doors, reconciler)

    return [
        every(0.1, "messages", messages),
        every(1.0, "stale acts", stale),
        every(5.0, "polls", polls),
        every(3600.0, "drafts", drafts),
        every(5.0, "held files", held),
        every(60.0, "reconciler", watch),
    ]


def _signing(heads: HeadSigner | None) -> list[Coroutine[Any, Any, None]]:
    if heads is None:
        return []

    async def sign() -> int:
        return await heads.sign_when_due(datetime.now(UTC))

    return [every(3600.0, "heads", sign)]


async def _reconcile_when_nobody_did(doors: Doors, reconciler: Reconciler) -> int:
    async with doors.sessions() as session:
        last = await supervision.last_pass(session)
    if last is None or datetime.now(UTC) - last > NO_PASS_FOR:
        await reconciler.reconcile()
    return 0


async def _schedule_the_reconciler(temporal: Client) -> None:
    action = ScheduleActionStartWorkflow(Reconcile.run, id="reconcile", task_queue=options.CASES)
    spec = ScheduleSpec(intervals=[ScheduleIntervalSpec(every=options.RECONCILE_EVERY)])
    policy = SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP, catchup_window=timedelta(days=1))
    try:
        await temporal.create_schedule("reconciler", Schedule(action=action, spec=spec, policy=policy))
    except ScheduleAlreadyRunningError:
        log.info("the reconciler is already on its schedule")
