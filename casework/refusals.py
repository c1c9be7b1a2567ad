"""A workflow's refusal, turned back into the domain error that it was."""

from typing import Any

from temporalio.exceptions import ApplicationError

from domain import city_errors, contest_errors, errors, letter_errors, publication_errors, room_errors, till_errors
from domain.errors import CaseError, Invalid


def _kinds(parent: type[CaseError]) -> dict[str, type[CaseError]]:
    found = {child.code: child for child in parent.__subclasses__()}
    for child in parent.__subclasses__():
        found |= _kinds(child)
    return found


# Where refusals are declared: all are known once these are read.
MODULES = (errors, contest_errors, till_errors, publication_errors, city_errors, letter_errors, room_errors)
BY_CODE: dict[str, type[CaseError]] = _kinds(CaseError)


def as_case_error(refusal: ApplicationError) -> CaseError | None:
    """The CaseError that a workflow refused with; None when the error is not a refusal."""
    details = refusal.details
    facts: dict[str, Any] = details[0] if details else {}
    fields: dict[str, str] = details[1] if len(details) > 1 else {}
    return rebuilt(refusal.type or "", facts, fields)


def from_data(data: dict[str, Any]) -> CaseError:
    """The refusal that `as_data` kept."""
    return rebuilt(data["code"], data["facts"], data["errors"]) or errors.CaseError()


def rebuilt(code: str, facts: dict[str, Any], fields: dict[str, str]) -> CaseError | None:
    """A CaseError from its code, facts and field errors."""
    kind = BY_CODE.get(code)
    if kind is None:
        return None
    if issubclass(kind, Invalid):
        return kind(fields, **facts)
    return kind(**facts)
