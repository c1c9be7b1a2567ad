"""One thread over everything of a person: permits, contests, payments, letters, hearings; what is to come first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from starlette.responses import Response

from casework import reading, worklist
from casework.offers import editions
from casework.worklist import CaseRow, Filter
from domain.case_ids import CONTEST
from domain.errors import Erased
from web import contest_timeline, timeline
from web.timeline import Entry
from web.visit import Visit

MOST_CASES: Final = 50
MOST: Final = 60


@dataclass(frozen=True)
class Line:
    """One thing that happened in one case."""

    row: CaseRow
    entry: Entry


async def show(visit: Visit) -> Response:
    """What waits and what is set, then all that happened, the latest first; `avant` continues before an instant."""
    actor, before = visit.require("own_cases"), _instant(visit.asked("avant"))
    rows = (await worklist.list_cases(visit.doors, actor, Filter(), "", MOST_CASES)).rows
    known = await editions(visit.doors.offers, [(row.service, row.version) for row in rows])
    lines: list[Line] = []
    hearings: list[tuple[CaseRow, dict[str, Any]]] = []
    for row in rows:
        try:
            lines += [Line(row, entry) for entry in await _entries(visit, row, known)]
            hearings += await _hearing(visit, row)
        except Erased:
            continue
    lines = sorted(lines, key=lambda line: (line.entry.moment.at, line.row.id, line.entry.moment.seq), reverse=True)
    earlier = [line for line in lines if before is None or line.entry.moment.at < before]
    shown = earlier[:MOST]
    return visit.page(
        "thread.html", lines=shown, tasks=await worklist.open_tasks(visit.doors, actor), editions=known,
        hearings=sorted(hearings, key=lambda pair: str(pair[1]["starts_at"])),
        references={row.id: row for row in rows}, further=before is not None,
        following=shown[-1].entry.moment.at.isoformat() if len(earlier) > MOST else "",
    )  # fmt: skip


async def _entries(visit: Visit, row: CaseRow, known: dict[tuple[str, str], Any]) -> list[Entry]:
    moments = await reading.timeline(visit.doors, visit.actor, row.id)
    if row.procedure == CONTEST:
        return contest_timeline.entries(visit, moments, {})
    edition = known.get((row.service, row.version))
    return timeline.entries(visit, edition.service if edition else None, moments, {})


async def _hearing(visit: Visit, row: CaseRow) -> list[tuple[CaseRow, dict[str, Any]]]:
    """The hearing to come of a contest."""
    if row.procedure != CONTEST or row.ended:
        return []
    hearing = ((await reading.case_file(visit.doors, visit.actor, row.id)).standing or {}).get("hearing")
    now = await visit.doors.clock.now()
    to_come = hearing is not None and datetime.fromisoformat(hearing["ends_at"]) > now
    return [(row, hearing)] if hearing is not None and to_come else []


def _instant(text: str) -> datetime | None:
    """An instant of the address; None for what is none."""
    try:
        found = datetime.fromisoformat(text.replace(" ", "+")[:40])
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
