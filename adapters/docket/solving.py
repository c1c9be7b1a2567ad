"""Dockets placed in child processes: a whole processor for a minute, and no event loop waits for it."""

import asyncio
import contextlib
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from domain.docket import Instance
from domain.docket_answer import Answer, Step
from domain.docket_ports import SolverFailed

ROOT: Final = Path(__file__).parents[2]
LONGEST_LINE: Final = 128 * 1024 * 1024  # an answer of tens of thousands of matters
INSTANCES: Final[TypeAdapter[Instance]] = TypeAdapter(Instance)
SAID: Final[TypeAdapter[Step | Answer]] = TypeAdapter(Step | Answer)


class ChildSolver:
    """`DocketSolver` in a process for each docket; it knows neither our settings nor our secrets."""

    async def solve(self, of: Instance) -> AsyncGenerator[Step | Answer]:
        """See `DocketSolver`."""
        child, final = await _started(), False
        try:
            await _told(child, of)
            assert child.stdout is not None
            while line := await child.stdout.readline():
                said = SAID.validate_json(line)
                final = isinstance(said, Answer) and said.final
                yield said
        finally:
            await _ended(child)
        if not final:
            raise SolverFailed


async def _started() -> Process:
    env = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "adapters.docket.child", cwd=ROOT, env=env, stdin=PIPE, stdout=PIPE, stderr=DEVNULL,
        limit=LONGEST_LINE,
    )  # fmt: skip


async def _told(child: Process, of: Instance) -> None:
    assert child.stdin is not None
    child.stdin.write(INSTANCES.dump_json(of) + b"\n")
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        await child.stdin.drain()


async def _ended(child: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        child.kill()
    await child.wait()
