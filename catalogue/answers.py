"""One answer to one question: brought to its kept form, or refused with the code of its fault (RELIABILITY §4)."""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from itertools import groupby
from typing import Final, cast

from catalogue.limits import CHARACTERS, MARKS_IN_A_ROW, bounds, length
from catalogue.schema import Kind, Question
from domain.errors import Invalid, InvalidAmount, InvalidText, TextTooLong

_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_EMAIL: Final = re.compile(r"[^\s@,;:<>()\"\[\]\\]+@[^\s@,;:<>()\"\[\]\\.]+(\.[^\s@,;:<>()\"\[\]\\.]+)+")
_PHONE: Final = re.compile(r"\+?[\d\s().-]{10,25}(\s*(x|ext\.?|poste)\s*\d{1,6})?", re.IGNORECASE)
_PHONE_DIGITS: Final = 10
_LINE_SIGNS: Final = "\n\r\t"


class Refused(Exception):
    """An answer that cannot be kept: the code of its fault, and the family of refusals it belongs to."""

    def __init__(self, code: str, family: type[Invalid] = Invalid) -> None:
        super().__init__(code)
        self.code, self.family = code, family


def missing(value: object) -> bool:
    """Whether a question was left without an answer."""
    return value is None or (isinstance(value, str) and not value.strip())


def kept(question: Question, value: object) -> object:
    """The answer as it is kept. Raises Refused."""
    return _KINDS[question.kind](question, value)


def _text(question: Question, value: object) -> str:
    return _within(question, " ".join(_safe(value).split()))


def _longtext(question: Question, value: object) -> str:
    return _within(question, _safe(value).replace("\r\n", "\n").replace("\r", "\n").strip())


def _integer(question: Question, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise Refused("not-a-number")
    return _bounded(question, value, Invalid)


def _money(question: Question, value: object) -> int:
    """Whole cents."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise Refused("invalid-amount", InvalidAmount)
    return _bounded(question, value, InvalidAmount)


def _boolean(_: Question, value: object) -> bool:
    if not isinstance(value, bool):
        raise Refused("not-a-boolean")
    return value


def _choice(question: Question, value: object) -> str:
    if value not in [choice.value for choice in question.choices]:
        raise Refused("not-a-choice")
    return cast(str, value)


def _date(_: Question, value: object) -> str:
    """An ISO 8601 date, `2026-11-30`."""
    if not isinstance(value, str) or not _DATE.fullmatch(value.strip()):
        raise Refused("not-a-date")
    try:
        return date.fromisoformat(value.strip()).isoformat()
    except ValueError as error:
        raise Refused("not-a-date") from error


def _email(question: Question, value: object) -> str:
    text = _text(question, value)
    if not _EMAIL.fullmatch(text):
        raise Refused("not-an-email")
    return text


def _phone(question: Question, value: object) -> str:
    text = _text(question, value)
    if not _PHONE.fullmatch(text) or sum(char.isdigit() for char in text) < _PHONE_DIGITS:
        raise Refused("not-a-phone")
    return text


def _point(_: Question, value: object) -> dict[str, float]:
    """Longitude and latitude in degrees, WGS 84, six decimals."""
    if not isinstance(value, Mapping) or set(cast(Mapping[object, object], value)) != {"lon", "lat"}:
        raise Refused("not-a-point")
    point = cast(Mapping[str, object], value)
    return {"lon": _degrees(point["lon"], 180), "lat": _degrees(point["lat"], 90)}


def _degrees(value: object, most: int) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise Refused("not-a-point")
    if not math.isfinite(value) or abs(value) > most:
        raise Refused("not-a-point")
    return round(float(value), 6)


def _bounded(question: Question, number: int, family: type[Invalid]) -> int:
    lowest, highest = bounds(question)
    if number < lowest:
        raise Refused("too-small", family)
    if number > highest:
        raise Refused("too-large", family)
    return number


def _within(question: Question, text: str) -> str:
    if len(text) > length(question):
        raise Refused("too-long", TextTooLong)
    return text


def _safe(value: object) -> str:
    """Text that PostgreSQL, JSON and a printed letter can all keep, in Unicode's form C."""
    if not isinstance(value, str):
        raise Refused("not-a-text")
    if len(value) > CHARACTERS or _longest_run_of_marks(value) > MARKS_IN_A_ROW:
        raise Refused("too-long", TextTooLong)
    if any(unicodedata.category(char) in ("Cc", "Cs") and char not in _LINE_SIGNS for char in value):
        raise Refused("invalid-text", InvalidText)
    return unicodedata.normalize("NFC", value)


def _longest_run_of_marks(text: str) -> int:
    runs = groupby(text, key=lambda char: unicodedata.category(char).startswith("M"))
    return max((sum(1 for _ in run) for marks, run in runs if marks), default=0)


_KINDS: Final[dict[Kind, Callable[[Question, object], object]]] = {
    "text": _text,
    "address": _text,
    "longtext": _longtext,
    "integer": _integer,
    "money": _money,
    "boolean": _boolean,
    "choice": _choice,
    "date": _date,
    "email": _email,
    "phone": _phone,
    "point": _point,
}
