"""Dockets placed in a child process: the same answers as here, the first at once, and nothing left running."""

import asyncio
import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.docket.solver import solve
from adapters.docket.solving import ChildSolver
from cli.made_up_docket import Size, made_up
from domain.docket import Instance
from domain.docket_answer import Answer, Step
from domain.docket_ports import SolverFailed

SMALL = made_up(Size(matters=80, judges=4, days=5, seed=7))


async def said(of: Instance) -> list[Step | Answer]:
    return [one async for one in ChildSolver().solve(of)]


def children() -> set[int]:
    """The processes that place dockets now."""
    found = [file for file in Path("/proc").glob("[0-9]*/cmdline") if b"adapters.docket.child" in _read(file)]
    return {int(file.parent.name) for file in found}


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


async def test_the_first_answer_comes_first_and_the_final_one_is_the_solver_s_own() -> None:
    found = await said(SMALL)
    answers = [one for one in found if isinstance(one, Answer)]
    assert [one.final for one in answers] == [False, True] and isinstance(found[0], Answer)
    assert [one.code for one in found if isinstance(one, Step)] == ["at-once", "bound", "days", "seats", "done"]
    assert answers[-1].placed == solve(SMALL, lambda step: None).placed
    assert answers[-1].own.objective <= answers[0].own.objective == answers[0].greedy.objective
    assert await said(SMALL) == found  # nothing is left to chance


@pytest.mark.parametrize("emptied", [{"matters": ()}, {"sittings": ()}], ids=["no case", "no sitting"])
async def test_nothing_to_place_is_a_final_answer_at_once(emptied: dict[str, tuple[()]]) -> None:
    (answer,) = await said(replace(SMALL, **emptied))
    assert isinstance(answer, Answer) and answer.final and not answer.placed


async def test_a_solver_that_is_killed_says_so_and_one_that_is_left_ends() -> None:
    others, solving = children(), ChildSolver().solve(SMALL)
    await anext(solving)
    for child in children() - others:
        os.kill(child, signal.SIGKILL)
    with pytest.raises(SolverFailed):
        while True:
            await anext(solving)
    left = ChildSolver().solve(SMALL)
    await anext(left)
    await left.aclose()
    await asyncio.sleep(0.1)
    assert not children() - others
