"""The columns of a file of statements: what a cell of each may hold, and the code of what it may not."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, get_args

from domain.clock import parse_date, parse_local
from domain.contest_rules import StatementKind
from domain.errors import AmbiguousTime, Invalid
from domain.letter import Language
from domain.statement import PartyKind, ServiceMode

LARGEST_CENTS: Final = 100_000_000
LEAST_WHOLE: Final = 100  # under it, a whole number of cents was most likely meant as dollars
MOST_POINTS: Final = 30
MOST_COUNTS: Final = 20
_AMOUNT: Final = re.compile(r"(-?)([0-9]{1,12})(?:[.,]([0-9]{2}))?")
_WHOLE: Final = re.compile(r"-?[0-9]{1,9}")
_NUMBER: Final = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z -]{1,28})[0-9A-Za-z]")
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_YES, _NO = ("oui", "yes", "1"), ("non", "no", "0")
_UNKEEPABLE: Final = ("Cc", "Cf", "Zl", "Zp")  # controls, invisible marks, line and paragraph separators


class BadCell(Exception):
    """What a cell holds is not what its column takes."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Column:
    """One column. `filled`: no row leaves it empty. `there`: the header has it. `empty`: what an empty cell means."""

    name: str
    read: Callable[[str], Any]
    filled: bool = False
    there: bool = False
    empty: Any = ""
    of_count: bool = False
    money: bool = False


def read_cell(column: Column, raw: str) -> Any:
    """What a cell says. Raises BadCell."""
    refuse_unkeepable(raw)
    said = unicodedata.normalize("NFC", raw.strip())
    if said:
        return column.read(said)
    if column.filled:
        raise BadCell("required")
    return column.empty


def refuse_unkeepable(text: str) -> None:
    """Raises BadCell for bytes that were not UTF-8, for a mark that replaced some, for controls and invisible marks."""
    if text.isprintable() and "\ufffd" not in text:
        return  # as nearly every cell is
    if any("\udc80" <= sign <= "\udcff" or sign == "\ufffd" for sign in text):
        raise BadCell("bad-encoding")
    if any(unicodedata.category(sign) in _UNKEEPABLE for sign in text):
        raise BadCell("invalid-text")


def form_of(said: str) -> str:
    """How an amount is written: in dollars, in cents; "" for nought, which is the same in both."""
    return "" if not said.strip(" 0.,-") else "dollars" if set(said) & {".", ","} else "cents"


def _text(longest: int) -> Callable[[str], str]:
    def read(said: str) -> str:
        if len(said) > longest:
            raise BadCell("too-long")
        return said

    return read


def _choice(of: Any) -> Callable[[str], str]:
    def read(said: str) -> str:
        if said not in get_args(of):
            raise BadCell("not-a-choice")
        return said

    return read


def _cents(least: int) -> Callable[[str], int]:
    def read(said: str) -> int:
        found = _AMOUNT.fullmatch(said)
        if found is None:
            raise BadCell("not-an-amount")
        if found[1]:
            raise BadCell("negative")
        cents = int(found[2]) if found[3] is None else int(found[2] + found[3])
        if found[3] is None and 0 < cents < LEAST_WHOLE:
            raise BadCell("unclear-amount")
        return _within(cents, least, LARGEST_CENTS)

    return read


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(said: str) -> int:
        if not _WHOLE.fullmatch(said):
            raise BadCell("not-a-number")
        return _within(int(said), least, most)

    return read


def _within(number: int, least: int, most: int) -> int:
    if number < 0 <= least:
        raise BadCell("negative")
    if not least <= number <= most:
        raise BadCell("too-small" if number < least else "too-large")
    return number


def _number(said: str) -> str:
    if not _NUMBER.fullmatch(said):
        raise BadCell("malformed-number")
    return said


def _day(said: str) -> date:
    try:
        return parse_date(said)
    except Invalid as refusal:
        raise BadCell("not-a-date") from refusal


def _instant(said: str) -> datetime:
    try:
        return parse_local(said)
    except AmbiguousTime as refusal:
        raise BadCell("no-such-time" if refusal.facts.get("why") == "gap" else "ambiguous-time") from refusal
    except Invalid as refusal:
        raise BadCell("not-a-time") from refusal


def _flag(said: str) -> bool:
    if said.lower() not in (*_YES, *_NO):
        raise BadCell("not-a-boolean")
    return said.lower() in _YES


def _email(said: str) -> str:
    if not _EMAIL.fullmatch(_text(254)(said)):
        raise BadCell("not-an-email")
    return said


ADDRESS: Final = ("address_1", "address_2", "address_3", "address_4")
COLUMNS: Final = (
    Column("number", _number, filled=True),
    Column("kind", _choice(StatementKind), filled=True),
    Column("offence_at", _instant, filled=True),
    Column("place", _text(300), filled=True),
    Column("district", _text(20)),
    Column("officer", _text(100)),
    Column("party", _choice(PartyKind), filled=True),
    Column("name", _text(300), there=True),
    Column(ADDRESS[0], _text(100), filled=True),
    *(Column(name, _text(100)) for name in ADDRESS[1:]),
    Column("born_on", _day, empty=None),
    Column("email", _email),
    Column("plate", _text(20), there=True),
    Column("vehicle", _text(100)),
    Column("service_mode", _choice(ServiceMode), filled=True),
    Column("served_on", _day, there=True, empty=None),
    Column("warned", _flag, empty=False),
    Column("language", _choice(Language), empty="fr"),
    Column("count", _whole(1, MOST_COUNTS), filled=True, of_count=True),
    Column("provision", _text(300), filled=True, of_count=True),
    Column("description_fr", _text(4000), filled=True, of_count=True),
    Column("description_en", _text(4000), filled=True, of_count=True),
    Column("fine", _cents(1), filled=True, of_count=True, money=True),
    Column("costs", _cents(0), filled=True, of_count=True, money=True),
    Column("contribution", _cents(0), empty=0, of_count=True, money=True),
    Column("greater_fine", _cents(0), empty=0, of_count=True, money=True),
    Column("greater_reasons", _text(4000), of_count=True),
    Column("points", _whole(0, MOST_POINTS), empty=0, of_count=True),
)
BY_NAME: Final = {column.name: column for column in COLUMNS}
NEEDED: Final = tuple(column.name for column in COLUMNS if column.filled or column.there)
