"""The register of confidentiality incidents: read, declared, amended, closed, printed and taken along as CSV."""

import secrets
from typing import Any, Final

from starlette.responses import Response

from casework import incident_fields, incidents
from casework.incidents import Incident
from casework.sentences import Sentence, say
from domain.errors import CaseError, Invalid, NotFound
from web.city_words import INCIDENT_FIELDS, INCIDENT_STATES, STANDINGS
from web.refusals import status_of
from web.staff import counter_named
from web.visit import Visit

REGISTER: Final = "/bureau/ville/incidents"


async def index(visit: Visit) -> Response:
    """The entries that the visitor may read, open ones unless the address asks for others."""
    actor, asked = visit.require("read_incidents"), visit.asked("etat")
    standing = asked if asked in STANDINGS else "open"
    found = await incidents.register(visit.doors, actor, "" if standing == "all" else standing)
    return _page(visit, "incidents", found=found, standings=STANDINGS, standing=standing)


async def ask(visit: Visit) -> Response:
    """The form that declares an incident."""
    return _form(visit, None, 200)


async def declare(visit: Visit) -> Response:
    """Keep a new entry."""
    actor, form = visit.require("declare_incident"), visit.form
    try:
        made = await incidents.declare(visit.doors, actor, form.one("borough"), _typed(visit), form.one("key"))
    except CaseError as refusal:
        return _form(visit, say(refusal, visit.lang), status_of(refusal))
    return visit.go(f"{REGISTER}/{made}?fait=1")


async def show(visit: Visit) -> Response:
    """One entry with all its states; an administrator also gets the form that adds one."""
    return await _show(visit, None, 200)


async def amend(visit: Visit) -> Response:
    """Add a state to the entry as it was read, or close it."""
    actor, action = visit.require("amend_incident"), visit.form.one("action")
    read = (visit.part("incident"), visit.form.number("rank"))
    try:
        if action not in ("amend", "close"):
            raise Invalid({"action": "not-a-choice"})
        await incidents.amend(visit.doors, actor, read, _typed(visit), closing=action == "close")
    except NotFound:
        raise
    except CaseError as refusal:
        return await _show(visit, say(refusal, visit.lang), status_of(refusal))
    return visit.go(f"{REGISTER}/{read[0]}?fait=1")


async def paper(visit: Visit) -> Response:
    """The whole register to print, an entry a page."""
    found = await incidents.register(visit.doors, visit.require("read_incidents"))
    return _page(visit, "incidents_paper", found=found, now=await visit.doors.clock.now())


async def export(visit: Visit) -> Response:
    """The register as CSV; a spreadsheet knows it by its byte-order mark."""
    text = await incidents.export_csv(visit.doors, visit.require("read_incidents"))
    headers = {"content-disposition": 'attachment; filename="incidents.csv"'}
    return Response("\ufeff" + text, media_type="text/csv; charset=utf-8", headers=headers)


def _form(visit: Visit, sentence: Sentence | None, status: int) -> Response:
    actor = visit.require("declare_incident")
    boroughs = [(code, _place(visit, code)) for code in incidents.declared_for(visit.doors, actor)]
    return _page(visit, "incident_new", status, sentence=sentence, boroughs=boroughs, key=secrets.token_urlsafe(16),
                 value=visit.form.one, faults=sentence.fields if sentence else {})  # fmt: skip


async def _show(visit: Visit, sentence: Sentence | None, status: int) -> Response:
    found = await incidents.one(visit.doors, visit.require("read_incidents"), visit.part("incident"))
    kept = incident_fields.kept(found.last.entry) | {"reason": ""}
    typed = visit.form.one if visit.form.fields else kept.__getitem__
    return _page(visit, "incident", status, sentence=sentence, one=found, value=typed, states=INCIDENT_STATES,
                 faults=sentence.fields if sentence else {})  # fmt: skip


def _page(visit: Visit, name: str, status: int = 200, **facts: Any) -> Response:
    labels = {name: visit.say(*pair) for name, pair in INCIDENT_FIELDS.items()}

    def place(one: Incident) -> str:
        return _place(visit, one.borough)

    return visit.page(f"bureau/{name}.html", status, labels=labels, place=place, form=visit.form, **facts)


def _place(visit: Visit, borough: str) -> str:
    return counter_named(visit, borough) if borough else visit.say("Toute la ville", "The whole city")


def _typed(visit: Visit) -> dict[str, str]:
    return {name: visit.form.one(name) for name in incident_fields.FIELDS}
