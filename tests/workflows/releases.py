"""Releases after the shipped permit case, each with a step that the one before had not; the last drops a patch."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.records import LookBeforeLapse, Records
    from domain.acts import Act, FilePermit
    from domain.events import Receipt
    from workflows import options
    from workflows.case import End
    from workflows.permit import PermitCase

FIRST, SECOND = "look-before-acting", "look-after-acting"


class Looking(PermitCase):
    """What the releases share: a look at the acts that wait."""

    async def _look(self, act: Act) -> None:
        look = LookBeforeLapse(self._case.case_id, act.received_at)
        await workflow.execute_activity_method(Records.acts_waiting, look, **options.LOOK)

    async def _do_as_shipped(self, act: Act) -> Receipt:
        return await super().take(act)


@workflow.defn(name="PermitCase")
class Second(Looking):
    """Looks before each act, in cases that began with this release."""

    @workflow.init
    def __init__(self, filed: FilePermit) -> None:
        super().__init__(filed)

    @workflow.run
    async def run(self, filed: FilePermit) -> End:
        return await super().run(filed)

    async def take(self, act: Act) -> Receipt:
        if workflow.patched(FIRST):
            await self._look(act)
        return await self._do_as_shipped(act)


@workflow.defn(name="PermitCase")
class Third(Looking):
    """Looks after each act as well."""

    @workflow.init
    def __init__(self, filed: FilePermit) -> None:
        super().__init__(filed)

    @workflow.run
    async def run(self, filed: FilePermit) -> End:
        return await super().run(filed)

    async def take(self, act: Act) -> Receipt:
        if workflow.patched(FIRST):
            await self._look(act)
        receipt = await self._do_as_shipped(act)
        if workflow.patched(SECOND):
            await self._look(act)
        return receipt


@workflow.defn(name="PermitCase")
class Fourth(Looking):
    """Once no case of the shipped release is open, the first look needs no question any more."""

    @workflow.init
    def __init__(self, filed: FilePermit) -> None:
        super().__init__(filed)

    @workflow.run
    async def run(self, filed: FilePermit) -> End:
        return await super().run(filed)

    async def take(self, act: Act) -> Receipt:
        workflow.deprecate_patch(FIRST)
        await self._look(act)
        receipt = await self._do_as_shipped(act)
        if workflow.patched(SECOND):
            await self._look(act)
        return receipt


@workflow.defn(name="PermitCase")
class Careless(Looking):
    """The second release as somebody in a hurry writes it: no patch."""

    @workflow.init
    def __init__(self, filed: FilePermit) -> None:
        super().__init__(filed)

    @workflow.run
    async def run(self, filed: FilePermit) -> End:
        return await super().run(filed)

    async def take(self, act: Act) -> Receipt:
        await self._look(act)
        return await self._do_as_shipped(act)
