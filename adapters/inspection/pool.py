"""Warm child processes that look into files, one file at a time each: a bomb ends its child and blames nobody else."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Collection
from pathlib import Path
from typing import Final

from adapters.inspection import frames
from domain.errors import FileUnprocessable, TemporarilyUnavailable
from domain.inspected import Inspected

ROOT: Final = Path(__file__).parents[2]
FILES_EACH: Final = 200  # then the child is replaced: nothing that a file left behind stays for long
WAIT_SECONDS: Final = 60.0  # for a free child, and for its answer on a busy machine
ENDING_SECONDS: Final = 5.0  # for a child that closed its output to be gone
RETRY_AFTER: Final = 10
BUFFER_BYTES: Final = 1_048_576
_NOT_ITS_FAULT: Final = (-signal.SIGKILL, -signal.SIGTERM)  # somebody ended it from outside; seen once, try again


class _Died(Exception):
    """The child ended before it had answered."""

    def __init__(self, code: int) -> None:
        super().__init__(f"a jail ended with {code}")
        self.code = code


class InspectionPool:
    """`Inspector` in `size` processes, started at the first file unless `warm` was called."""

    def __init__(self, size: int = 2) -> None:
        self._size = size
        self._free: asyncio.Queue[_Jail | None] | None = None
        self._jails: set[_Jail] = set()
        self._starting: set[asyncio.Task[None]] = set()

    async def inspect(self, content: bytes, formats: Collection[str], max_mb: int) -> Inspected:
        """The file as it may be kept. Raises what refuses a file; FileUnprocessable for one that ends its process."""
        try:
            return await self._once(content, formats, max_mb)
        except _Died as fault:
            if fault.code not in _NOT_ITS_FAULT:
                raise FileUnprocessable from fault
        try:
            return await self._once(content, formats, max_mb)
        except _Died as fault:
            raise FileUnprocessable from fault

    async def warm(self) -> None:
        """Start every process now."""
        free = self._slots()
        for _ in range(free.qsize()):
            await self._give_back(free, free.get_nowait())

    async def close(self) -> None:
        """End every process."""
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        for jail in self._jails:
            jail.kill()
        await asyncio.gather(*(jail.process.wait() for jail in self._jails))
        self._jails.clear()

    @property
    def processes(self) -> list[int]:
        """The ids of the processes that run."""
        return sorted(jail.process.pid for jail in self._jails)

    async def _once(self, content: bytes, formats: Collection[str], max_mb: int) -> Inspected:
        free = self._slots()
        try:
            jail = await asyncio.wait_for(free.get(), WAIT_SECONDS) or await self._start()
        except TimeoutError as fault:
            raise TemporarilyUnavailable(part="inspection", retry_after=RETRY_AFTER) from fault
        try:
            return await jail.inspect(content, formats, max_mb)
        finally:
            task = asyncio.create_task(self._give_back(free, jail))
            self._starting.add(task)
            task.add_done_callback(self._starting.discard)

    async def _give_back(self, free: "asyncio.Queue[_Jail | None]", jail: "_Jail | None") -> None:
        """The place is free again once a process stands in it that is fit for the next file."""
        try:
            if jail is None or not jail.fit:
                if jail is not None:
                    jail.kill()
                    self._jails.discard(jail)
                jail = None
                jail = await self._start()
        finally:
            free.put_nowait(jail)

    async def _start(self) -> "_Jail":
        jail = await _Jail.start()
        self._jails.add(jail)
        return jail

    def _slots(self) -> "asyncio.Queue[_Jail | None]":
        if self._free is None:
            self._free = asyncio.Queue()
            for _ in range(self._size):
                self._free.put_nowait(None)
        return self._free


class _Jail:
    """One process. It is fit while it lives, has answered what it was asked, and is not used up."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self._files = 0
        self._asked = False

    @classmethod
    async def start(cls) -> "_Jail":
        """A process that is ready for a file; it knows neither our settings nor our secrets."""
        env = {"PATH": os.defpath, "LANG": "C.UTF-8"}
        command = (sys.executable, "-m", "adapters.inspection.jail")
        process = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, env=env, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=BUFFER_BYTES
        )
        jail = cls(process)
        assert process.stdout is not None
        if await process.stdout.readline() != b"ready\n":
            await jail.ended()
            raise TemporarilyUnavailable(part="inspection", retry_after=RETRY_AFTER)
        return jail

    @property
    def fit(self) -> bool:
        """Whether another file may be given to it."""
        return self.process.returncode is None and not self._asked and self._files < FILES_EACH

    async def inspect(self, content: bytes, formats: Collection[str], max_mb: int) -> Inspected:
        """One file. Raises _Died, TemporarilyUnavailable, and what refuses a file."""
        self._files, self._asked = self._files + 1, True
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                head, cleaned = await self._exchange(content, formats, max_mb)
            self._asked = False
            return frames.read(head, cleaned)
        except TimeoutError as fault:
            raise TemporarilyUnavailable(part="inspection", retry_after=RETRY_AFTER) from fault
        except (OSError, asyncio.IncompleteReadError) as fault:
            raise _Died(await self.ended()) from fault
        except (KeyError, TypeError, ValueError) as fault:  # it does not speak as we taught it
            self.kill()
            raise FileUnprocessable from fault

    async def _exchange(self, content: bytes, formats: Collection[str], max_mb: int) -> tuple[dict[str, object], bytes]:
        questions, answers = self.process.stdin, self.process.stdout
        assert questions is not None and answers is not None
        questions.write(frames.asked(content, formats, max_mb))
        questions.write(content)
        await questions.drain()
        line = await answers.readline()
        if not line.endswith(b"\n"):
            raise asyncio.IncompleteReadError(line, None)
        head = json.loads(line)
        return head, await answers.readexactly(frames.size_of(head))

    async def ended(self) -> int:
        """What it ended with; it is ended if it still runs.

        One that is ending is not signalled: asyncio's own `kill` asks for its code and may lose it (255 is told then).
        """
        try:
            return await asyncio.wait_for(self.process.wait(), ENDING_SECONDS)
        except TimeoutError:
            self.kill()
            return await self.process.wait()

    def kill(self) -> None:
        """End it now."""
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
