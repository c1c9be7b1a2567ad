"""A hearing's own process: instructions, room, readiness, its end. Its timers are its own, not the case's (DESIGN §4).

A room is seen to beside the steps: no provider that is down keeps a look at readiness, or the end, from its hour.
"""

import asyncio
from datetime import datetime, timedelta

from temporalio import workflow
from temporalio.exceptions import ActivityError

with workflow.unsafe.imports_passed_through():
    from activities.hearings import Hearings, Instructions, Look, Next
    from activities.rooms import RoomOrder, Rooms
    from domain import hearing_process
    from domain.hearing_process import Convened, Step
    from workflows import options
    from workflows.case import AdvanceTo


@workflow.defn
class HearingProcess:
    """One hearing, from the day it is set until it is held, moved or given up."""

    @workflow.init
    def __init__(self, convened: Convened) -> None:
        self._convened = convened
        self._now = convened.at
        self._due: datetime | None = convened.at
        self._over = ""
        self._order = RoomOrder(convened.case_id, convened.hearing.hearing_id, convened.rules)
        self._roomed = False  # a room was asked for
        self._making: asyncio.Task[None] | None = None
        self._leaving: asyncio.Task[None] | None = None

    @workflow.run
    async def run(self, convened: Convened) -> str:
        if convened.afar and workflow.patched("room-at-first"):
            self._see_to_the_room()
        for step in hearing_process.steps(convened):
            await self._tell_when(step.at)
            await self._wait_until(step.at)
            if self._over:
                break
            await self._do(step)
        await self._tell_when(None)
        await self._close_the_room()
        await workflow.wait_condition(workflow.all_handlers_finished)
        return self._over or "over"

    @workflow.update
    async def close(self, why: str) -> str:
        """The hearing will not be held at its hour, or was held."""
        self._over = self._over or why
        return self._over

    @workflow.update
    async def advance_to(self, move: AdvanceTo) -> None:
        """The simulated instant moved: what is due by then is done when this returns."""
        self._now = max(self._now, move.instant)
        await workflow.wait_condition(lambda: self._due is None or self._due > self._now)

    async def _tell_when(self, at: datetime | None) -> None:
        """When something is to be done next, for whoever looks at the day's hearings; None when nothing is."""
        told = Next(self._convened.case_id, self._convened.hearing.hearing_id, at)
        await workflow.execute_activity_method(Hearings.note_next, told, **options.RECORD)
        self._due = at

    async def _wait_until(self, at: datetime) -> None:
        if self._convened.clock == "simulated":
            await workflow.wait_condition(lambda: self._over != "" or self._now >= at)
            return
        delay = max(at - workflow.now(), timedelta(seconds=1))
        try:
            await workflow.wait_condition(lambda: self._over != "", timeout=delay)
        except TimeoutError:
            return

    async def _do(self, step: Step) -> None:
        case_id, hearing_id = self._convened.case_id, self._convened.hearing.hearing_id
        if step.kind == "readiness":
            await self._have_a_room(step)
            look = Look(case_id, hearing_id, step.name, step.at)
            await workflow.execute_activity_method(Hearings.look, look, **options.RECORD)
        if step.kind == "instructions":
            told = Instructions(case_id, hearing_id, int(step.name), step.at)
            await workflow.execute_activity_method(Hearings.instruct, told, **options.RECORD)

    async def _have_a_room(self, step: Step) -> None:
        """Before a look, see to it that the room still stands; a provider that does not answer is not waited for.

        A hearing that was set before there were rooms has one from its next look on: each look has a patch of its own.
        """
        if not self._convened.afar or not workflow.patched(f"room-at-{step.name}"):
            return
        making = self._see_to_the_room()
        try:
            await workflow.wait_condition(making.done, timeout=options.ROOM_PATIENCE)
        except TimeoutError:
            return

    def _see_to_the_room(self) -> "asyncio.Task[None]":
        """Have the room made, or found standing; tried until it is."""
        self._roomed = True
        if self._making is None or self._making.done():
            self._making = asyncio.create_task(self._make())
        return self._making

    async def _make(self) -> None:
        made = await workflow.execute_activity_method(Rooms.make, self._order, **options.ROOM)
        if made.left and (self._leaving is None or self._leaving.done()):
            self._leaving = asyncio.create_task(self._leave())

    async def _leave(self) -> None:
        await workflow.execute_activity_method(Rooms.leave, self._order, **options.ROOM)

    async def _close_the_room(self) -> None:
        """Close it wherever there may be one; after a day of silence a provider is left to close it itself."""
        if not self._roomed:
            return
        for task in (self._making, self._leaving):
            if task is not None:
                task.cancel()
        try:
            await workflow.execute_activity_method(Rooms.close, self._order, **options.ROOM_END)
        except ActivityError:
            workflow.logger.warning("a room was not closed")
