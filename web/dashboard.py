"""The desk's dashboard: charts that are also tables, for eyes and for screen readers alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response

from casework import dashboard
from casework.dashboard import AGE_LIMITS
from web import contest_words, vocabulary
from web.typography import day
from web.visit import Visit

WIDTH: Final = 300  # units of the drawing, for the longest bar


@dataclass(frozen=True)
class Bar:
    """One line of a chart: its label, its figures, and how long its parts are drawn."""

    label: str
    count: int
    part: int  # late, or kept
    drawn: int
    drawn_part: int


async def show(visit: Visit) -> Response:
    """Queues, ages, promises kept."""
    visit.require("worklist")
    found = await dashboard.read(visit.doors, visit.actor)
    queues = [(_task(visit, one.kind, court=one.court), one.count, one.late) for one in found.waiting]
    ages = [(label, count, 0) for label, count in zip(_age_labels(visit), found.ages, strict=True)]
    weeks = [(day(one.monday.isoformat(), visit.lang), one.ended, one.kept) for one in found.weeks]
    ended, kept = sum(one.ended for one in found.weeks), sum(one.kept for one in found.weeks)
    return visit.page("bureau/dashboard.html", queues=bars(queues), ages=bars(ages), weeks=bars(weeks),
                      ended=ended, kept=kept, share=round(100 * kept / ended) if ended else None)  # fmt: skip


def bars(lines: Sequence[tuple[str, int, int]]) -> list[Bar]:
    """Lines of label, figure and part of it, drawn to one scale."""
    longest = max((count for _, count, _ in lines), default=0) or 1
    return [
        Bar(label, count, part, round(WIDTH * count / longest), round(WIDTH * part / longest))
        for label, count, part in lines
    ]


def _task(visit: Visit, kind: str, *, court: bool) -> str:
    return visit.say.of(contest_words.COURT_TASKS if court else vocabulary.TASKS, kind)


def _age_labels(visit: Visit) -> list[str]:
    say, after = visit.say, 0
    labels: list[str] = []
    for limit in AGE_LIMITS:
        labels.append(say(f"{after} à {limit} jours", f"{after} to {limit} days"))
        after = limit + 1
    return [*labels, say(f"{after} jours et plus", f"{after} days and more")]
