"""Turns what an HTML form sends, which is text, into answers; what cannot be read stays text and is then refused."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from catalogue.schema import Kind, Service

_INTEGER: Final = re.compile(r"-?\d{1,15}")
_AMOUNT: Final = re.compile(r"(\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:[.,](\d{1,2}))?")
_POINT: Final = re.compile(r"(-?\d{1,3}(?:\.\d{1,15})?),(-?\d{1,2}(?:\.\d{1,15})?)")
_BOOLEANS: Final = {"yes": True, "no": False}


def from_form(service: Service, fields: Mapping[str, str]) -> dict[str, object]:
    """Answers to validate. Money comes out in cents, a point from `longitude,latitude`, a boolean from `yes`, `no`."""
    kinds: dict[str, Kind] = {question.name: question.kind for question in service.questions}
    return {name: _read(kinds.get(name, "text"), text) for name, text in fields.items()}


def _read(kind: Kind, text: str) -> object:
    return _READERS.get(kind, str)(text)


def _integer(text: str) -> object:
    bare = _without_spaces(text)
    return int(bare) if _INTEGER.fullmatch(bare) else text


def cents(text: str) -> object:
    """`1 234,50 $` as `$1,234.50`."""
    found = _AMOUNT.fullmatch(_without_spaces(text).strip("$"))
    if found is None:
        return text
    dollars, cents = found.groups()
    return int(dollars.replace(",", "")) * 100 + int((cents or "").ljust(2, "0"))


def _boolean(text: str) -> object:
    return _BOOLEANS.get(text.strip(), text)


def _point(text: str) -> object:
    found = _POINT.fullmatch(_without_spaces(text))
    return {"lon": float(found[1]), "lat": float(found[2])} if found else text


def _without_spaces(text: str) -> str:
    return "".join(text.split())


_READERS: Final[dict[Kind, Callable[[str], object]]] = {
    "integer": _integer,
    "money": cents,
    "boolean": _boolean,
    "point": _point,
}
