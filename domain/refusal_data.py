"""A refusal as plain data, to be kept beside the act that it answers, or to travel."""

from typing import Any

from domain.errors import CaseError, Invalid


def as_data(error: CaseError) -> dict[str, Any]:
    """A refusal's code, facts and field errors."""
    fields = dict(error.errors) if isinstance(error, Invalid) else {}
    return {"code": error.code, "facts": dict(error.facts), "errors": fields}
