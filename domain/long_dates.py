"""Dates and short lists in words, in French and in English."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from domain.letter import Language

WEEKDAYS: Final[dict[Language, tuple[str, ...]]] = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS: Final[dict[Language, tuple[str, ...]]] = {
    "fr": (
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
_AND: Final[dict[Language, str]] = {"fr": " et ", "en": " and "}


def weekday(day: date, lang: Language) -> str:
    """The day of the week: `vendredi`, `Friday`."""
    return WEEKDAYS[lang][day.weekday()]


def long_date(day: date, lang: Language) -> str:
    """The whole date: `vendredi 25 décembre 2026`, `Friday, December 25, 2026`."""
    month = MONTHS[lang][day.month - 1]
    if lang == "en":
        return f"{weekday(day, lang)}, {month} {day.day}, {day.year}"
    number = "1er" if day.day == 1 else str(day.day)
    return f"{weekday(day, lang)} {number} {month} {day.year}"


def listed(items: Sequence[str], lang: Language) -> str:
    """Items in one phrase: `a, b et c`, `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + _AND[lang] + items[-1]
