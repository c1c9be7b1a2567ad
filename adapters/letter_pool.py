"""A pool of warm processes that render and seal letters: threads give nothing, rendering holds the GIL (DESIGN §7)."""

import asyncio
import gc
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import datetime
from multiprocessing import get_context, parent_process
from pathlib import Path

from adapters.letter_press import LetterPress
from adapters.seal_authority import Authority, create_authority
from domain.letter import LetterData, SealedLetter

ATTEMPTS = 3  # a letter that kills its process three times is at fault itself
PRELOADED = ("weasyprint", "pyhanko.sign.validation", "babel.dates", LetterPress.__module__)

_press: LetterPress | None = None


class LetterPool:
    """Seals letters in warm processes that leave when this one dies; a killed one is replaced and its letter redone."""

    def __init__(self, root: Path, seal_folder: Path, workers: int = 2) -> None:
        self._root = root.resolve()
        self.authority = create_authority(seal_folder.resolve())
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None

    async def seal_letter(self, data: LetterData, signed_at: datetime) -> SealedLetter:
        """One sealed letter; the same data gives the same unsigned PDF, so doing it again is harmless."""
        attempt = 1
        while True:
            pool = self._running()
            try:
                return await asyncio.wrap_future(pool.submit(_seal_letter, data, signed_at))
            except BrokenProcessPool:
                self._discard(pool)
                if attempt == ATTEMPTS:
                    raise
                attempt += 1

    async def warm(self) -> tuple[int, ...]:
        """Start every process now; their process ids."""
        pool = self._running()
        await asyncio.gather(*(asyncio.wrap_future(pool.submit(_process_id)) for _ in range(self._workers)))
        return tuple(pool._processes)

    def close(self) -> None:
        """Finish the letters under way and stop the processes."""
        if self._pool is not None:
            self._pool.shutdown(wait=True)
            self._pool = None

    def _running(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = get_context("forkserver")
            context.set_forkserver_preload(list(PRELOADED))
            self._pool = ProcessPoolExecutor(
                self._workers, mp_context=context, initializer=_warm, initargs=(self._root, self.authority)
            )
        return self._pool

    def _discard(self, pool: ProcessPoolExecutor) -> None:
        pool.shutdown(wait=False, cancel_futures=True)
        if self._pool is pool:
            self._pool = None


def _warm(root: Path, authority: Authority) -> None:
    global _press
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    _press = LetterPress(root, authority)
    gc.collect()
    gc.freeze()  # what is warm stays, and is looked at no more


def _leave_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _seal_letter(data: LetterData, signed_at: datetime) -> SealedLetter:
    if _press is None:
        raise RuntimeError("this process was not warmed")
    return _press.seal_letter(data, signed_at)


def _process_id() -> int:
    return os.getpid()
