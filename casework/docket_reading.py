"""What a docket of a period is made of: every case that waits for a date, and every slot that is free."""

import asyncio
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from pydantic import TypeAdapter

from casework import access
from casework.doors import Doors, entering
from casework.hearings import Filters, allow_at_court, wanted
from casework.placing import candidate, waiting
from casework.reading import CaseFile
from db import cases, docket_work, hearings
from db.cases import CaseRow, Filter
from db.ciphertext import decrypt
from domain.clock import local_date
from domain.contest_rules import COURT
from domain.docket import Instance
from domain.docket_month import Month, month_of
from domain.people import Actor

MOST_CASES: Final = 10_000
MOST_SLOTS: Final = 50_000
AT_ONCE: Final = 250  # files that are opened together
INSTANCES: Final[TypeAdapter[Instance]] = TypeAdapter(Instance)


@dataclass(frozen=True)
class MonthRead:
    """A docket's inputs, and the sequence number at which each case was read."""

    month: Month
    seqs: dict[str, int]

    @property
    def as_json(self) -> str:
        """What the docket is made of, as it is kept."""
        return INSTANCES.dump_json(self.month.instance).decode()

    @property
    def sha256(self) -> str:
        """Of the same inputs, the same."""
        read = json.dumps([self.seqs, sorted(self.month.seats.items())], sort_keys=True)
        return hashlib.sha256((self.as_json + read).encode()).hexdigest()


async def read_month(doors: Doors, actor: Actor, first: date, last: date) -> MonthRead:
    """Read a period, in the name of whoever asked for its docket. Raises Forbidden, Invalid."""
    allow_at_court(actor, "propose_docket")
    now = await doors.clock.now()
    files = await files_that_wait(doors, actor)
    found = [(candidate(file), file.row) for file in files]
    asked = wanted(Filters(first=first, last=last), now)
    async with entering(doors, actor) as session:
        free = await hearings.free(session, asked, now, MOST_SLOTS)
        sittings = await docket_work.open_sittings(session, free)
        interpreters = sorted({one.interpreter for one, _ in found if one.interpreter})
        busy = await hearings.busy(session, sorted({row.owner for _, row in found}), interpreters, now)
    requests = [waiting(one, row, busy, local_date(now)) for one, row in found]
    month = month_of((first, last), requests, sittings, free)
    return MonthRead(month, {file.row.id: file.row.seq for file in files})


async def files_that_wait(doors: Doors, actor: Actor) -> list[CaseFile]:
    """The cases that wait for a date, the oldest first, each as its last event left it; each noted as opened."""
    async with entering(doors, actor) as session:
        rows = await cases.page(session, actor, Filter(borough=COURT, task="schedule"), None, MOST_CASES)
    ordered = sorted(rows, key=lambda row: (row.filed_at, row.id))
    files: list[CaseFile] = []
    for begins in range(0, len(ordered), AT_ONCE):
        files += await _opened(doors, actor, ordered[begins : begins + AT_ONCE])
        await asyncio.sleep(0)  # opening a batch takes a moment of this process
    return files


async def _opened(doors: Doors, actor: Actor, rows: Sequence[CaseRow]) -> list[CaseFile]:
    """Erased ones are left out, and so are those that do not wait any more."""
    ids, at = [row.id for row in rows], await doors.clock.now()
    async with entering(doors, actor) as session:
        await access.note(session, actor, ids, at)
        last = await cases.last_events(session, ids)
    keys = await doors.keys.of_cases(ids)
    found: list[CaseFile] = []
    for row in rows:
        if row.id in keys and row.id in last:
            event, key = last[row.id], keys[row.id]
            facts: dict[str, Any] = decrypt(key, f"{row.id}/event/{event.seq}", event.facts)
            answers: dict[str, Any] = decrypt(key, f"{row.id}/summary", row.summary)
            if event.after == row.state:
                read = replace(row, seq=event.seq)
                found.append(CaseFile(read, answers, None, (), standing=facts["standing"]))
    return found
