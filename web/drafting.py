"""The steps of an application: what each page asks, what it finds wrong, where it leads."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

from casework import drafts
from casework.doors import Doors
from casework.drafts import Draft, DraftContent
from catalogue.forms import from_form
from catalogue.schema import Question, Service
from domain.errors import Invalid
from web.forms import Form
from web.visit import Visit

Step = Literal["questions", "precisions"]


def service_of(draft: Draft) -> Service:
    """The service that a draft applies for, in the version that it was begun with."""
    return draft.edition.service


def asked(doors: Doors, service: Service, answers: Mapping[str, Any], step: Step) -> tuple[Question, ...]:
    """The questions of a step: first those asked of everyone, then those that the answers call for."""
    if step == "questions":
        wanted = service.questions
        return tuple(question for question in wanted if question.asked_when is None and _on_a_page(question))
    wanted = doors.rules.asked(service, sound(doors, service, answers))
    return tuple(question for question in wanted if question.asked_when is not None and _on_a_page(question))


def sound(doors: Doors, service: Service, answers: Mapping[str, Any]) -> Mapping[str, object]:
    """The answers that can be kept; those at fault are left out."""
    try:
        return doors.rules.validate_answers(service, answers, partial=True)
    except Invalid as refusal:
        right = {name: value for name, value in answers.items() if name not in refusal.errors}
        return doors.rules.validate_answers(service, right, partial=True)


def merged(service: Service, answers: Mapping[str, Any], questions: tuple[Question, ...], form: Form) -> dict[str, Any]:
    """The draft's answers with those of one page in the place of the earlier ones; blanks are no answers."""
    names = {question.name for question in questions}
    typed = {name: form.one(name) for name in names if form.one(name).strip()}
    rest = {name: value for name, value in answers.items() if name not in names}
    return rest | from_form(service, typed)


def faults(doors: Doors, service: Service, answers: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with the answers, by question."""
    try:
        doors.rules.validate_answers(service, answers)
    except Invalid as refusal:
        return dict(refusal.errors)
    return {}


async def save(visit: Visit, draft: Draft, answers: dict[str, Any], documents: dict[str, str]) -> Draft:
    """Keep an edit of the revision that the page was made from. Raises PreconditionFailed."""
    old = draft.content
    content = replace(old, answers=answers, documents=documents)
    read = visit.form.number("revision")
    expects = draft.revision if read is None else read
    return await drafts.save(visit.doors, visit.actor, draft.id, content, expects)


def required(doors: Doors, service: Service, content: DraftContent) -> tuple[str, ...]:
    """The documents that the answers call for, in the order of the form."""
    return doors.rules.required_documents(service, sound(doors, service, content.answers), content.borough)


def _on_a_page(question: Question) -> bool:
    """A place is shown on a map; a form without one asks for it only where it must."""
    return question.kind != "point" or question.required
