"""Lists of cases: a clerk's two hundred files, a citizen's own; keyset pages with signed cursors."""

import csv
import io
from dataclasses import dataclass
from datetime import datetime

from casework import access, cursors, kinds
from casework.doors import Doors, entering
from casework.offers import editions
from db import cases, worklist
from db.cases import After, CaseRow, Filter, TaskRow
from db.ciphertext import decrypt
from domain import policy
from domain.errors import Forbidden, Invalid
from domain.people import Actor, Role

LARGEST_PAGE = 100
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Page:
    """One page of a list; `next_cursor` is empty on the last one."""

    rows: list[CaseRow]
    next_cursor: str


async def list_cases(doors: Doors, actor: Actor, wanted: Filter, cursor: str, size: int) -> Page:
    """Cases that the person may see, newest first. Raises Invalid for a bad size, state or forged cursor."""
    if not 1 <= size <= LARGEST_PAGE:
        raise Invalid({"page_size": "out-of-range"})
    if wanted.state and wanted.state not in kinds.STATES:
        raise Invalid({"state": "not-a-choice"})
    after = _after(doors.secret, cursor) if cursor else None
    async with entering(doors, actor) as session:
        rows = await cases.page(session, actor, wanted, after, size + 1)
    return Page(rows[:size], _cursor(doors.secret, rows[size - 1]) if len(rows) > size else "")


async def open_tasks(doors: Doors, actor: Actor) -> list[TaskRow]:
    """What waits for the person, most urgent first."""
    owner = actor.id if actor.role is Role.CITIZEN else ""
    async with entering(doors, actor) as session:
        return await worklist.open_tasks(session, owner)


async def tasks_of(doors: Doors, actor: Actor, rows: list[CaseRow]) -> list[TaskRow]:
    """The open tasks of some cases that the person may see."""
    async with entering(doors, actor) as session:
        return await worklist.tasks_of(session, [row.id for row in rows])


async def export_csv(doors: Doors, actor: Actor, wanted: Filter) -> str:
    """The person's list as CSV, at most 5,000 rows; no cell can become a formula (RELIABILITY §3 J4)."""
    if not policy.may_at_desk(actor, "export_worklist"):
        raise Forbidden(act="export_worklist")
    at = await doors.clock.now()
    async with entering(doors, actor) as session:
        rows = await cases.page(session, actor, wanted, None, 5000)
        await access.note(session, actor, [row.id for row in rows], at)
    known = await editions(doors.offers, [(row.service, row.version) for row in rows])
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(
        [
            "reference",
            "service",
            "borough",
            "state",
            "filed_at",
            "promised_on",
            "applicant",
            "place",
            "title",
            "version",
        ]
    )
    for row in rows:
        answers = decrypt(await doors.keys.of_case(row.id), f"{row.id}/summary", row.summary)
        cells = [
            row.reference,
            row.service,
            row.borough,
            row.state,
            row.filed_at.isoformat(),
            row.promised_on or "",
            answers.get("applicant_name", ""),
            answers.get("work_address", ""),
            edition.service.title.fr if (edition := known.get((row.service, row.version))) else row.service,
            edition.number if edition else row.version,
        ]
        writer.writerow([neutral(str(cell)) for cell in cells])
    return out.getvalue()


def neutral(cell: str) -> str:
    """A cell that a spreadsheet shows and never evaluates."""
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell


def _cursor(secret: str, row: CaseRow) -> str:
    return cursors.sign(secret, "cases", row.filed_at.isoformat(), row.id)


def _after(secret: str, cursor: str) -> After:
    filed_at, case_id = cursors.opened(secret, "cases", cursor)
    return After(datetime.fromisoformat(filed_at), case_id)
