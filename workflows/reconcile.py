"""The reconciler on its schedule."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.reconciling import Pass, Reconciler
    from workflows import options


@workflow.defn
class Reconcile:
    """One pass, by a Temporal Schedule."""

    @workflow.run
    async def run(self) -> Pass:
        return await workflow.execute_activity_method(Reconciler.reconcile, **options.RECONCILE)
