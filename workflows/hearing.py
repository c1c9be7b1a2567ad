"""A hearing's own process: instructions, readiness, its end. Its timers are its own, not the case's (DESIGN §4)."""

from datetime import datetime, timedelta

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.hearings import Hearings, Instructions, Look, Next
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

    @workflow.run
    async def run(self, convened: Convened) -> str:
        for step in hearing_process.steps(convened):
            await self._tell_when(step.at)
            await self._wait_until(step.at)
            if self._over:
                break
            await self._do(step)
        await self._tell_when(None)
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
            look = Look(case_id, hearing_id, step.name, step.at)
            await workflow.execute_activity_method(Hearings.look, look, **options.RECORD)
        if step.kind == "instructions":
            told = Instructions(case_id, hearing_id, int(step.name), step.at)
            await workflow.execute_activity_method(Hearings.instruct, told, **options.RECORD)
