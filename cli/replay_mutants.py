"""Deliberate faults of the permit workflow: each must be caught by the kept histories that pass through its step."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.payments import Payments
    from activities.records import LookBeforeLapse, Records
    from domain import permit_lapses
    from domain.acts import Act, FilePermit, PaymentDue
    from domain.alarms import Alarm
    from domain.events import Receipt
    from workflows import options
    from workflows.case import End
    from workflows.permit import PermitCase


@workflow.defn(name="PermitCase")
class Reorder(PermitCase):
    """Closes the payment first, and only then looks for acts that came in time."""

    @workflow.run
    async def run(self, filed: FilePermit) -> End:
        return await super().run(filed)

    async def _something_came_in_time(self, alarm: Alarm) -> bool:
        due = self._case.payment
        if due is not None and permit_lapses.gives_up(alarm.name, due.purpose):
            await workflow.execute_activity_method(Payments.close_payment, due, **options.VENDOR)
        look = LookBeforeLapse(self._case.case_id, alarm.deadline)
        return await workflow.execute_activity_method(Records.acts_waiting, look, **options.LOOK)


@workflow.defn(name="PermitCase")
class Drop(PermitCase):
    """Never asks the gateway for money."""

    @workflow.run
    async def run(self, filed: FilePermit) -> End:
        return await super().run(filed)

    async def _ask_for_money(self, due: PaymentDue) -> None:
        return None


@workflow.defn(name="PermitCase")
class Add(PermitCase):
    """Looks for acts on their way before it records anything."""

    @workflow.run
    async def run(self, filed: FilePermit) -> End:
        return await super().run(filed)

    async def take(self, act: Act) -> Receipt:
        look = LookBeforeLapse(self._case.case_id, act.received_at)
        await workflow.execute_activity_method(Records.acts_waiting, look, **options.LOOK)
        return await super().take(act)


@workflow.defn(name="PermitCase")
class Hasty(PermitCase):
    """Lets a right end without looking whether an act came in time."""

    @workflow.run
    async def run(self, filed: FilePermit) -> End:
        return await super().run(filed)

    async def _something_came_in_time(self, alarm: Alarm) -> bool:
        return False


@workflow.defn(name="PermitCase")
class Timer(PermitCase):
    """Waits a second on a timer before each act."""

    @workflow.run
    async def run(self, filed: FilePermit) -> End:
        return await super().run(filed)

    async def take(self, act: Act) -> Receipt:
        await workflow.sleep(timedelta(seconds=1))
        return await super().take(act)


@workflow.defn(name="PermitCase")
class Forget(PermitCase):
    """Leaves an unpaid payment open at the gateway when the case ends."""

    @workflow.run
    async def run(self, filed: FilePermit) -> End:
        return await super().run(filed)

    async def _settle_what_was_open(self) -> None:
        return None


MUTANTS: Final[Mapping[str, type[PermitCase]]] = {
    "reorder": Reorder,
    "drop": Drop,
    "add": Add,
    "hasty": Hasty,
    "timer": Timer,
    "forget": Forget,
}
