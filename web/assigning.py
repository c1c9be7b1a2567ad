"""The desk gives out files several at a time, undoes it for ten minutes, and says who works in whose place."""

from datetime import date
from typing import Final
from urllib.parse import parse_qsl, urlencode

from starlette.responses import Response

from casework import assigning
from casework.assigning import Given
from casework.sentences import Sentence, say
from domain.errors import CaseError, Invalid
from web.refusals import status_of
from web.visit import Visit

NOBODY: Final = "nobody"
ANSWERED: Final = ("lot", "confies", "laisses", "annules")


async def give_out(visit: Visit) -> Given:
    """Give the chosen files to who was chosen. Raises a CaseError."""
    to = visit.form.one("to")
    if not to:
        raise Invalid({"to": "required"})
    return await assigning.give_out(visit.doors, visit.actor, visit.form.all("case_ids"), "" if to == NOBODY else to)


async def undo(visit: Visit) -> int:
    """Put one's own batch back; how many files went back. Raises a CaseError."""
    return await assigning.undo(visit.doors, visit.actor, visit.form.one("batch"))


def back(visit: Visit, **answered: str | int) -> Response:
    """The list as it was narrowed, with what came of it."""
    kept = [(name, value) for name, value in parse_qsl(visit.request.url.query) if name not in ANSWERED]
    query = urlencode([*kept, *answered.items()])
    return visit.go(f"/bureau?{query}" if query else "/bureau")


async def cover(visit: Visit) -> Response:
    """Who is away, and who does their work."""
    return await _cover_page(visit, None, 200)


async def say_away(visit: Visit) -> Response:
    """Keep an absence, or end one."""
    actor, form = visit.require("assign_files"), visit.form
    try:
        if form.one("action") == "end":
            await assigning.end_absence(visit.doors, actor, form.one("absence"))
        else:
            first, last = _day(form.one("first_day")), _day(form.one("last_day"))
            if first is None or last is None:
                raise Invalid(
                    {name: "not-a-date" for name, day in (("first_day", first), ("last_day", last)) if not day}
                )
            person = form.one("person") or actor.id
            await assigning.say_away(visit.doors, actor, person, form.one("cover"), first, last)
    except CaseError as refusal:
        return await _cover_page(visit, say(refusal, visit.lang), status_of(refusal))
    return visit.go("/bureau/absences?fait=1")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


async def _cover_page(visit: Visit, sentence: Sentence | None, status: int) -> Response:
    actor = visit.require("assign_files")
    colleagues = await assigning.colleagues(visit.doors, actor)
    return visit.page(
        "bureau/absences.html",
        status,
        me=actor.id,
        colleagues=colleagues,
        names={one.actor.id: one.name for one in colleagues},
        absences=await assigning.away(visit.doors, actor),
        directs=visit.may("supervise"),
        form=visit.form,
        sentence=sentence,
        faults=sentence.fields if sentence else {},
        today=await visit.today(),
    )
