"""The fields of a vector row in the spellings that people use."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from domain.clock import parse_date
from domain.deadlines import Suspension
from domain.errors import Invalid

Row = Mapping[str, Any]

_PAIRS: Final = (
    ("stopped_on", "resumed_on"),
    ("stopped", "resumed"),
    ("stopped_at", "resumed_at"),
    ("stop", "resume"),
    ("stop", "restart"),
    ("stopped", "restarted"),
    ("stopped_on", "restarted_on"),
    ("suspended", "resumed"),
    ("suspended_on", "resumed_on"),
    ("suspended_from", "suspended_to"),
    ("suspended_from", "suspended_until"),
    ("paused", "resumed"),
    ("pause", "resume"),
    ("from", "to"),
)
_LISTS: Final = ("suspensions", "stops", "pauses", "suspension", "suspended", "pause")
_HOLIDAYS: Final = ("holiday", "holidays", "added", "proclaimed", "holiday_added", "added_holiday", "holidays_added")
_CLOSURES: Final = ("closed", "closures", "closed_days")


class BadRow(ValueError):
    """A row or a file that cannot be understood."""


def first(row: Row, *names: str) -> Any:
    """The value of the first name that is there, or None."""
    return next((row[name] for name in names if row.get(name) is not None), None)


def day_of(value: Any, field: str) -> date:
    """A date, or BadRow naming its field."""
    try:
        return parse_date(value if isinstance(value, str) else "", field)
    except Invalid:
        raise BadRow(f"`{field}` is not a date: {value!r}") from None


def proclaimed(row: Row) -> list[date]:
    """Days proclaimed as public holidays after the first computation."""
    return [day for name in _HOLIDAYS for day in _days(row.get(name), name)]


def closures(row: Row) -> list[date]:
    """Local closures."""
    return [day for name in _CLOSURES for day in _days(row.get(name), name)]


def suspensions(row: Row) -> list[Suspension]:
    """The stops of the clock: a pair of fields, or a list of pairs."""
    for name in _LISTS:
        listed = row.get(name)
        if isinstance(listed, Mapping) or _is_pair(listed):
            return [_suspension(listed)]
        if isinstance(listed, list):
            return [_suspension(each) for each in listed]
    return _from_pairs(row)


def _suspension(value: Any) -> Suspension:
    if _is_pair(value):
        return _between(value[0], value[1], ("stopped", "resumed"))
    found = _from_pairs(value) if isinstance(value, Mapping) else []
    if len(found) != 1:
        raise BadRow(f"not a suspension: {value!r}")
    return found[0]


def _from_pairs(row: Row) -> list[Suspension]:
    whole = [pair for pair in _PAIRS if pair[0] in row and pair[1] in row]
    still_open = [pair for pair in _PAIRS if pair[0] in row and pair[0] != "from"]
    for pair in (whole or still_open)[:1]:
        stops, resumes = _as_list(row[pair[0]]), _as_list(row.get(pair[1]))
        resumes += [None] * (len(stops) - len(resumes))
        if len(stops) == len(resumes):
            return [_between(stop, resume, pair) for stop, resume in zip(stops, resumes, strict=True)]
    raise BadRow("no suspension: `stopped` and `resumed` are expected")


def _between(stop: Any, resume: Any, names: tuple[str, str]) -> Suspension:
    stopped_on = day_of(stop, names[0])
    resumed_on = None if resume is None else day_of(resume, names[1])
    if resumed_on and resumed_on < stopped_on:
        raise BadRow(f"`{names[1]}` comes before `{names[0]}`")
    return Suspension(stopped_on, resumed_on)


def _is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and isinstance(value[0], str)


def _as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _days(value: Any, field: str) -> list[date]:
    dates = (each["date"] if isinstance(each, Mapping) and "date" in each else each for each in _as_list(value))
    return [day_of(each, field) for each in dates]
