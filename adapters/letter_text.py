"""How values print in a letter: money, dates and a citizen's words, in French and English of Canada."""

import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache, partial
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.numbers import format_currency

from domain.letter import Language

MONTREAL = ZoneInfo("America/Toronto")
_AT: dict[Language, str] = {"fr": " à ", "en": " at "}
REPLACEMENT = "\ufffd"
STAND_INS = {
    0x202F: "\u00a0",
    0x2009: "\u00a0",
    0x2011: "-",
    0x2010: "-",
    0x2212: "–",
    0x0009: " ",
    0x000D: None,
    0x2028: "\n",
    0x2029: "\n",
}


@lru_cache(maxsize=4096)
def money(cents: int, language: Language) -> str:
    """1 234,50 $ or $1,234.50, from integer cents."""
    units = f"{cents // 100}.{cents % 100:02d}" if cents >= 0 else f"-{-cents // 100}.{-cents % 100:02d}"
    return format_currency(units, "CAD", locale=f"{language}_CA").replace("\u202f", "\u00a0")


def as_date(value: date | datetime | str) -> date:
    """The local date of a date, an instant, or the ISO text of either."""
    if isinstance(value, str):
        return date.fromisoformat(value) if len(value) == 10 else as_date(datetime.fromisoformat(value))
    return _local(value).date() if isinstance(value, datetime) else value


@lru_cache(maxsize=4096)
def day(value: date | datetime | str, language: Language) -> str:
    """1er décembre 2026, or December 1, 2026."""
    local = as_date(value)
    text = format_date(local, "long", locale=f"{language}_CA")
    if language == "fr" and local.day == 1 and not text.startswith("1er"):
        text = "1er" + text.removeprefix("1")
    return text.replace(" ", "\u00a0", 1)


@lru_cache(maxsize=4096)
def instant(value: datetime | str, language: Language) -> str:
    """22 novembre 2026 à 14 h 05, or November 22, 2026 at 2:05 p.m., in Montréal time; a naive instant is UTC."""
    local = _local(datetime.fromisoformat(value) if isinstance(value, str) else value)
    hour = f"{local.hour}\u00a0h\u00a0{local.minute:02d}"
    if language == "en":
        hour = format_time(local, "short", locale="en_CA").replace("\u202f", "\u00a0")
    return f"{day(local, language)}{_AT[language]}{hour}"


def clock(value: time | str, language: Language) -> str:
    """19 h 30, or 7:30 p.m., from a local time of day or its ISO text; other words print as they are written."""
    try:
        local = time.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return str(value)
    if language == "fr":
        return f"{local.hour}\u00a0h" + (f"\u00a0{local.minute:02d}" if local.minute else "")
    return format_time(local, "short", locale="en_CA").replace("\u202f", "\u00a0")


def paragraphs(text: str) -> list[str]:
    """Paragraphs of a text where a blank line parts them."""
    blocks = "\n".join(line.strip() for line in text.splitlines()).split("\n\n")
    return [block.strip() for block in blocks if block.strip()]


def printable(text: str, covered: frozenset[int]) -> str:
    """A text that prints as it reads: no bidirectional or invisible control, no character that the fonts lack."""
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text.translate(STAND_INS))
    return "".join(_printable(character, covered) for character in composed)


def _printable(character: str, covered: frozenset[int]) -> str:
    if character == "\n" or (ord(character) in covered and unicodedata.category(character) != "Cf"):
        return character
    return "" if unicodedata.category(character) in ("Cc", "Cf") else REPLACEMENT


def unprintable(text: str, covered: frozenset[int]) -> str:
    """The characters of a text that would not print as they read, each once; lines may end as they like."""
    composed = unicodedata.normalize("NFC", text.translate(STAND_INS))
    return "".join(dict.fromkeys(one for one in composed if one != "\n" and not _seen(one, covered)))


def _seen(character: str, covered: frozenset[int]) -> bool:
    """Whether something of a character is seen in print: a space is; no control is, whatever the fonts say."""
    return ord(character) in covered and not unicodedata.category(character).startswith("C")


def printable_values(value: Any, covered: frozenset[int]) -> Any:
    """The same lists and mappings, every text made printable."""
    if isinstance(value, str):
        return printable(value, covered)
    if isinstance(value, Mapping):
        return {key: printable_values(each, covered) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [printable_values(each, covered) for each in value]
    return value


def filters(language: Language) -> dict[str, Callable[..., Any]]:
    """The filters of a letter's templates in one language."""
    in_language = {"money": money, "day": day, "instant": instant, "clock": clock}
    return {
        "as_date": as_date,
        "paragraphs": paragraphs,
        **{name: partial(print_, language=language) for name, print_ in in_language.items()},
    }


def _local(value: datetime) -> datetime:
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(MONTREAL)
