"""A file of statements served whole or not at all: once each, however often it is sent (docs/statements.md)."""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from casework.acting import Accepted
from casework.doors import Doors, unattended
from casework.sentences import say_field
from casework.statement_checks import Law
from casework.statement_files import Entry, StatementFile, read_file
from casework.statement_rows import Fault
from casework.statements import REGIME, Served, number_hash, plain, serve
from db import statement_lookups
from domain import policy
from domain.calendars import calendar
from domain.chain import content_hash
from domain.contest_errors import DuplicateCase
from domain.contest_rules import COURT
from domain.errors import Forbidden, IdempotencyKeyMissing, Invalid, RequestInProgress
from domain.events import Receipt
from domain.letter import Language
from domain.people import Actor

LARGEST_BYTES: Final = 5_000_000
AT_ONCE: Final = 8  # statements served side by side
PATIENCE_SECONDS: Final = 30  # for a statement that an import left half done: its lease ends within 10 s
AGAIN_SECONDS: Final = 0.5
LOOKED_UP_AT_ONCE: Final = 1000

Progress = Callable[[int, int], None]  # how many are done, of how many


@dataclass(frozen=True)
class Sent:
    """What became of one statement; `waiting` while its case has not answered yet: it will, by itself."""

    number: str
    case_id: str
    reference: str = ""
    waiting: bool = False


@dataclass(frozen=True)
class Report:
    """What a file holds, and what became of it. `already`: statements that were registered before it was sent."""

    rows: int
    statements: int
    faults: tuple[Fault, ...]
    already: int = 0
    receipts: tuple[Sent, ...] = ()

    @property
    def served(self) -> int:
        """How many statements became cases by this import."""
        return max(0, len(self.receipts) - self.already)

    @property
    def waiting(self) -> int:
        """How many of all cases have not answered yet."""
        return sum(one.waiting for one in self.receipts)


@dataclass(frozen=True)
class Checked:
    """A file as read and held against what is registered: `known` statements are there already."""

    file: StatementFile
    faults: tuple[Fault, ...]
    known: int

    @property
    def report(self) -> Report:
        """The report of a file of which nothing was written."""
        return Report(self.file.rows, self.file.statements, self.faults, self.known)


def allow(actor: Actor) -> None:
    """Raises Forbidden for anyone but those who serve statements."""
    if not policy.may(actor, "serve", owner="", borough=COURT):
        raise Forbidden(act="serve")


def sentence(fault: Fault, lang: Language) -> str:
    """What is wrong, in words."""
    return say_field(fault.code, lang)


async def dry_run(doors: Doors, actor: Actor, content: bytes) -> Report:
    """What a file holds and every fault in it; nothing is written. Raises Forbidden."""
    allow(actor)
    return (await _checked(doors, content)).report


async def import_all(doors: Doors, actor: Actor, content: bytes, key: str, progress: Progress | None = None) -> Report:
    """Serve every statement of a file; with any fault in it, none.

    Each is served under a key made from the file's own bytes and its number: the same file sent again, or an import
    that was killed and sent again, ends in the same cases. So the client's `key` is required, as for every act, and
    nothing hangs on it. Raises Forbidden, IdempotencyKeyMissing, and what `serve` raises; what was served then stays,
    and the file is to be sent again.
    """
    allow(actor)
    if not 8 <= len(key) <= 200:
        raise IdempotencyKeyMissing({"Idempotency-Key": "required"})
    checked = await _checked(doors, content)
    if checked.faults:
        return checked.report
    sent, late = await _Import(doors, actor, hashlib.sha256(content).hexdigest(), progress).run(checked.file.entries)
    return replace(checked.report, receipts=sent, faults=late)


class _Import:
    """One import under way."""

    def __init__(self, doors: Doors, actor: Actor, sha256: str, progress: Progress | None) -> None:
        self._doors, self._actor, self._sha256, self._progress = doors, actor, sha256, progress
        self._few = asyncio.Semaphore(AT_ONCE)
        self._done = 0

    async def run(self, entries: tuple[Entry, ...]) -> tuple[tuple[Sent, ...], tuple[Fault, ...]]:
        """Serve them all; the faults are statements whose number somebody took while this ran."""
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(self._one(entry, len(entries))) for entry in entries]
        except ExceptionGroup as failed:
            raise failed.exceptions[0] from failed
        results = [task.result() for task in tasks]
        sent = tuple(one for one in results if isinstance(one, Sent))
        return sent, tuple(one for one in results if isinstance(one, Fault))

    async def _one(self, entry: Entry, of: int) -> Sent | Fault:
        async with self._few:
            try:
                done = await self._serve(entry)
            except DuplicateCase:
                return Fault(entry.line, "number", "registered-otherwise")
        self._done += 1
        if self._progress:
            self._progress(self._done, of)
        number = entry.statement.number
        if isinstance(done, Accepted):
            return Sent(number, done.case_id, waiting=True)
        return Sent(number, done.case_id, done.reference)

    async def _serve(self, entry: Entry) -> Receipt | Accepted:
        """Serve a statement; wait for one that an import before this one left half done."""
        key = f"import/{self._sha256}/{plain(entry.statement.number)}"
        deadline = asyncio.get_running_loop().time() + PATIENCE_SECONDS
        while True:
            try:
                return await serve(self._doors, self._actor, _served(entry), key)
            except RequestInProgress:
                if asyncio.get_running_loop().time() > deadline:
                    raise
            await asyncio.sleep(AGAIN_SECONDS)


async def _checked(doors: Doors, content: bytes) -> Checked:
    regime = doors.regimes.get(REGIME)
    if regime is None:
        raise Invalid({"regime": "not-a-choice"})
    days = calendar(regime.calendar, proclaimed=doors.catalogue.office.proclaimed)
    law = Law(await doors.clock.now(), days, regime.minors.prosecuted_from)
    file = await asyncio.to_thread(read_file, content, law)
    by_hash = await asyncio.to_thread(_by_hash, doors, file.entries)
    registered = await _registered(doors, list(by_hash))
    otherwise = await asyncio.to_thread(_otherwise, by_hash, registered)
    return Checked(file, tuple(sorted((*file.faults, *otherwise), key=_line)), len(registered))


async def _registered(doors: Doors, hashes: list[str]) -> dict[str, str]:
    """What is registered under these numbers: the hash of the content, by the hash of the number."""
    found: dict[str, str] = {}
    async with unattended(doors) as session:
        for start in range(0, len(hashes), LOOKED_UP_AT_ONCE):
            found |= await statement_lookups.contents_of(session, hashes[start : start + LOOKED_UP_AT_ONCE])
    return found


def _line(fault: Fault) -> int:
    return fault.line


def _by_hash(doors: Doors, entries: tuple[Entry, ...]) -> dict[str, Entry]:
    """The statements of a file by the hash of their number."""
    return {number_hash(doors, REGIME, entry.statement.number): entry for entry in entries}


def _otherwise(by_hash: dict[str, Entry], registered: dict[str, str]) -> list[Fault]:
    """The statements whose number is registered with another content."""
    return [
        Fault(by_hash[number].line, "number", "registered-otherwise")
        for number, content in registered.items()
        if content != content_hash(_content(by_hash[number]))
    ]


def _served(entry: Entry) -> Served:
    return Served(entry.statement, entry.language)


def _content(entry: Entry) -> dict[str, Any]:
    """What `serve` registers the hash of."""
    return {"statement": asdict(entry.statement), "language": entry.language, "regime": REGIME}
