"""Records the kept histories: shipped workers and record, a real Temporal server, PostgreSQL, the sandbox gateway."""

import asyncio
import json
import secrets
import tempfile
from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import aiohttp
from sqlalchemy import text
from temporalio.client import Client

from activities.payments import Payments
from activities.reconciling import Reconciler
from activities.records import Records
from adapters import database
from adapters.keys import KeyRing
from adapters.payments import SandboxGateway
from cli import kept_histories
from cli.case_teller import CITIZEN, LedElsewhere, Room, Teller
from cli.kept_histories import KEY, HistoryKey, Kept
from cli.recorded_paths import ENCRYPTED, JUST_NOW, LONG_AGO, SIMULATED, Told, with_clock
from cli.show import progress
from cli.stack import Stack
from db import people, received
from domain.ports import CaseKeys
from workers import registry

START: Final = datetime(2026, 3, 2, 15, tzinfo=UTC)
YEARS_AGO: Final = datetime(2024, 3, 4, 15, tzinfo=UTC)
PARTS: Final = ("postgres", "temporal", "sandbox")
AT_ONCE: Final = 6
ATTEMPTS: Final = 8


@dataclass(frozen=True)
class Recorder:
    """The real parts, and the folder that the histories go to."""

    folder: Path
    stack: Stack
    door: database.Sessions
    worker: database.Sessions
    temporal: Client
    keys: CaseKeys

    async def record(self, told: Told, start: datetime, attempt: int = 0) -> Kept:
        """Tell one case and keep its history. Raises LedElsewhere when it is not where its path should lead."""
        room = Room(self.temporal, self.stack.env["GUICHET_GATEWAY_URL"], self._keep, self._held)
        teller = Teller(told, room, start, attempt)
        await self.keys.create(teller.case_id)
        await teller.tell()
        history = await teller.case.fetch_history()
        reads = kept_histories.converter(self.folder, encrypted=told.encrypted)
        state = await kept_histories.state_of(history, reads)
        if state != told.state:
            raise LedElsewhere(f"{told.name} leads to {state}, not to {told.state}")
        kept_histories.write_history(self.folder, told.name, history)
        return Kept(told.name, state, told.clock, told.path, told.encrypted, len(history.events))

    async def _keep(self, act: received.Received) -> None:
        async with self.door.begin() as session:
            await people.speak_for(session, CITIZEN)
            await received.store(session, act)

    @asynccontextmanager
    async def _held(self, case_id: str) -> AsyncGenerator[None]:
        """While this lasts, nothing more is recorded of the case."""
        async with self.worker.begin() as session:
            await session.execute(text("SELECT 1 FROM cases WHERE id = :id FOR UPDATE"), {"id": case_id})
            yield


async def record_histories(folder: Path) -> int:
    """Record every history of cli/recorded_paths.py into a folder, with its index and a new test key; 0 when done."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.json"):
        old.unlink()
    key = {"key_id": "test-key", "secret": secrets.token_hex(32)}
    (folder / KEY).write_text(json.dumps(key) + "\n", encoding="utf-8")
    kept: list[Kept] = []
    with tempfile.TemporaryDirectory(prefix="guichet-") as var:
        stack = Stack(Path(var), progress, instant=START)
        stack.parts = {name: part for name, part in stack.parts.items() if name in PARTS}
        try:
            await stack.start()
            kept += await _record_all(folder, stack)
        finally:
            await stack.stop()
    kept_histories.write_index(folder, sorted(kept, key=lambda one: one.name))
    progress(f"{len(kept)} histories in {folder}")
    return 0


async def _record_all(folder: Path, stack: Stack) -> list[Kept]:
    kept: list[Kept] = []
    async with _recorder(folder, stack, encrypted=False) as recorder:
        kept += await _some_at_once(recorder, SIMULATED)
        for told in with_clock(LONG_AGO, "real"):
            kept.append(await _before_its_alarm(recorder, told))
        for told in with_clock(JUST_NOW, "real"):
            kept.append(await recorder.record(told, datetime.now(UTC)))
    async with _recorder(folder, stack, encrypted=True) as recorder:
        kept += await _some_at_once(recorder, ENCRYPTED)
    return kept


async def _before_its_alarm(recorder: Recorder, told: Told) -> Kept:
    """The first alarm of a case of long ago is a second away: on a busy machine it may win, then the case is retold."""
    for attempt in range(ATTEMPTS):
        try:
            return await recorder.record(told, YEARS_AGO, attempt)
        except LedElsewhere as fault:
            progress(f"{fault}; told again")
    raise LedElsewhere(f"{told.name}: the alarm won {ATTEMPTS} times")


async def _some_at_once(recorder: Recorder, cases: Iterable[Told]) -> list[Kept]:
    room = asyncio.Semaphore(AT_ONCE)

    async def one(told: Told) -> Kept:
        async with room:
            return await recorder.record(told, START)

    return await asyncio.gather(*(one(told) for told in cases))


@asynccontextmanager
async def _recorder(folder: Path, stack: Stack, *, encrypted: bool) -> AsyncGenerator[Recorder]:
    """A door's database role, and workers of the cases and of the gateway with theirs; with the codec or without it."""
    engines = [database.engine(stack.env[f"DATABASE_{role}_URL"]) for role in ("APP", "WORKER")]
    door, worker = (database.sessions(engine) for engine in engines)
    temporal = await Client.connect(
        stack.env["TEMPORAL_ADDRESS"],
        identity="recorder",
        data_converter=kept_histories.converter(folder, encrypted=encrypted),
    )
    keys: CaseKeys = HistoryKey(folder) if encrypted else KeyRing(door, stack.env["GUICHET_MASTER_KEY"])
    async with aiohttp.ClientSession() as http:
        payments = Payments(SandboxGateway(stack.env["GUICHET_GATEWAY_URL"], http), worker)
        cases = registry.case_worker(temporal, Records(worker, keys), Reconciler(worker, temporal))
        async with cases, registry.payment_worker(temporal, payments):
            yield Recorder(folder, stack, door, worker, temporal, keys)
    for engine in engines:
        await engine.dispose()
