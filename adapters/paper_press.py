"""Pages that a person takes away as a PDF, each printed in a process of its own."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE
from pathlib import Path
from typing import Final

from domain.errors import TemporarilyUnavailable

ROOT: Final = Path(__file__).parents[1]
SECONDS: Final = 90.0  # waiting for a turn included
AT_ONCE: Final = 2


class PaperPress:
    """`PaperPrinter` by WeasyPrint: tagged, built to PDF/A-2a and PDF/UA-1, not sealed."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def print_page(self, page: str) -> bytes:
        """The PDF of a page of ours, well-formed XML. Raises TemporarilyUnavailable when it cannot be made now."""
        try:
            async with asyncio.timeout(self._seconds), self._turns:
                return await _print(page.encode())
        except (TimeoutError, OSError) as fault:
            raise TemporarilyUnavailable from fault


async def _print(page: bytes) -> bytes:
    env = {"PATH": os.defpath, "LANG": "C.UTF-8"}
    command = (sys.executable, "-m", "adapters.paper_page")
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=env, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)
    try:
        pdf, _ = await process.communicate(page)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0 or not pdf.startswith(b"%PDF"):
        raise OSError("a page was not printed")
    return pdf
