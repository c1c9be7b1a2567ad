"""Children of `up`: each in its own process group, health-gated, restarted when it dies, dead when we die."""

import asyncio
import os
import signal
import subprocess
import time
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
    """One process of the city. `launch` starts it in its own group, `ready` says whether it answers.

    `live` is asked now and then once it is ready; `grace_seconds` is what it gets to finish when it is told to stop.
    """

    name: str
    launch: Callable[[], Running]
    log: Path
    ready: Callable[[], Awaitable[bool]]
    stop_signal: signal.Signals = signal.SIGTERM
    patience_seconds: float = 60.0
    before_start: Callable[[], None] = lambda: None
    live: Callable[[], Awaitable[bool]] | None = None
    grace_seconds: float = 35.0
    process: Running | None = field(default=None, repr=False)
    wanted: bool = False
    starts: int = 0

    def start(self) -> None:
        """Start it."""
        self.wanted = True
        self.before_start()
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.process = self.launch()
        self.starts += 1

    def alive(self) -> bool:
        """Whether the process runs."""
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        """SIGKILL to the whole group, at once."""
        self._signal(signal.SIGKILL)

    def tell_to_stop(self) -> None:
        """Ask the process itself to stop, and do not wait; the keeper starts it anew while it is wanted."""
        self._signal(self.stop_signal, group=False)

    async def stop(self) -> None:
        """Ask it to stop, give it its time, then insist."""
        self.wanted = False
        if not self.alive() or self.process is None:
            return
        self.tell_to_stop()
        for _ in range(int(self.grace_seconds / 0.05)):
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


@dataclass
class Looks:
    """How often the keeper asks a part whether it lives, and after how many bad answers in a row it is ended."""

    every_seconds: float = 5.0
    bad: int = 3


async def keep_alive(
    parts: list[Part], stopping: asyncio.Event, say: Callable[[str], None], looks: Looks | None = None
) -> None:
    """Restart whatever dies while it is wanted, and whatever runs and does nothing, until `stopping` is set."""
    watching = [asyncio.create_task(_watch(part, looks or Looks(), say)) for part in parts if part.live]
    patience = {part.name: Patience() for part in parts}
    while not stopping.is_set():
        for part in parts:
            if part.wanted and not part.alive() and patience[part.name].over():
                _start_again(part, say)
        await asyncio.sleep(0.1)
    for task in watching:
        task.cancel()


def _start_again(part: Part, say: Callable[[str], None]) -> None:
    """What cannot be started now (a full disk) is tried again; the keeper goes on."""
    part.kill()  # whatever is left of the old group
    try:
        part.start()
    except (OSError, RuntimeError, ValueError) as fault:
        say(f"{part.name} could not be started: {type(fault).__name__}")
        return
    say(f"{part.name} restarted")


@dataclass
class Patience:
    """Between restarts: none, but for a part that dies as soon as it starts, up to five seconds."""

    now: Callable[[], float] = time.monotonic
    _wait: float = 0.0
    _started: float = float("-inf")

    def over(self) -> bool:
        """Whether the dead part may be started now; then it is taken to be."""
        lived = self.now() - self._started
        if lived < self._wait:
            return False
        self._wait = min(5.0, max(0.1, self._wait * 2)) if lived < self._wait + 1.0 else 0.0
        self._started = self.now()
        return True


async def _watch(part: Part, looks: Looks, say: Callable[[str], None]) -> None:
    """End a part that says again and again that it does nothing any more; the keeper starts it anew."""
    bad = 0
    while part.live is not None:
        await asyncio.sleep(looks.every_seconds)
        asked = part.process
        bad = 0 if not part.wanted or await part.live() or part.process is not asked else bad + 1
        if bad >= looks.bad:
            say(f"{part.name} does nothing any more: ended")
            part.kill()
            bad = 0
