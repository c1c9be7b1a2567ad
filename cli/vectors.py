"""Test vectors of the legal clock, as others write them: rows of a JSON file, read with tolerance, judged exactly."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from cli.vector_fields import BadRow, Row, closures, day_of, first, proclaimed, suspensions
from domain.calendars import JUDICIAL, Calendar, calendar
from domain.clock import due, latest_act, recompute
from domain.deadlines import Due, Stopped, Suspension
from domain.delays import parse_delay
from domain.errors import Invalid

_UNITS: Final[dict[str, str]] = {
    "days": "days",
    "day": "days",
    "calendar_days": "days",
    "business": "business",
    "business_days": "business",
    "working_days": "business",
    "months": "months",
    "month": "months",
    "clear_days": "clear_days",
    "clear": "clear_days",
}
_KINDS: Final = _UNITS | {name: name for name in ("suspended", "holiday_added")}
_STARTS: Final = ("start", "before", "hearing", "served", "served_on", "date", "from")
_COUNTS: Final = ("delay", "n", "count", *_UNITS)
_UNIT_FIELDS: Final = ("unit", "units", "base", "base_kind", "delay_kind", "delay_unit", "of")
_ANSWERS: Final = ("due", "expected", "latest_act")
_DELAYS: Final[dict[str, str]] = {"days": "P{}D", "months": "P{}M", "business": "B{}"}


@dataclass(frozen=True)
class _Question:
    kind: str
    unit: str
    start: date
    count: int


def deadline(unit: str, count: int, start: date, closed: Calendar, stops: Sequence[Suspension] = ()) -> Due | Stopped:
    """Ask the clock for a delay of so many days, months, business days or clear days."""
    if unit == "clear_days":
        return latest_act(start, count, closed)
    return due(start, _DELAYS[unit].format(count), closed, stops)


def load(path: Path) -> list[Any]:
    """The rows of a file: a list, or an object that holds one under `vectors` or `rows`."""
    try:
        content: Any = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise BadRow(f"{path.name}: {error}") from None
    rows = first(content, "vectors", "rows") if isinstance(content, Mapping) else content
    if not isinstance(rows, list) or not rows:
        raise BadRow(f"{path.name}: no rows; a list is expected, or an object with `vectors` or `rows`")
    return rows


def judge(rows: Sequence[Any]) -> dict[str, Any]:
    """How many rows were checked, how many are wrong, and those rows with what the clock says."""
    wrong: list[dict[str, Any]] = []
    for number, row in enumerate(rows, start=1):
        try:
            got, expected = _answer(row), _expected(row)
        except (BadRow, Invalid) as error:
            raise BadRow(f"row {number}: {sentence(error)}: {json.dumps(row, ensure_ascii=False)}") from None
        if got != expected:
            wrong.append({**row, "got": got})
    return {"checked": len(rows), "wrong": len(wrong), "wrong_rows": wrong}


def _answer(row: Any) -> str | None:
    if not isinstance(row, Mapping):
        raise BadRow("not an object")
    on = _deadline(row).on
    return on.isoformat() if on else None


def _deadline(row: Row) -> Due | Stopped:
    asked = _question(row)
    closed, added = closures(row), proclaimed(row)
    name = str(first(row, "calendar") or JUDICIAL).lower().replace("_", "-")
    if asked.kind != "holiday_added":
        stops = suspensions(row) if asked.kind == "suspended" else ()
        return deadline(asked.unit, asked.count, asked.start, calendar(name, closed, added), stops)
    if not added:
        raise BadRow("no added holiday")
    given = deadline(asked.unit, asked.count, asked.start, calendar(name, closed))
    return recompute(given, calendar(name, closed, added)) if isinstance(given, Due) else given


def _question(row: Row) -> _Question:
    kind = _named(_KINDS, first(row, "kind", "type"), "kind")
    field = next((name for name in _COUNTS if row.get(name) is not None), None)
    if field is None:
        raise BadRow("no `n`")
    start = day_of(first(row, *_STARTS), "start")
    unit = kind if kind in _UNITS else _unit(row, field)
    if str(row[field])[:1] not in ("P", "B"):
        return _Question(kind, unit, start, _whole(row[field], field))
    delay = parse_delay(str(row[field]))
    return _Question(kind, "clear_days" if unit == "clear_days" else delay.unit, start, delay.count)


def _unit(row: Row, field: str) -> str:
    said = first(row, *_UNIT_FIELDS)
    if said is None:
        return _UNITS.get(field, "days")
    return _named(_UNITS, said, "unit")


def _named(names: Mapping[str, str], value: Any, what: str) -> str:
    name = names.get(str(value).lower().replace("-", "_").replace(" ", "_"))
    if name is None:
        raise BadRow(f"unknown {what} {value!r}")
    return name


def _whole(value: Any, field: str) -> int:
    text = str(value)
    if isinstance(value, bool) or not re.fullmatch(r"[0-9]{1,6}", text):
        raise BadRow(f"`{field}` is not a whole number: {value!r}")
    return int(text)


def _expected(row: Row) -> str | None:
    field = next((name for name in _ANSWERS if name in row), None)
    if field is None:
        raise BadRow("no `due`")
    return None if row[field] is None else day_of(row[field], field).isoformat()


def sentence(error: BadRow | Invalid) -> str:
    """What is wrong, for the terminal."""
    if isinstance(error, BadRow):
        return str(error)
    facts = ", ".join(f"{name} {fact!r}" for name, fact in error.facts.items())
    faults = ", ".join(f"{field}: {fault}" for field, fault in error.errors.items())
    return f"{faults} ({facts})" if facts else faults
