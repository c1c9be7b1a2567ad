"""Children of `up`: each in its own process group, health-gated, restarted when it dies, dead when we die."""

import asyncio
import os
import signal
import subprocess
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from cli.nursery import die_with


class Running(Protocol):
    """A process that was started, whoever its parent is."""

    pid: int

    def poll(self) -> int | None:
        """None while it runs."""
        ...

    def wait(self) -> int:
        """Wait for its end."""
        ...


@dataclass(frozen=True)
class Program:
    """A program of its own, started as `user` when we are root; it dies when we die."""

    command: list[str]
    env: dict[str, str]
    log: Path
    user: int | None = None

    def __call__(self) -> Running:
        """Start it, in its own group."""
        parent = os.getpid()
        with self.log.open("ab") as log:
            return subprocess.Popen(
                self.command, env=self.env, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                preexec_fn=lambda: _become(self.user, parent),
            )  # fmt: skip


@dataclass
class Part:
    """One process of the city. `launch` starts it in its own group, `ready` says whether it answers."""

    name: str
    launch: Callable[[], Running]
    log: Path
    ready: Callable[[], Awaitable[bool]]
    stop_signal: signal.Signals = signal.SIGTERM
    patience_seconds: float = 60.0
    before_start: Callable[[], None] = lambda: None
    process: Running | None = field(default=None, repr=False)
    wanted: bool = False

    def start(self) -> None:
        """Start it."""
        self.wanted = True
        self.before_start()
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.process = self.launch()

    def alive(self) -> bool:
        """Whether the process runs."""
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        """SIGKILL to the whole group, at once."""
        self._signal(signal.SIGKILL)

    async def stop(self, seconds: float = 35.0) -> None:
        """Ask it to stop, wait, then insist."""
        self.wanted = False
        if not self.alive() or self.process is None:
            return
        self._signal(self.stop_signal, group=False)
        for _ in range(int(seconds / 0.05)):
            if self.process.poll() is not None:
                break
            await asyncio.sleep(0.05)
        self._signal(signal.SIGKILL)
        await asyncio.to_thread(self.process.wait)

    async def until_ready(self) -> None:
        """Wait until it answers. Raises RuntimeError when it dies or takes too long."""
        for _ in range(int(self.patience_seconds / 0.1)):
            if not self.alive():
                raise RuntimeError(f"{self.name} ended at start: see {self.log}")
            if await self.ready():
                return
            await asyncio.sleep(0.1)
        raise RuntimeError(f"{self.name} did not become ready: see {self.log}")

    def _signal(self, number: signal.Signals, *, group: bool = True) -> None:
        if self.process is None:
            return
        try:
            (os.killpg if group else os.kill)(self.process.pid, number)
        except ProcessLookupError:
            return


def _become(user: int | None, parent: int) -> None:
    """In the child: drop to `user`, then ask to be killed when the parent dies (the drop would reset it)."""
    if user is not None:
        os.setgid(user)
        os.setuid(user)
    die_with(parent)


async def keep_alive(parts: list[Part], stopping: asyncio.Event, say: Callable[[str], None]) -> None:
    """Restart whatever dies while it is wanted, until `stopping` is set."""
    while not stopping.is_set():
        for part in parts:
            if part.wanted and not part.alive():
                part.kill()  # whatever is left of the old group
                part.start()
                say(f"{part.name} restarted")
        await asyncio.sleep(0.1)
