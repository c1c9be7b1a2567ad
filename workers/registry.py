"""What runs where: queues, workflows, activities."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypedDict

from temporalio.client import Client
from temporalio.worker import Worker
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner

from activities.hearings import Hearings
from activities.payments import Payments
from activities.reconciling import Reconciler
from activities.records import Records
from activities.rooms import Rooms
from workers.stuck import WatchedRunner
from workflows import options
from workflows.contest import ContestCase
from workflows.hearing import HearingProcess
from workflows.permit import PermitCase
from workflows.reconcile import Reconcile

GRACE = timedelta(seconds=30)


class CaseOptions(TypedDict):
    """How the worker of the cases is set; the bench's baseline is set alike."""

    max_concurrent_workflow_tasks: int
    max_cached_workflows: int
    sticky_queue_schedule_to_start_timeout: timedelta
    graceful_shutdown_timeout: timedelta


class PaymentOptions(TypedDict):
    """How a worker of an outside system is set: the gateway, the providers of rooms."""

    max_concurrent_activities: int
    graceful_shutdown_timeout: timedelta


CASE_OPTIONS: CaseOptions = {
    "max_concurrent_workflow_tasks": 20, "max_cached_workflows": 2000,
    "sticky_queue_schedule_to_start_timeout": options.FORGET_DEAD_WORKER, "graceful_shutdown_timeout": GRACE,
}  # fmt: skip
PAYMENT_OPTIONS: PaymentOptions = {"max_concurrent_activities": 20, "graceful_shutdown_timeout": GRACE}

ROOM_OPTIONS: PaymentOptions = {"max_concurrent_activities": 10, "graceful_shutdown_timeout": GRACE}


def case_worker(
    temporal: Client,
    records: Records,
    reconciler: Reconciler,
    *,
    permits: type = PermitCase,
    hearings: Hearings | None = None,
    failing: Callable[[str], None] | None = None,
) -> Worker:
    """The worker of the cases and of their record; `failing` hears the id of a workflow whose code fails."""
    return Worker(
        temporal,
        task_queue=options.CASES,
        workflows=[permits, ContestCase, HearingProcess, Reconcile],
        activities=[
            records.record,
            records.acts_waiting,
            reconciler.reconcile,
            *([hearings.tell, hearings.note_next, hearings.look, hearings.instruct] if hearings else []),
        ],
        workflow_runner=WatchedRunner(failing=failing) if failing else SandboxedWorkflowRunner(),
        **CASE_OPTIONS,
    )


def room_worker(temporal: Client, rooms: Rooms) -> Worker:
    """The worker that speaks to the providers of rooms."""
    activities = [rooms.make, rooms.leave, rooms.close]
    return Worker(temporal, task_queue=options.ROOMS, activities=activities, **ROOM_OPTIONS)


def payment_worker(temporal: Client, payments: Payments) -> Worker:
    """The worker that speaks to the gateway."""
    return Worker(
        temporal,
        task_queue=options.PAYMENTS,
        activities=[payments.open_payment, payments.close_payment, payments.refund_payment, payments.give_back],
        **PAYMENT_OPTIONS,
    )
