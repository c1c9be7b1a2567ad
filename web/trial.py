"""Trying a service out before signing in: what it would ask for and cost. Nothing typed is kept (DOMAIN §1.3)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from starlette.responses import Response

from casework import trying
from casework.sentences import say
from catalogue.deciding import deciding
from catalogue.forms import from_form
from catalogue.schema import Service
from domain.errors import Invalid
from web import services
from web.fields import field
from web.refusals import status_of
from web.visit import Visit


async def ask(visit: Visit) -> Response:
    """The few questions that decide; the borough's tariff applies."""
    service = services.service_of(visit, visit.part("code"))
    return _page(visit, service, {"borough": visit.asked("borough")}, {}, {})


async def answer(visit: Visit) -> Response:
    """What the answers come to, or what is wrong with them; no line of it is written anywhere."""
    service = services.service_of(visit, visit.part("code"))
    borough = visit.form.one("borough")
    typed = {one.name: visit.form.one(one.name) for one in deciding(service, borough) if visit.form.one(one.name)}
    answers = from_form(service, typed)
    faults = trying.faults(visit.doors.rules, service, borough, answers)
    if not any(one.code == borough for one in visit.doors.catalogue.boroughs):
        faults = {"borough": "not-a-choice"} | faults
    return _page(visit, service, {"borough": borough}, answers, faults, tried=True)


def _page(
    visit: Visit, service: Service, typed: Mapping[str, str], answers: Mapping[str, Any], faults: Mapping[str, str],
    *, tried: bool = False,
) -> Response:  # fmt: skip
    borough = next((one for one in visit.doors.catalogue.boroughs if one.code == typed["borough"]), None)
    rules = visit.doors.rules
    asked = trying.to_ask(rules, service, typed["borough"], answers, faults)
    fields = [field(one, answers, _told(faults, visit) if tried else {}, visit.lang) for one in asked]
    wrong = {one.name: one.error for one in fields if one.error}
    if "borough" in faults:
        wrong = {"borough": visit.say("Choisissez un arrondissement.", "Choose a borough.")} | wrong
    refusal = Invalid(dict(faults)) if wrong else None
    outcome = trying.outcome(rules, service, borough.code, answers) if tried and not faults and borough else None
    return visit.page(
        "trial.html",
        status_of(refusal) if refusal else 200,
        service=service,
        boroughs=visit.doors.catalogue.boroughs,
        borough=borough,
        fields=fields,
        more=tried and bool(faults) and not wrong,
        labels={one.name: one.label for one in fields},
        outcome=outcome,
        excluded=say(outcome.excluded, visit.lang).detail if outcome and outcome.excluded else "",
        offer=services.offer(service, borough) if borough else None,
        sentence=replace(say(refusal, visit.lang), fields=wrong) if refusal else None,
    )


def _told(faults: Mapping[str, str], visit: Visit) -> dict[str, str]:
    """The faults to show: a question that the page did not ask yet is only asked now, not reproached."""
    return {name: code for name, code in faults.items() if name in visit.form.all("asked")}
