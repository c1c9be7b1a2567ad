"""The clerk's desk: what waits, most urgent first, and every file of the borough."""

from typing import Final
from urllib.parse import urlencode

from starlette.responses import Response

from casework import worklist
from casework.sentences import Sentence, say
from casework.worklist import Filter, Page
from domain import permit_states
from domain.errors import Invalid
from web.refusals import status_of
from web.visit import Visit

SIZE: Final = 25
FILTERS: Final = ("state", "service", "borough", "task", "reference")


async def tasks(visit: Visit) -> Response:
    """What waits for a clerk, most urgent first."""
    actor = visit.require("worklist")
    waiting = await worklist.open_tasks(visit.doors, actor)
    return visit.page("bureau/tasks.html", tasks=waiting, today=await visit.today(),
                      services=visit.doors.catalogue.services)  # fmt: skip


async def files(visit: Visit) -> Response:
    """The files that the filters let through, newest first."""
    actor, wanted = visit.require("worklist"), _wanted(visit)
    try:
        page = await worklist.list_cases(visit.doors, actor, wanted, visit.asked("suite"), SIZE)
        return await _page(visit, wanted, page, None, 200)
    except Invalid as refusal:
        return await _page(visit, wanted, Page([], ""), say(refusal, visit.lang), status_of(refusal))


async def export(visit: Visit) -> Response:
    """The list as CSV; a spreadsheet knows it by its byte-order mark."""
    text = await worklist.export_csv(visit.doors, visit.actor, _wanted(visit))
    headers = {"content-disposition": 'attachment; filename="dossiers.csv"'}
    return Response("\ufeff" + text, media_type="text/csv; charset=utf-8", headers=headers)


async def _page(visit: Visit, wanted: Filter, page: Page, sentence: Sentence | None, status: int) -> Response:
    due = {task.case_id: task for task in await worklist.open_tasks(visit.doors, visit.actor)}
    narrowed = {name: getattr(wanted, name) for name in FILTERS if getattr(wanted, name)}
    return visit.page(
        "bureau/files.html",
        status,
        cases=page.rows,
        due=due,
        today=await visit.today(),
        wanted=wanted,
        query=urlencode(narrowed),
        next_query=urlencode(narrowed | {"suite": page.next_cursor}) if page.next_cursor else "",
        further=bool(visit.asked("suite")),
        states=permit_states.WAITING + permit_states.TERMINAL,
        tasks=[task for task, role in permit_states.TASKS.values() if role == "clerk"],
        services=visit.doors.catalogue.services,
        boroughs=_boroughs(visit),
        sentence=sentence,
    )


def _wanted(visit: Visit) -> Filter:
    return Filter(**{name: visit.asked(name).strip()[:100] for name in FILTERS})


def _boroughs(visit: Visit) -> list[tuple[str, str]]:
    """The boroughs whose files the person sees; an administrator sees them all."""
    own = visit.actor.boroughs
    seen = [one for one in visit.doors.catalogue.boroughs if not own or one.code in own]
    return [(one.code, one.name_fr if visit.lang == "fr" else one.name_en) for one in seen]
