"""`./guichet replay`: every kept history through the shipped permit workflow, or through a deliberate fault of it."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import typer
from temporalio.client import WorkflowHistory
from temporalio.runtime import LoggingConfig, Runtime, TelemetryConfig, TelemetryFilter
from temporalio.worker import Replayer, UnsandboxedWorkflowRunner, WorkflowRunner
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner

from cli import kept_histories, show
from cli.kept_histories import FOLDER, Kept
from cli.replay_mutants import MUTANTS
from domain import contest_states, permit_states
from workflows.contest import ContestCase
from workflows.hearing import HearingProcess
from workflows.permit import PermitCase


@dataclass(frozen=True)
class Outcome:
    """What a replay saw: how many histories, the states that none stands or ends in, and what failed, by name."""

    histories: int
    states_missing: list[str]
    failures: Mapping[str, Exception]


def replay(*, as_json: bool = False, mutant: str = "", folder: Path = FOLDER) -> int:
    """Replay the kept histories, with a deliberate fault if one is named; 0 if none fails and no state is missing."""
    if mutant and mutant not in MUTANTS:
        raise typer.BadParameter(f"{mutant} is none of {', '.join(MUTANTS)}")
    outcome = asyncio.run(replay_histories(folder, MUTANTS[mutant] if mutant else PermitCase))
    for name, failure in outcome.failures.items():
        show.progress(f"  [red]✗[/red] {name}: {_reason(failure)}")
    figures = {
        "histories": outcome.histories,
        "states_missing": outcome.states_missing,
        "failed": len(outcome.failures),
    }
    show.result(figures, as_json=as_json, title="Replay")
    return 0 if outcome.histories and not outcome.states_missing and not outcome.failures else 1


async def replay_histories(folder: Path = FOLDER, permits: type[PermitCase] = PermitCase) -> Outcome:
    """Replay every history of a folder; each is read with the converter that it was recorded with."""
    kept = kept_histories.index(folder)
    failures: dict[str, Exception] = {}
    states: set[str] = set()
    for encrypted in (False, True):
        chosen = [one for one in kept if one.encrypted is encrypted]
        failures |= await _replay(folder, chosen, permits, encrypted=encrypted)
        states |= await _states(folder, chosen, encrypted=encrypted)
    missing = [one for one in wanted() if one not in states]
    return Outcome(len(kept), missing, failures)


def wanted() -> list[str]:
    """The states that a kept history must stand in, a contest's with its procedure before them."""
    permits = (*permit_states.WAITING, *permit_states.TERMINAL)
    return [*permits, *(f"contest {state}" for state in contest_states.STATES)]


async def _replay(
    folder: Path, kept: list[Kept], permits: type[PermitCase], *, encrypted: bool
) -> dict[str, Exception]:
    replayer = Replayer(
        workflows=[permits, ContestCase, HearingProcess],
        data_converter=kept_histories.converter(folder, encrypted=encrypted),
        workflow_runner=_runner(permits),
        runtime=_quiet(),
    )
    failures: dict[str, Exception] = {}
    async with replayer.workflow_replay_iterator(_histories(folder, kept)) as results:
        async for result in results:
            if result.replay_failure is not None:
                failures[result.history.workflow_id] = result.replay_failure
    return failures


def _runner(permits: type[PermitCase]) -> WorkflowRunner:
    """The shipped workflow replays in its sandbox, as it runs; a mutant, made in the open, needs none."""
    return SandboxedWorkflowRunner() if permits is PermitCase else UnsandboxedWorkflowRunner()


@cache
def _quiet() -> Runtime:
    """The SDK writes its log on standard output, where the figures go: here it writes none."""
    nothing = TelemetryFilter(core_level="OFF", other_level="OFF")
    return Runtime(telemetry=TelemetryConfig(logging=LoggingConfig(filter=nothing)))


def _reason(failure: Exception) -> str:
    said = " ".join(str(failure).split())
    found = re.search(r"Nondeterminism error: [^\"]*", said)
    return found[0] if found else said[:200]


async def _states(folder: Path, kept: list[Kept], *, encrypted: bool) -> set[str]:
    reads = kept_histories.converter(folder, encrypted=encrypted)
    return {
        (f"{one.procedure} " if one.procedure != "permit" else "")
        + await kept_histories.state_of(kept_histories.history(folder, one), reads)
        for one in kept
    }


async def _histories(folder: Path, kept: list[Kept]) -> AsyncIterator[WorkflowHistory]:
    for one in kept:
        yield kept_histories.history(folder, one)
