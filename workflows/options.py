"""Queues, timeouts and retries, once: no number of seconds stands anywhere else."""

from datetime import timedelta
from typing import Final

from temporalio.common import RetryPolicy
from temporalio.workflow import ActivityConfig

CASES: Final = "cases"
PAYMENTS: Final = "payments"
ROOMS: Final = "rooms"
WORKFLOW_TASK: Final = timedelta(seconds=5)
FORGET_DEAD_WORKER: Final = timedelta(seconds=2)  # then its cases' tasks go to another one

RECORD: Final = ActivityConfig(
    start_to_close_timeout=timedelta(seconds=5),
    retry_policy=RetryPolicy(
        initial_interval=timedelta(milliseconds=200), backoff_coefficient=2, maximum_interval=timedelta(seconds=10)
    ),
)
LOOK: Final = RECORD
VENDOR: Final = ActivityConfig(
    task_queue=PAYMENTS,
    start_to_close_timeout=timedelta(seconds=20),
    retry_policy=RetryPolicy(initial_interval=timedelta(seconds=1), maximum_interval=timedelta(minutes=1)),
)
ROOM: Final = ActivityConfig(
    task_queue=ROOMS,
    start_to_close_timeout=timedelta(minutes=3),
    heartbeat_timeout=timedelta(seconds=10),
    retry_policy=RetryPolicy(initial_interval=timedelta(seconds=1), maximum_interval=timedelta(minutes=10)),
)
ROOM_GIVEN_UP: Final = timedelta(days=1)  # a provider that is silent for so long is left to close a room by itself
ROOM_END: Final[ActivityConfig] = {**ROOM, "schedule_to_close_timeout": ROOM_GIVEN_UP}
ROOM_PATIENCE: Final = timedelta(seconds=15)  # a look at readiness waits so long for the room
LOOK_AGAIN: Final = timedelta(seconds=2)
LOOK_AGAIN_AT_MOST: Final = timedelta(hours=1)
RECONCILE: Final = ActivityConfig(
    start_to_close_timeout=timedelta(minutes=10), retry_policy=RetryPolicy(maximum_attempts=3)
)
RECONCILE_EVERY: Final = timedelta(minutes=5)
