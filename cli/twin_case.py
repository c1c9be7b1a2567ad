"""A permit case without one of its guards, for `crash --without-guard ordinary-record`: it must be seen to diverge."""

from datetime import timedelta

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.records import Records
    from domain.acts import Act, FilePermit
    from domain.events import Receipt
    from workflows.case import End
    from workflows.permit import PermitCase

RECORD_SECONDS = timedelta(seconds=5)


@workflow.defn(name="PermitCase")
class LocallyRecordedCase(PermitCase):
    """A case whose record is a local activity: it commits before the server knows of the act."""

    @workflow.init
    def __init__(self, filed: FilePermit) -> None:
        super().__init__(filed)

    @workflow.run
    async def run(self, filed: FilePermit) -> End:
        return await super().run(filed)

    async def take(self, act: Act) -> Receipt:
        """Do an act; its record commits before the server knows."""
        async with self._turn:
            self.check(act)
            event = self._case.apply(act)
            receipt = await workflow.execute_local_activity_method(
                Records.record, event, start_to_close_timeout=RECORD_SECONDS
            )
            self._case.head = receipt.head
        self._run_errands()
        return receipt
