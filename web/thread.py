"""One thread over everything of a person: permits, contests, payments, letters, hearings; what is to come first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from starlette.responses import Response

from casework import reading, worklist
from casework.offers import editions
from casework.reading import Thread
from casework.worklist import CaseRow, Filter
from domain.case_ids import CONTEST
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
    now = await visit.doors.clock.now()
    for one in await reading.threads(visit.doors, actor, rows):
        lines += [Line(one.row, entry) for entry in _entries(visit, one, known)]
        hearings += _hearing(one, now)
    lines = sorted(lines, key=lambda line: (line.entry.moment.at, line.row.id, line.entry.moment.seq), reverse=True)
    earlier = [line for line in lines if before is None or line.entry.moment.at < before]
    shown = earlier[:MOST]
    return visit.page(
        "thread.html", lines=shown, tasks=await worklist.open_tasks(visit.doors, actor), editions=known,
        hearings=sorted(hearings, key=lambda pair: str(pair[1]["starts_at"])),
        references={row.id: row for row in rows}, further=before is not None,
        following=shown[-1].entry.moment.at.isoformat() if len(earlier) > MOST else "",
    )  # fmt: skip


def _entries(visit: Visit, of: Thread, known: dict[tuple[str, str], Any]) -> list[Entry]:
    if of.row.procedure == CONTEST:
        return contest_timeline.entries(visit, of.moments, {})
    edition = known.get((of.row.service, of.row.version))
    return timeline.entries(visit, edition.service if edition else None, of.moments, {})


def _hearing(of: Thread, now: datetime) -> list[tuple[CaseRow, dict[str, Any]]]:
    """The hearing to come of a contest."""
    hearing = (of.standing or {}).get("hearing") if not of.row.ended else None
    to_come = hearing is not None and datetime.fromisoformat(hearing["ends_at"]) > now
    return [(of.row, hearing)] if hearing is not None and to_come else []


def _instant(text: str) -> datetime | None:
    """An instant of the address; None for what is none."""
    try:
        found = datetime.fromisoformat(text.replace(" ", "+")[:40])
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
