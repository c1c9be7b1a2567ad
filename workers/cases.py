"""The process of the cases: their workflows and record, the gateway's queue, the relays, the reconciler."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

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
from activities.hearings import Hearings
from activities.minutes import MinutesKeeper
from activities.offering import Offering
from activities.payments import Payments
from activities.reconciling import NO_PASS_FOR, Reconciler
from activities.records import Records
from activities.rooms import Rooms
from casework import closed_day_acts, relays, rescanning
from casework.doors import Doors
from db import supervision
from workers import registry
from workers.loops import every, finish
from workers.signs import signing
from workers.stuck import StuckCases
from workers.turns import Turn
from workers.vitals import Vitals
from workflows import options
from workflows.reconcile import Reconcile

log = logging.getLogger("guichet.cases")
QUIET = timedelta(seconds=20)
LOOK_SECONDS = 5.0
LOOPS_END_SECONDS = 10.0


async def run(
    doors: Doors,
    stop: asyncio.Event,
    *,
    permits: type | None = None,
    records: Records | None = None,
    heads: HeadSigner | None = None,
    vitals: Vitals | None = None,
) -> None:
    """Work until `stop` is set, then finish what is under way (30 s at most). Without `heads`, no head is signed."""
    stuck = StuckCases(doors.sessions, doors.temporal)
    reconciler = Reconciler(doors.sessions, doors.temporal)
    kept = records or Records(doors.sessions, doors.keys)
    twin = {"permits": permits} if permits else {}
    hearings = Hearings(doors.sessions, doors.temporal, options.WORKFLOW_TASK)
    cases = registry.case_worker(doors.temporal, kept, reconciler, failing=stuck.note, hearings=hearings, **twin)
    money = registry.payment_worker(doors.temporal, Payments(doors.gateway, doors.sessions))
    rooms = registry.room_worker(doors.temporal, Rooms(doors.sessions, doors.rooms.providers, doors.clock))
    signs = vitals or Vitals()
    turns = [*_turns(doors, reconciler), *_signing(heads), Turn(LOOK_SECONDS, "stuck cases", stuck.look),
             *signing(doors.sessions, "cases", signs)]  # fmt: skip
    loops = [asyncio.create_task(every(*turn, stop, signs)) for turn in turns]
    async with cases, money, rooms:
        await _schedule_the_reconciler(doors.temporal)
        await stop.wait()
    await finish(loops, LOOPS_END_SECONDS)


def _turns(doors: Doors, reconciler: Reconciler) -> list[Turn]:
    async def messages() -> int:
        return await relays.relay_messages(doors, datetime.now(UTC))

    async def stale() -> int:
        return await relays.deliver_stale_acts(doors, datetime.now(UTC))

    async def polls() -> int:
        return await relays.poll_gateway(doors, datetime.now(UTC), QUIET)

    async def drafts() -> int:
        return await relays.keep_drafts_tidy(doors, await doors.clock.now())

    async def promises() -> int:
        return await relays.note_broken_promises(doors, await doors.clock.now())

    async def held() -> int:
        return await rescanning.settle_held_files(doors, datetime.now(UTC))

    async def watch() -> int:
        return await _reconcile_when_nobody_did(doors, reconciler)

    offers = Offering(doors.sessions, doors.keys, doors.clock, doors.secret)
    minutes = MinutesKeeper(doors.sessions, doors.keys, doors.temporal)
    return [
        Turn(0.1, "messages", messages),
        Turn(2.0, "offers of dates", offers.turn),
        Turn(2.0, "minutes of hearings", minutes.keep_some),
        Turn(1.0, "stale acts", stale),
        Turn(5.0, "polls", polls),
        Turn(3600.0, "drafts", drafts),
        Turn(5.0, "held files", held),
        Turn(60.0, "promises", promises),
        Turn(60.0, "reconciler", watch),
        _closing(doors),
    ]


def _closing(doors: Doors) -> Turn:
    async def tell() -> int:
        return await closed_day_acts.tell_contests(doors)

    return Turn(5.0, "closed days", tell)


def _signing(heads: HeadSigner | None) -> list[Turn]:
    if heads is None:
        return []

    async def sign() -> int:
        return await heads.sign_when_due(datetime.now(UTC))

    return [Turn(3600.0, "heads", sign)]


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
