"""A permit case with a bug: it cannot take in the withdrawal of one person."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.acts import Act, FilePermit
    from domain.events import Receipt
    from workflows.case import End
    from workflows.permit import PermitCase

UNLUCKY = "citoyen-7"


@workflow.defn(name="PermitCase")
class Poisoned(PermitCase):
    """The shipped case, but for the bug."""

    @workflow.init
    def __init__(self, filed: FilePermit) -> None:
        super().__init__(filed)

    @workflow.run
    async def run(self, filed: FilePermit) -> End:
        return await super().run(filed)

    async def take(self, act: Act) -> Receipt:
        if act.action == "withdraw" and act.by.id == UNLUCKY:
            raise ZeroDivisionError("a bug")
        return await super().take(act)
