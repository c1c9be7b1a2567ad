"""Refusals of a borough's till."""

from domain.errors import CaseError


class TillAlreadyOpen(CaseError):
    """The borough's till was opened today by somebody else, with another float, or is closed for the day."""

    code = "till-already-open"


class TillNotOpen(CaseError):
    """The borough's till is not open on that day, or is closed for ever."""

    code = "till-not-open"


class TillBusy(CaseError):
    """A payment at the counter is being recorded: the till cannot be closed yet."""

    code = "till-busy"
