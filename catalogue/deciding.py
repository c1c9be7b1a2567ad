"""Which questions decide what a service allows, asks for and costs: enough to try it out without saying who one is."""

import re
from collections.abc import Iterator
from typing import Final

from catalogue.schema import LATER, Kind, Question, Service

IMPERSONAL: Final[tuple[Kind, ...]] = ("boolean", "choice", "integer", "money", "date")

_WORD = re.compile(r"[a-z][a-z0-9_]*")


def deciding(service: Service, borough: str) -> tuple[Question, ...]:
    """The impersonal questions that a condition or a first fee uses, and those that they depend on, in form order."""
    used = set(_WORD.findall(" ".join(_expressions(service, borough))))
    for question in reversed(service.questions):  # a question is asked only on the answers to earlier ones
        if question.name in used and question.asked_when is not None:
            used |= set(_WORD.findall(question.asked_when))
    return tuple(one for one in service.questions if one.name in used and one.kind in IMPERSONAL)


def _expressions(service: Service, borough: str) -> Iterator[str]:
    yield from (excluded.when for excluded in service.ineligible)
    yield from (document.required_when for document in service.documents_in(borough))
    yield from (fee.cents for fee in service.fees_in(borough) if fee.when not in LATER)
