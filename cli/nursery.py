"""Starts the city's Python processes by forking one that has every library loaded: a killed part is back at once.

Run as `python -m cli.nursery`: each line on standard input is an order, each line on standard output the child's id.
"""

import ctypes
import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from select import select

PRELOADED = (
    "cli.process_sandbox", "cli.process_cases", "cli.process_letters", "cli.process_dockets", "cli.process_doors",
)  # fmt: skip
PR_SET_PDEATHSIG = 1
ROOT = Path(__file__).parent.parent
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Birth:
    """What to run: `module`'s `main`, with these arguments and this environment, its output appended to `log`."""

    module: str
    arguments: list[str]
    env: dict[str, str]
    log: str


class Child:
    """A forked process that is not our own child; the kernel tells of its end through a descriptor."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        try:
            self._ended: int | None = os.pidfd_open(pid)
        except ProcessLookupError:
            self._ended = None

    def poll(self) -> int | None:
        """None while it runs; what it returned is not known to us, so 1 stands for any end."""
        if self._ended is not None and select([self._ended], [], [], 0)[0]:
            os.close(self._ended)
            self._ended = None
        return None if self._ended is not None else 1

    def wait(self) -> int:
        """Wait for its end."""
        if self._ended is not None:
            select([self._ended], [], [])
        return self.poll() or 0


class Nursery:
    """The parent of the city's Python processes, as `up` holds it; it and they die when `up` dies."""

    def __init__(self, var: Path) -> None:
        self._var = var  # on the command line, so that a later `up` knows what is left of this one
        self._log = var / "log" / "nursery.log"
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def bear(self, birth: Birth) -> Child:
        """Start one process. Raises RuntimeError when the nursery does not answer."""
        with self._turn:
            answer = self._order(birth) or self._order(birth)  # the first may have met a nursery just killed
        if not answer:
            raise RuntimeError(f"no process could be started: see {self._log}")
        return Child(int(answer))

    def start(self) -> None:
        """Begin to load the libraries, without waiting."""
        with self._turn:
            self._running()

    def close(self) -> None:
        """End the nursery, and whatever it bore that still runs."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def _order(self, birth: Birth) -> bytes:
        process = self._running()
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write(json.dumps(asdict(birth)).encode() + b"\n")
            process.stdin.flush()
        except BrokenPipeError:
            process.wait()
            return b""
        return process.stdout.readline()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._log.parent.mkdir(parents=True, exist_ok=True)
            with self._log.open("ab") as log:
                command, parent = [sys.executable, "-m", "cli.nursery", str(self._var)], os.getpid()
                self._process = subprocess.Popen(
                    command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
                    start_new_session=True, preexec_fn=lambda: die_with(parent),
                )  # fmt: skip
        return self._process


def die_with(parent: int) -> None:
    """In a child: be killed when `parent` dies, and at once if it is dead already."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def main() -> None:
    """Load everything once, then fork on order until standard input ends."""
    modules = {name: importlib.import_module(name) for name in PRELOADED}
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries the dead
    gc.collect()
    gc.freeze()  # what is loaded is shared with every child
    nursery = os.getpid()
    for line in sys.stdin.buffer:
        birth = Birth(**json.loads(line))
        pid = os.fork()
        if pid == 0:
            _live(birth, modules[birth.module].main, nursery)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


def _live(birth: Birth, run: Callable[[], None], nursery: int) -> None:
    """In the child: a group, an environment and a log of its own."""
    die_with(nursery)
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    log = os.open(birth.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for target, source in ((0, nothing), (1, log), (2, log)):
        os.dup2(source, target)
    os.environ.clear()
    os.environ.update(birth.env)
    sys.argv[1:] = birth.arguments  # the command line that the system shows stays the nursery's
    try:
        run()
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
