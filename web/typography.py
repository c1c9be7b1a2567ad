"""How money, dates and sentences read on a page, in French and English of Canada."""

import re
from datetime import date, datetime
from typing import Final

from domain.clock import LOCAL
from domain.dollars import dollars
from domain.hours import hour
from domain.letter import Language
from domain.long_dates import MONTHS

NBSP: Final = "\u00a0"
_BEFORE: Final = re.compile(r"[ \u202f]([:;!?»%$])")
_AFTER: Final = re.compile(r"«[ \u202f]")
_AMOUNT: Final = re.compile(r"(?<=\d) (?=\d{3}\b)")


def typeset(text: str, lang: Language) -> str:
    """A text with the unbreakable spaces that French signs and amounts call for."""
    if lang == "en":
        return text
    spaced = _AFTER.sub("«" + NBSP, _BEFORE.sub(NBSP + r"\1", text))
    return _AMOUNT.sub(NBSP, spaced)


def money(cents: int, lang: Language) -> str:
    """`1 234,50 $` or `$1,234.50`, from whole cents."""
    return dollars(cents, lang)


def day(value: date | datetime | str, lang: Language) -> str:
    """`1er décembre 2026` or `December 1, 2026`: the date of Montréal."""
    local = local_day(value)
    month = MONTHS[lang][local.month - 1]
    if lang == "en":
        return f"{month}{NBSP}{local.day}, {local.year}"
    return f"{'1er' if local.day == 1 else local.day}{NBSP}{month} {local.year}"


def instant(value: datetime | str, lang: Language) -> str:
    """`22 novembre 2026 à 14 h 05` or `November 22, 2026 at 2:05 p.m.`, in Montréal's time."""
    local = (datetime.fromisoformat(value) if isinstance(value, str) else value).astimezone(LOCAL)
    at = {"fr": " à ", "en": " at "}[lang]
    return f"{day(local, lang)}{at}{hour(local, lang)}"


def local_day(value: date | datetime | str) -> date:
    """The date in Montréal of a date, an instant, or the ISO text of either."""
    if isinstance(value, str):
        return date.fromisoformat(value) if len(value) == 10 else local_day(datetime.fromisoformat(value))
    return value.astimezone(LOCAL).date() if isinstance(value, datetime) else value


def first_sentence(text: str) -> str:
    """A text's first sentence."""
    return text.split(". ", 1)[0].rstrip(".") + "."


def size(count: int, lang: Language) -> str:
    """A file's size: `340 ko`, `2,1 Mo`."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))}{NBSP}{'ko' if lang == 'fr' else 'kB'}"
    figure = f"{count / 1_000_000:.1f}"
    return f"{figure.replace('.', ',')}{NBSP}Mo" if lang == "fr" else f"{figure}{NBSP}MB"
