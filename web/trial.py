"""Trying a service out before signing in: what it would ask for and cost. Nothing typed is kept (DOMAIN §1.3)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from starlette.responses import Response

from casework.sentences import say
from catalogue.deciding import deciding
from catalogue.forms import from_form
from catalogue.schema import LATER, Document, Question, Service, Text
from domain.errors import Invalid, NotEligible
from domain.rules import When
from web import services
from web.fields import field
from web.refusals import status_of
from web.services import Offer
from web.visit import Visit


@dataclass(frozen=True)
class Cost:
    """One fee of the trial, in cents."""

    label: Text
    when: When
    cents: int


@dataclass(frozen=True)
class Outcome:
    """What the answers come to: the by-law's own words where they exclude, else the documents and the fees."""

    excluded: str
    documents: tuple[Document, ...]
    costs: tuple[Cost, ...]
    offer: Offer


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
    faults = _faults(visit, service, borough, answers)
    if not any(one.code == borough for one in visit.doors.catalogue.boroughs):
        faults = {"borough": "not-a-choice"} | faults
    return _page(visit, service, {"borough": borough}, answers, faults, tried=True)


def _faults(visit: Visit, service: Service, borough: str, answers: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with the answers, or still lacks, by question."""
    try:
        sound = visit.doors.rules.validate_answers(service, answers, partial=True)
    except Invalid as refusal:
        return dict(refusal.errors)
    wanted = {one.name for one in visit.doors.rules.asked(service, sound) if one.required}
    return {one.name: "required" for one in deciding(service, borough) if one.name in wanted and one.name not in sound}


def _page(
    visit: Visit, service: Service, typed: Mapping[str, str], answers: Mapping[str, Any], faults: Mapping[str, str],
    *, tried: bool = False,
) -> Response:  # fmt: skip
    borough = next((one for one in visit.doors.catalogue.boroughs if one.code == typed["borough"]), None)
    asked = _asked(visit, service, typed["borough"], answers, faults)
    fields = [field(one, answers, _told(faults, visit) if tried else {}, visit.lang) for one in asked]
    wrong = {one.name: one.error for one in fields if one.error}
    if "borough" in faults:
        wrong = {"borough": visit.say("Choisissez un arrondissement.", "Choose a borough.")} | wrong
    refusal = Invalid(dict(faults)) if wrong else None
    done = tried and not faults and borough is not None
    return visit.page(
        "trial.html",
        status_of(refusal) if refusal else 200,
        service=service,
        boroughs=visit.doors.catalogue.boroughs,
        borough=borough,
        fields=fields,
        more=tried and bool(faults) and not wrong,
        labels={one.name: one.label for one in fields},
        outcome=_outcome(visit, service, services.offer(service, borough), answers) if done and borough else None,
        sentence=replace(say(refusal, visit.lang), fields=wrong) if refusal else None,
    )


def _told(faults: Mapping[str, str], visit: Visit) -> dict[str, str]:
    """The faults to show: a question that the page did not ask yet is only asked now, not reproached."""
    return {name: code for name, code in faults.items() if name in visit.form.all("asked")}


def _asked(
    visit: Visit, service: Service, borough: str, answers: Mapping[str, Any], faults: Mapping[str, str]
) -> list[Question]:
    """The questions of the page: those of everyone, and those that the sound answers call for."""
    right = {name: value for name, value in answers.items() if name not in faults}
    sound = visit.doors.rules.validate_answers(service, right, partial=True)
    open_now = {one.name for one in visit.doors.rules.asked(service, sound)}
    return [one for one in deciding(service, borough) if one.name in open_now]


def _outcome(visit: Visit, service: Service, offer: Offer, answers: Mapping[str, Any]) -> Outcome:
    rules, borough = visit.doors.rules, offer.borough.code
    sound = rules.validate_answers(service, answers, partial=True)
    try:
        rules.refuse_ineligible(service, sound)
    except NotEligible as refusal:
        return Outcome(say(refusal, visit.lang).detail, (), (), offer)
    needed = rules.required_documents(service, sound, borough)
    labels = {fee.code: fee.label for fee in service.fees_in(borough)}
    fees = [one for one in rules.fees(service, borough, sound) if one.when not in LATER and one.cents > 0]
    return Outcome(
        "",
        tuple(one for one in service.documents_in(borough) if one.name in needed),
        tuple(Cost(labels[one.code], one.when, one.cents) for one in fees),
        offer,
    )
