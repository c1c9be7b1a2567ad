"""Tesseract as the reader of photographs: one process for each picture, jailed like all that open what people send."""

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
PROGRAM: Final = "tesseract"
LANGUAGES: Final = ("fra", "eng")
PACKAGES: Final = "tesseract-ocr tesseract-ocr-fra"
SECONDS: Final = 15.0  # waiting for a turn included
LONGEST: Final = 200_000  # bytes of an answer; an honest jail stops earlier
AT_ONCE: Final = 2
ASKING_SECONDS: Final = 5


class Tesseract:
    """`TextReader` by Debian's Tesseract, French and English; nothing of a picture or its text is kept."""

    def __init__(self, program: str = PROGRAM, seconds: float = SECONDS) -> None:
        self._program, self._seconds = program, seconds
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def read(self, picture: bytes) -> str | None:
        """The text, empty where there is none; None when nothing can be read now."""
        program = shutil.which(self._program)
        if program is None:
            return None
        try:
            async with asyncio.timeout(self._seconds), self._turns:
                return await _read(program, picture)
        except (TimeoutError, OSError, ValueError):
            return None

    async def ready(self) -> bool:
        """Whether the program and its two languages are there."""
        return await asyncio.to_thread(installed, self._program)


def installed(program: str = PROGRAM) -> bool:
    """Whether this machine has the program and its two languages."""
    try:
        told = subprocess.run((program, "--list-langs"), capture_output=True, text=True, timeout=ASKING_SECONDS)
    except (OSError, subprocess.SubprocessError):
        return False
    return set(LANGUAGES) <= set(told.stdout.split())


async def _read(program: str, picture: bytes) -> str:
    """One picture in a process of its own. Raises ValueError when it ends otherwise than it should."""
    env = {"PATH": os.defpath, "LANG": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}
    command = (sys.executable, "-m", "adapters.inspection.reading", program, "+".join(LANGUAGES))
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, env=env, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, start_new_session=True
    )
    try:
        _, text = await asyncio.gather(_give(process, picture), _take(process))
        if await process.wait() != 0:
            raise ValueError("a reader ended before it had answered")
        return text.decode(errors="replace")
    finally:
        await _end(process)


async def _give(process: Process, picture: bytes) -> None:
    assert process.stdin is not None
    with contextlib.suppress(ConnectionError):  # it ended early: its code says so
        process.stdin.write(picture)
        await process.stdin.drain()
    process.stdin.close()


async def _take(process: Process) -> bytes:
    assert process.stdout is not None
    taken = b""
    while part := await process.stdout.read(LONGEST):
        taken += part
        if len(taken) > LONGEST:
            raise ValueError("a reader said more than it may")
    return taken


async def _end(process: Process) -> None:
    """End it and what it started, whatever became of it."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
