"""The catalogue's questions as fields of a page, and answers as people write and read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from casework.sentences import say_field
from catalogue.schema import Kind, Question, Service
from domain.letter import Language
from web.typography import NBSP, day, money, typeset
from web.words import Pair, Words

AUTOCOMPLETE: Final[dict[str, str]] = {
    "applicant_name": "name",
    "applicant_email": "email",
    "applicant_phone": "tel",
    "mailing_address": "street-address",
}
WIDTHS: Final[dict[Kind, str]] = {
    "integer": "govuk-input--width-5",
    "money": "govuk-input--width-10",
    "date": "govuk-input--width-10",
    "phone": "govuk-input--width-20",
}
FAULTS: Final[dict[str, Pair]] = {
    "invalid-amount": (
        "Écrivez un montant en dollars, par exemple 1 234,50.",
        "Write an amount in dollars, for example 1,234.50.",
    ),
    "required.boolean": ("Répondez par oui ou par non.", "Answer yes or no."),
    "required.choice": ("Choisissez une réponse.", "Choose an answer."),
    "too-small.money": ("Le montant est trop petit.", "The amount is too small."),
    "too-large.money": ("Le montant est trop grand.", "The amount is too large."),
}


@dataclass(frozen=True)
class Option:
    """One possible answer."""

    value: str
    text: str


@dataclass(frozen=True)
class Field:
    """One question on a page, with what was typed and what is wrong with it."""

    name: str
    kind: Kind
    label: str
    hint: str
    value: str
    error: str
    options: tuple[Option, ...]
    required: bool
    autocomplete: str
    width: str


def field(question: Question, answers: Mapping[str, Any], faults: Mapping[str, str], lang: Language) -> Field:
    """A question as the page asks it."""
    return Field(
        name=question.name,
        kind=question.kind,
        label=typeset(question.label.say(lang), lang),
        hint=typeset(question.hint.say(lang), lang) if question.hint else "",
        value=typed(question, answers.get(question.name), lang),
        error=fault(question, faults[question.name], lang) if question.name in faults else "",
        options=_options(question, lang),
        required=question.required,
        autocomplete=AUTOCOMPLETE.get(question.name, ""),
        width=WIDTHS.get(question.kind, ""),
    )


def fault(question: Question, code: str, lang: Language) -> str:
    """The sentence of a fault, in the terms of the question's kind."""
    words = FAULTS.get(f"{code}.{question.kind}") or FAULTS.get(code)
    return Words(lang)(*words) if words else say_field(code, lang)


def typed(question: Question, value: object, lang: Language) -> str:
    """An answer as a person types it; what could not be read comes back as it was."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if question.kind == "money" and isinstance(value, int):
        return money(value, lang).strip("$" + NBSP).replace(NBSP, " ")
    if isinstance(value, Mapping):
        return f"{value.get('lon')},{value.get('lat')}"
    return str(value)


def shown(question: Question, value: object, lang: Language) -> str:
    """An answer as a person reads it."""
    if isinstance(value, bool):
        return Words(lang)("Oui" if value else "Non", "Yes" if value else "No")
    if question.kind == "money" and isinstance(value, int):
        return money(value, lang)
    if question.kind == "choice":
        labels = {choice.value: choice.label.say(lang) for choice in question.choices}
        return typeset(labels.get(str(value), str(value)), lang)
    if question.kind == "date":
        return day(str(value), lang)
    return typed(question, value, lang)


def summary(service: Service | None, answers: Mapping[str, Any], lang: Language) -> list[tuple[Question, str]]:
    """The answers of an application, in the order of its form."""
    if service is None:
        return []
    given = [question for question in service.questions if answers.get(question.name) not in (None, "")]
    return [(question, shown(question, answers[question.name], lang)) for question in given]


def _options(question: Question, lang: Language) -> tuple[Option, ...]:
    words = Words(lang)
    if question.kind == "boolean":
        return (Option("yes", words("Oui", "Yes")), Option("no", words("Non", "No")))
    return tuple(Option(choice.value, typeset(choice.label.say(lang), lang)) for choice in question.choices)
