"""The clerk's desk: what waits, most urgent first, taken and given back; every file; the promises not kept."""

from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from starlette.responses import Response

from casework import agenda, desk, worklist
from casework import assigning as giving_out
from casework.desk import Wanted
from casework.offers import editions
from casework.sentences import Sentence, say
from casework.worklist import Filter, Page
from domain import contest_states, permit_states, policy
from domain.contest_rules import COURT
from domain.errors import CaseError, Invalid
from web import assigning, contest_desk, vocabulary
from web.refusals import status_of
from web.typography import typeset
from web.visit import Visit

SIZE: Final = 25
FILTERS: Final = ("state", "service", "borough", "task", "reference")
DESK_FILTERS: Final = ("service", "borough", "task", "waiting", "assigned", "reference", "due_before", "overdue")


async def tasks(visit: Visit) -> Response:
    """What waits, by due date, as narrowed by the address; with the queues counted."""
    visit.require("worklist")
    return await _tasks(visit, None, 200)


async def assign(visit: Visit) -> Response:
    """Take a file, give it back, give out several or undo that; who was second reads why, on the list as it stands."""
    actor, case_id = visit.require("worklist"), visit.form.one("case_id")
    try:
        if visit.form.one("action") == "give_out":
            given = await assigning.give_out(visit)
            return assigning.back(visit, lot=given.batch.id, confies=len(given.batch.held), laisses=len(given.left))
        if visit.form.one("action") == "undo":
            return assigning.back(visit, annules=await assigning.undo(visit))
        if visit.form.one("action") == "give_back":
            await desk.give_back(visit.doors, actor, case_id)
        else:
            await desk.take(visit.doors, actor, case_id)
    except CaseError as refusal:
        return await _tasks(visit, say(refusal, visit.lang), status_of(refusal))
    return assigning.back(visit)


async def overdue(visit: Visit) -> Response:
    """The promises that were not kept, for who answers for the borough."""
    actor = visit.require("supervise")
    found = await desk.overdue(visit.doors, actor)
    return visit.page("bureau/overdue.html", breaches=found, today=await visit.today(),
                      editions=await _editions(visit, found))  # fmt: skip


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


async def _tasks(visit: Visit, sentence: Sentence | None, status: int) -> Response:
    actor, asked = visit.actor, {name: visit.asked(name).strip()[:100] for name in DESK_FILTERS}
    given = {name: value for name, value in asked.items() if value}
    try:
        page = await desk.tasks(visit.doors, actor, _desk_wanted(asked), visit.asked("suite"), SIZE)
    except Invalid as refusal:
        sentence, status = say(refusal, visit.lang), status_of(refusal)
        page = await desk.tasks(visit.doors, actor, Wanted(), "", SIZE)
    return visit.page(
        "bureau/tasks.html",
        status,
        page=page,
        asked=asked,
        me=actor.id,
        query=urlencode(given),
        next_query=urlencode(given | {"suite": page.next_cursor}) if page.next_cursor else "",
        further=bool(visit.asked("suite")),
        week=(page.today + timedelta(days=7)).isoformat(),
        supervises=visit.may("supervise"),
        colleagues=await giving_out.colleagues(visit.doors, actor) if visit.may("assign_files") else [],
        answered={name: visit.asked(name) for name in assigning.ANSWERED},
        has_agenda=await agenda.waits(visit.doors, actor),
        editions=await _editions(visit, page.tasks),
        sentence=sentence,
        **_choices(visit),
    )


async def _page(visit: Visit, wanted: Filter, page: Page, sentence: Sentence | None, status: int) -> Response:
    due = {task.case_id: task for task in await worklist.tasks_of(visit.doors, visit.actor, page.rows)}
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
        states=_states(visit),
        editions=await _editions(visit, page.rows),
        sentence=sentence,
        **_choices(visit),
    )


def _choices(visit: Visit) -> dict[str, Any]:
    """What the filters offer: to the court its own tasks and kinds of statements, to a borough its permits."""
    at_court = contest_desk.at_court(visit.actor)
    only = at_court and visit.actor.boroughs == (COURT,)
    kinds = dict.fromkeys(task for task, role in permit_states.TASKS.values() if role != "citizen")
    tasks = {} if only else {kind: visit.say(*vocabulary.TASKS[kind]) for kind in kinds}
    titles = {
        code: typeset(one.title.say(visit.lang), visit.lang) for code, one in visit.doors.catalogue.services.items()
    }
    return {
        "tasks": tasks | (contest_desk.desk_tasks(visit) if at_court else {}),
        "services": ({} if only else titles) | (contest_desk.services(visit) if at_court else {}),
        "boroughs": _boroughs(visit),
        "at_court": at_court,
        "takes": any(policy.may(visit.actor, "take", owner="", borough=one) for one in visit.actor.boroughs),
    }


async def _editions(visit: Visit, rows: Any) -> dict[tuple[str, str], Any]:
    return await editions(visit.doors.offers, [(row.service, row.version) for row in rows])


def _wanted(visit: Visit) -> Filter:
    return Filter(**{name: visit.asked(name).strip()[:100] for name in FILTERS})


def _desk_wanted(asked: dict[str, str]) -> Wanted:
    """The filters as asked for. Raises Invalid for a date that does not exist."""
    try:
        due_before = date.fromisoformat(asked["due_before"]) if asked["due_before"] else None
    except ValueError as fault:
        raise Invalid({"due_before": "not-a-date"}) from fault
    plain = {name: asked[name] for name in ("service", "borough", "task", "waiting", "assigned", "reference")}
    return Wanted(**plain, due_before=due_before, overdue=asked["overdue"] == "1")


def _states(visit: Visit) -> tuple[str, ...]:
    """The states to filter by: of contests to the court, of permits to a borough, of both to whoever sees both."""
    permits = permit_states.WAITING + permit_states.TERMINAL
    if visit.actor.boroughs == (COURT,):
        return contest_states.STATES
    return permits + contest_states.STATES if contest_desk.at_court(visit.actor) else permits


def _boroughs(visit: Visit) -> list[tuple[str, str]]:
    """The boroughs whose files the person sees; an administrator sees them all."""
    own = visit.actor.boroughs
    seen = [one for one in visit.doors.catalogue.boroughs if not own or one.code in own]
    return [(one.code, one.name_fr if visit.lang == "fr" else one.name_en) for one in seen]
