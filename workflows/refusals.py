"""A refusal as it leaves a workflow: its code and facts travel, the sentence is made at the door."""

from collections.abc import Generator
from contextlib import contextmanager

from temporalio.exceptions import ApplicationError

from domain.errors import CaseError, Invalid


@contextmanager
def refusals() -> Generator[None]:
    """Turn a CaseError into an ApplicationError that is not retried: type = code, details = facts and field errors."""
    try:
        yield
    except CaseError as refusal:
        errors = dict(refusal.errors) if isinstance(refusal, Invalid) else {}
        raise ApplicationError(
            refusal.code, dict(refusal.facts), errors, type=refusal.code, non_retryable=True
        ) from refusal
