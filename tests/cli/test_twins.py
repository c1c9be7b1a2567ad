"""The twins of the guards are whole: each fails for the guard that it lacks, and for nothing else."""

from temporalio import workflow
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner

from cli.twin_case import LocallyRecordedCase
from cli.twins import BREAKS, GUARDS
from workflows.permit import PermitCase


def test_each_guard_has_a_number_that_its_twin_breaks() -> None:
    assert set(GUARDS) == set(BREAKS)


async def test_a_worker_takes_the_twin_of_the_case_under_the_name_of_the_case() -> None:
    twin, shipped = (workflow._Definition.must_from_class(one) for one in (LocallyRecordedCase, PermitCase))
    SandboxedWorkflowRunner().prepare_workflow(twin)
    assert (twin.name, twin.updates.keys()) == (shipped.name, shipped.updates.keys())
