"""A hearing and the world: its slot in the calendar, its own process, how to join, whether everything is ready."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from temporalio import activity
from temporalio.client import Client, WorkflowUpdateFailedError
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from db import hearing_processes, hearings
from domain.case_ids import CONTEST, workflow_of
from domain.hearing_acts import Hearing, SendInstructions
from domain.hearing_process import Convened, RoomRules
from domain.people import SYSTEM
from domain.rules import ClockMode

PROCESS = "HearingProcess"
SET = "set"


@dataclass(frozen=True)
class HearingChange:
    """`why`: "set", or why it will not be held at that hour any more: postponed, held, recused, paid, withdrawn…"""

    case_id: str
    hearing_id: str
    why: str
    hearing: Hearing | None = None  # where it is set, at which instant, on which clock
    at: datetime | None = None
    clock: ClockMode = "real"
    rules: RoomRules = field(default_factory=RoomRules)


@dataclass(frozen=True)
class Next:
    """When a hearing's process has something to do next; None when it has ended."""

    case_id: str
    hearing_id: str
    at: datetime | None


@dataclass(frozen=True)
class Look:
    """Whether a hearing is ready, some time before it: 7d, 24h, 1h."""

    case_id: str
    hearing_id: str
    when: str
    at: datetime


@dataclass(frozen=True)
class Instructions:
    """How to take part is sent, so many days before."""

    case_id: str
    hearing_id: str
    days_before: int
    at: datetime


class Hearings:
    """The calendar and the hearings' processes, as the cases drive them."""

    def __init__(
        self, sessions: async_sessionmaker[AsyncSession], temporal: Client, task_timeout: timedelta
    ) -> None:  # fmt: skip
        """`task_timeout`: how soon a task of a process goes to another worker when the one that has it is dead."""
        self._sessions = sessions
        self._temporal = temporal
        self._task_timeout = task_timeout

    @activity.defn(name="tell_of_hearing")
    async def tell(self, change: HearingChange) -> None:
        """The slot is booked and the process begins; or the slot is free and the process ends. Twice is once."""
        if change.why == SET:
            async with self._sessions.begin() as session:
                await hearings.book(session, change.hearing_id)
            await self._begin(change)
            return
        async with self._sessions.begin() as session:
            await hearings.over(session, change.hearing_id, change.why, datetime.now(UTC))
        await self._end(change)

    async def _begin(self, change: HearingChange) -> None:
        if change.hearing is None or change.at is None:
            return
        convened = Convened(change.case_id, change.hearing, change.at, change.clock, change.rules)
        try:
            await self._temporal.start_workflow(
                PROCESS, convened, id=process_of(change.hearing_id), task_queue=activity.info().task_queue,
                task_timeout=self._task_timeout,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
            )  # fmt: skip
        except WorkflowAlreadyStartedError:
            return

    async def _end(self, change: HearingChange) -> None:
        await self._update(process_of(change.hearing_id), "close", change.why, f"close/{change.why}")

    async def _update(self, workflow_id: str, name: str, said: Any, update_id: str) -> None:
        """Tell a workflow; one that refuses, or that has ended, is left alone."""
        try:
            await self._temporal.get_workflow_handle(workflow_id).execute_update(name, said, id=update_id)
        except WorkflowUpdateFailedError:
            return
        except RPCError as fault:
            if fault.status is not RPCStatusCode.NOT_FOUND:
                raise

    @activity.defn(name="note_next_of_hearing")
    async def note_next(self, told: Next) -> None:
        """Keep when the process has something to do next."""
        async with self._sessions.begin() as session:
            await hearing_processes.note_next(session, told.hearing_id, told.case_id, told.at)

    @activity.defn(name="look_at_hearing")
    async def look(self, look: Look) -> None:
        """Note whether the hearing is ready, and what is missing."""
        async with self._sessions.begin() as session:
            await hearing_processes.look(session, look.hearing_id, look.when, look.at)

    @activity.defn(name="instruct_for_hearing")
    async def instruct(self, told: Instructions) -> None:
        """Have the case send how to take part; a case that cannot take it any more is left alone."""
        act = SendInstructions(
            act_id=f"instructions/{told.hearing_id}/{told.days_before}", by=SYSTEM, received_at=told.at,
            hearing_id=told.hearing_id, days_before=told.days_before,
        )  # fmt: skip
        await self._update(workflow_of(CONTEST, told.case_id), act.action, act, act.act_id)


def process_of(hearing_id: str) -> str:
    """The workflow id of a hearing's process."""
    return f"hearing-{hearing_id}"
