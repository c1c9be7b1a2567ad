"""What a service asks for and costs for a few answers, before a filing; nothing typed is kept (DOMAIN §1.3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from catalogue.deciding import deciding
from catalogue.expressions import EvaluationError
from catalogue.forms import from_form
from catalogue.limits import bounds
from catalogue.rules import RuleEngine
from catalogue.schema import LATER, Document, Question, Service, Text
from domain import permit_dates, permit_states
from domain.errors import Invalid, NotEligible, ServiceNotOpen
from domain.permit_dates import Dates
from domain.rules import When

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Cost:
    """One fee, in cents."""

    label: Text
    when: When
    cents: int


@dataclass(frozen=True)
class Outcome:
    """What the answers come to: the by-law's own words where they exclude, else the documents and the fees."""

    excluded: NotEligible | None = None
    documents: tuple[Document, ...] = ()
    costs: tuple[Cost, ...] = ()


@dataclass(frozen=True)
class Simulated:
    """One version of a service, tried. `wrong` are the faults of the answers under it, by question.

    `promised_on` is the day promised for a file that is complete today; None where nothing is promised.
    `computed` is false where an expression has no value for these answers.
    """

    service: Service
    outcome: Outcome = Outcome()
    promised_on: date | None = None
    wrong: Mapping[str, str] = field(default_factory=dict[str, str])
    computed: bool = True


def faults(rules: RuleEngine, service: Service, borough: str, answers: Answers) -> dict[str, str]:
    """What is wrong with the answers, or still lacks, by question."""
    try:
        sound = rules.validate_answers(service, answers, partial=True)
    except Invalid as refusal:
        return dict(refusal.errors)
    wanted = {one.name for one in rules.asked(service, sound) if one.required}
    return {one.name: "required" for one in deciding(service, borough) if one.name in wanted and one.name not in sound}


def to_ask(
    rules: RuleEngine, service: Service, borough: str, answers: Answers, wrong: Mapping[str, str]
) -> list[Question]:
    """The questions to show: those of everyone, and those that the sound answers call for."""
    right = {name: value for name, value in answers.items() if name not in wrong}
    sound = rules.validate_answers(service, right, partial=True)
    open_now = {one.name for one in rules.asked(service, sound)}
    return [one for one in deciding(service, borough) if one.name in open_now]


def outcome(rules: RuleEngine, service: Service, borough: str, answers: Answers) -> Outcome:
    """What answers without a fault come to."""
    sound = rules.validate_answers(service, answers, partial=True)
    try:
        rules.refuse_ineligible(service, sound)
    except NotEligible as refusal:
        return Outcome(refusal)
    needed = rules.required_documents(service, sound, borough)
    labels = {fee.code: fee.label for fee in service.fees_in(borough)}
    fees = [one for one in rules.fees(service, borough, sound) if one.when not in LATER and one.cents > 0]
    return Outcome(
        None,
        tuple(one for one in service.documents_in(borough) if one.name in needed),
        tuple(Cost(labels[one.code], one.when, one.cents) for one in fees),
    )


def simulated(rules: RuleEngine, service: Service, borough: str, typed: Mapping[str, str], today: date) -> Simulated:
    """A version tried on what a form holds; fields that it does not ask are left aside."""
    names = {one.name for one in deciding(service, borough)}
    answers = from_form(service, {name: text for name, text in typed.items() if name in names and text})
    try:
        wrong = faults(rules, service, borough, answers)
        if wrong:
            return Simulated(service, wrong=wrong)
        promised_on = _promised_on(rules, service, borough, answers, today)
        return Simulated(service, outcome(rules, service, borough, answers), promised_on)
    except EvaluationError:
        return Simulated(service, computed=False)


def sample(service: Service, borough: str, today: date) -> dict[str, str]:
    """Answers to begin with, as a form holds them: the smallest numbers, the first choices, no."""
    return {one.name: _sample(one, today) for one in deciding(service, borough)}


def _promised_on(rules: RuleEngine, service: Service, borough: str, answers: Answers, today: date) -> date | None:
    sound = rules.validate_answers(service, answers, partial=True)
    try:
        carried = rules.resolve(service, borough, sound, clock="real")
    except ServiceNotOpen:
        return None
    due = permit_dates.promised(carried, permit_states.UNDER_REVIEW, Dates(filed=today, completed=today))
    return due.on if due else None


def _sample(question: Question, today: date) -> str:
    if question.kind in ("integer", "money"):
        lowest, highest = bounds(question)
        least = min(max(lowest, 1 if question.kind == "integer" else 100), highest)
        return str(least) if question.kind == "integer" else f"{least // 100}.{least % 100:02}"
    if question.kind == "choice":
        return question.choices[0].value
    return today.isoformat() if question.kind == "date" else "no"
