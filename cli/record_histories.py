"""Records the kept histories: shipped workers and record, a real Temporal server, PostgreSQL, the sandbox gateway."""

import asyncio
import json
import secrets
import tempfile
from collections.abc import AsyncGenerator, Awaitable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import aiohttp
import typer
from sqlalchemy import text
from temporalio.client import Client

from activities.hearings import Hearings
from activities.payments import Payments
from activities.reconciling import Reconciler
from activities.records import Records
from activities.rooms import Rooms
from adapters import database
from adapters.clock import SimulatedClock
from adapters.keys import KeyRing
from adapters.payments import SandboxGateway
from cli import kept_histories
from cli.case_teller import Teller
from cli.case_telling import CITIZEN, LedElsewhere, Room
from cli.contest_paths import CONTESTS, ContestTold
from cli.contest_steps import ContestTeller
from cli.hearing_paths import HEARINGS, HearingTold
from cli.hearing_teller import HearingTeller
from cli.kept_histories import KEY, HistoryKey, Kept
from cli.recorded_paths import LONG_AGO, Told, every_case
from cli.recorded_rooms import RecordedRooms
from cli.show import progress
from cli.stack import Stack
from db import people, received
from domain.errors import CaseError
from domain.ports import CaseKeys
from workers import registry
from workflows import options

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
    rooms: tuple[RecordedRooms, ...]

    async def record(self, told: Told, start: datetime, attempt: int = 0) -> Kept:
        """Tell one case and keep its history. Raises LedElsewhere when it is not where its path should lead."""
        room = Room(self.temporal, self.stack.env["GUICHET_GATEWAY_URL"], self._keep, self._held)
        teller = Teller(told, room, start, attempt)
        await self.keys.create(teller.case_id)
        await teller.tell()
        history = await teller.case.fetch_history()
        reads = kept_histories.converter(self.folder, encrypted=told.encrypted)
        state = await kept_histories.state_of(history, reads)
        ended = kept_histories.ended(history)
        if (state, ended) != (told.state, told.ends):
            raise LedElsewhere(f"{told.name} leads to {state}, not to {told.state}, or ends there against its rules")
        kept_histories.write_history(self.folder, told.name, history)
        return Kept(told.name, state, told.clock, told.path, told.encrypted, len(history.events), told.rules, ended)

    async def record_contest(self, told: ContestTold, start: datetime) -> Kept:
        """Tell one contest and keep its history. Raises LedElsewhere when it is not where its path should lead."""
        teller = ContestTeller(told, self.temporal, self.stack.env["GUICHET_GATEWAY_URL"], start)
        await self.keys.create(teller.case_id)
        await teller.tell()
        history = await teller.case.fetch_history()
        reads = kept_histories.converter(self.folder, encrypted=told.encrypted)
        state, ended = await kept_histories.state_of(history, reads), kept_histories.ended(history)
        if (state, ended) != (told.state, told.ends):
            raise LedElsewhere(f"{told.name} leads to {state}, not to {told.state}, or ends there against its rules")
        kept_histories.write_history(self.folder, told.name, history)
        length = len(history.events)
        return Kept(told.name, state, told.clock, told.path, told.encrypted, length, "", ended, "contest")

    async def record_hearing(self, told: HearingTold) -> Kept:
        """Tell one hearing's process and keep its history. Raises LedElsewhere when it ends otherwise."""
        teller = HearingTeller(told, self.temporal, self.stack.env["DATABASE_URL"], START, self.rooms)
        await teller.tell()
        history = await teller.process.fetch_history()
        kept_histories.write_history(self.folder, told.name, history)
        length = len(history.events)
        return Kept(told.name, "", told.clock, told.path, told.encrypted, length, "", ended=True, procedure="hearing")

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


async def record_histories(folder: Path, again: Iterable[str] = ()) -> int:
    """Record the histories of cli/recorded_paths.py that a folder lacks, and those named `again`; the others stay.

    The index is merged; the test key is made once. 0 when every one was led where it should, else 1. Raises
    typer.BadParameter for a name that is no history's.
    """
    if unknown := {*again} - {told.name for told in (*every_case(), *CONTESTS, *HEARINGS)}:
        raise typer.BadParameter(f"no such history: {', '.join(sorted(unknown))}")
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / KEY).exists():
        key = {"key_id": "test-key", "secret": secrets.token_hex(32)}
        (folder / KEY).write_text(json.dumps(key) + "\n", encoding="utf-8")
    lines = {one.name: one for one in kept_histories.lines_of(folder) if one.name not in again}
    wanted = [told for told in every_case() if told.name not in lines]
    contests = [told for told in CONTESTS if told.name not in lines]
    hearings = [told for told in HEARINGS if told.name not in lines]
    batch = Batch(folder)
    if wanted or contests or hearings:
        await _in_a_city(batch, wanted, contests, hearings)
    lines |= {one.name: one for one in batch.kept}
    kept_histories.write_index(folder, [lines[name] for name in sorted(lines)])
    asked = len(wanted) + len(contests) + len(hearings)
    progress(f"{len(batch.kept)} of {asked} histories recorded in {folder}, which has {len(lines)}")
    return 0 if len(batch.kept) == asked else 1


async def _in_a_city(
    batch: "Batch", wanted: list[Told], contests: list[ContestTold], hearings: list[HearingTold]
) -> None:
    """Record a batch beside the parts that it needs: they start for it, and stop with it."""
    with tempfile.TemporaryDirectory(prefix="guichet-") as var:
        stack = Stack(Path(var), progress, instant=START)
        stack.parts = {name: part for name, part in stack.parts.items() if name in PARTS}
        try:
            await stack.start()
            await batch.record(stack, wanted)
            await batch.record_contests(stack, contests)
            await batch.record_hearings(stack, hearings)
        finally:
            await stack.stop()


class Batch:
    """One run of the recorder: what it kept; what was led elsewhere is said and left out."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.kept: list[Kept] = []

    async def record(self, stack: Stack, wanted: list[Told]) -> None:
        """Record every wanted case, with the codec or without it."""
        ago = {told.name for told in LONG_AGO}
        for encrypted in (False, True):
            chosen = [told for told in wanted if told.encrypted is encrypted]
            async with _recorder(self._folder, stack, encrypted=encrypted) as recorder:
                await self._some_at_once(recorder, [told for told in chosen if told.clock == "simulated"])
                for told in (told for told in chosen if told.clock == "real"):
                    await self._one(told, _before_its_alarm(recorder, told) if told.name in ago else
                                    recorder.record(told, datetime.now(UTC)))  # fmt: skip

    async def record_contests(self, stack: Stack, wanted: list[ContestTold]) -> None:
        """Record every wanted contest, one after the other."""
        for encrypted in (False, True):
            chosen = [told for told in wanted if told.encrypted is encrypted]
            async with _recorder(self._folder, stack, encrypted=encrypted) as recorder:
                for told in chosen:
                    start = YEARS_AGO if told.clock == "real" else START
                    await self._one(told, recorder.record_contest(told, start))

    async def record_hearings(self, stack: Stack, wanted: list[HearingTold]) -> None:
        """Record every wanted hearing, one after the other."""
        async with _recorder(self._folder, stack, encrypted=False) as recorder:
            for told in wanted:
                await self._one(told, recorder.record_hearing(told))

    async def _some_at_once(self, recorder: Recorder, cases: list[Told]) -> None:
        room = asyncio.Semaphore(AT_ONCE)

        async def one(told: Told) -> None:
            async with room:
                await self._one(told, recorder.record(told, START))

        await asyncio.gather(*(one(told) for told in cases))

    async def _one(self, told: Told | ContestTold | HearingTold, recording: Awaitable[Kept]) -> None:
        try:
            self.kept.append(await recording)
        except (LedElsewhere, CaseError) as fault:
            progress(f"{told.name}: {fault!r}")


async def _before_its_alarm(recorder: Recorder, told: Told) -> Kept:
    """The first alarm of a case of long ago is a second away: on a busy machine it may win, then the case is retold."""
    for attempt in range(ATTEMPTS):
        try:
            return await recorder.record(told, YEARS_AGO, attempt)
        except LedElsewhere as fault:
            progress(f"{fault}; told again")
    raise LedElsewhere(f"{told.name}: the alarm won {ATTEMPTS} times")


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
        hearings = Hearings(worker, temporal, options.WORKFLOW_TASK)
        cases = registry.case_worker(temporal, Records(worker, keys), Reconciler(worker, temporal), hearings=hearings)
        rooms = (RecordedRooms("janus"), RecordedRooms("ours"))
        made = Rooms(worker, {one.name: one for one in rooms}, SimulatedClock(worker))
        async with cases, registry.payment_worker(temporal, payments), registry.room_worker(temporal, made):
            yield Recorder(folder, stack, door, worker, temporal, keys, rooms)
    for engine in engines:
        await engine.dispose()
