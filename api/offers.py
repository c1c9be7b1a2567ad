"""The catalogue on the wire: what the city offers, where, what it asks, needs and costs. Texts in both languages."""

from typing import Any

from typing_extensions import TypedDict

from api.answers import Instant
from casework.doors import Doors
from casework.filing import Quote
from catalogue.schema import LATER, Document, FeeSpec, Question, Service, Text
from domain.errors import Invalid, NotFound


class Words(TypedDict):
    """The same words in both languages."""

    fr: str
    en: str


class ServiceSummary(TypedDict):
    """A service in the list; `boroughs` gives its status, `default` for those that are not named."""

    code: str
    family: str
    procedure: str
    version: str
    title: Words
    summary: Words
    boroughs: dict[str, str]


class ServiceList(TypedDict):
    """Every service, by code."""

    services: list[ServiceSummary]


class QuestionAnswer(TypedDict):
    """One question; `asked_when` is an expression on the answers before it."""

    name: str
    kind: str
    label: Words
    hint: Words | None
    required: bool
    min: int | None
    max: int | None
    max_length: int | None
    choices: list[dict[str, Any]]
    asked_when: str | None


class DocumentAsked(TypedDict):
    """One document; `required_when` is an expression on the answers. Sizes in megabytes."""

    name: str
    label: Words
    hint: Words | None
    formats: list[str]
    max_mb: int
    required_when: str


class FeeAsked(TypedDict):
    """One fee; `cents` is the tariff's expression."""

    code: str
    label: Words
    when: str
    cents: str


class ServiceAnswer(ServiceSummary):
    """A service as one borough offers it; without a borough, as the city does."""

    borough: str
    status: str
    questions: list[QuestionAnswer]
    documents: list[DocumentAsked]
    fees: list[FeeAsked]


class FeeQuoted(TypedDict):
    """A fee for some answers, in cents."""

    code: str
    when: str
    cents: int
    calculation: str


class QuoteAnswer(TypedDict):
    """What an application would need and cost, if it were filed at this instant; later fees are not in the total."""

    documents: list[str]
    fees: list[FeeQuoted]
    total_cents: int
    at: Instant


def services(doors: Doors) -> ServiceList:
    """Every service that is shown somewhere."""
    shown = [one for one in doors.catalogue.services.values() if set(one.boroughs.values()) != {"hidden"}]
    return {"services": [_summary(one) for one in shown]}


def service(doors: Doors, code: str, borough: str) -> ServiceAnswer:
    """One service. Raises NotFound, Invalid."""
    found = doors.catalogue.services.get(code)
    if found is None:
        raise NotFound
    if borough and borough not in {one.code for one in doors.catalogue.boroughs}:
        raise Invalid({"borough": "not-a-choice"})
    return described(found, borough)


def described(found: Service, borough: str) -> ServiceAnswer:
    """One version of a service, under a borough's by-law."""
    return {
        **_summary(found),
        "borough": borough,
        "status": found.status(borough),
        "questions": [_question(one) for one in found.questions],
        "documents": [_document(one) for one in found.documents_in(borough)],
        "fees": [_fee(one) for one in found.fees_in(borough)],
    }


def quote(of: Quote) -> QuoteAnswer:
    """A quote."""
    fees: list[FeeQuoted] = [
        {"code": code, "when": when, "cents": cents, "calculation": how} for code, when, cents, how in of.fees
    ]
    return {
        "documents": list(of.documents),
        "fees": fees,
        "total_cents": sum(fee["cents"] for fee in fees if fee["when"] not in LATER),
        "at": of.at.isoformat(),
    }


def _summary(of: Service) -> ServiceSummary:
    return {
        "code": of.code,
        "family": of.family,
        "procedure": of.procedure,
        "version": of.version,
        "title": _words(of.title),
        "summary": _words(of.summary),
        "boroughs": dict(of.boroughs),
    }


def _question(of: Question) -> QuestionAnswer:
    return {
        "name": of.name,
        "kind": of.kind,
        "label": _words(of.label),
        "hint": _words(of.hint) if of.hint else None,
        "required": of.required,
        "min": of.min,
        "max": of.max,
        "max_length": of.max_length,
        "choices": [{"value": choice.value, "label": _words(choice.label)} for choice in of.choices],
        "asked_when": of.asked_when,
    }


def _document(of: Document) -> DocumentAsked:
    return {
        "name": of.name,
        "label": _words(of.label),
        "hint": _words(of.hint) if of.hint else None,
        "formats": list(of.formats),
        "max_mb": of.max_mb,
        "required_when": of.required_when,
    }


def _fee(of: FeeSpec) -> FeeAsked:
    return {"code": of.code, "label": _words(of.label), "when": of.when, "cents": " ".join(of.cents.split())}


def _words(of: Text) -> Words:
    return {"fr": of.fr, "en": of.en}
