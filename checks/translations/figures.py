"""The numbers, amounts, hours and dates of a text, told alike whatever the language: `1 234,50 $` is `$1,234.50`."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Final, Literal

from checks.translations.reading import FILLING, visible

Language = Literal["fr", "en"]
SPACES: Final = "[ \u00a0\u202f]"
_MONTHS: Final[dict[Language, tuple[str, ...]]] = {
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
           "décembre"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
}  # fmt: skip
_DAYS: Final[dict[Language, tuple[str, ...]]] = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_PHONE: Final = re.compile(rf"\b(\d{{3}})(?:-|{SPACES})(\d{{3}})-(\d{{4}})\b")
_HOUR: Final[dict[Language, re.Pattern[str]]] = {
    "fr": re.compile(rf"\b(\d{{1,2}}){SPACES}h(?:{SPACES}?(\d{{2}}))?\b()"),
    "en": re.compile(rf"\b(\d{{1,2}})(?::(\d{{2}}))?(?:{SPACES}?([ap])\.?m\b\.?|(?<=:\d\d)\b)"),
}
_NUMBER: Final[dict[Language, re.Pattern[str]]] = {
    "fr": re.compile(rf"(?<!\w)\d{{1,3}}(?:{SPACES}\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:\.\d+)+|\d+(?:,\d+)?"),
    "en": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)*"),
}
_MONEY: Final[dict[Language, re.Pattern[str]]] = {
    "fr": re.compile(rf"([\d{FILLING}]){SPACES}?\$"),
    "en": re.compile(rf"\$(?=[\d{FILLING}])()"),
}
_PERCENT: Final = re.compile(rf"[\d{FILLING}]{SPACES}?%")


def figures(text: str, language: Language) -> Counter[str]:
    """Every figure of a text, in one spelling for both languages."""
    found: Counter[str] = Counter()
    rest = visible(text)
    found["$"] += len(_MONEY[language].findall(rest))
    found["%"] += len(_PERCENT.findall(rest))
    rest = _taken(rest, _PHONE, lambda one: "-".join(one.groups()), found)
    rest = _taken(rest, _HOUR[language], _hour, found)
    rest = _named(rest, language, found)
    _taken(rest, _NUMBER[language], lambda one: _plain(one.group(), language), found)
    return +found


def _taken(text: str, pattern: re.Pattern[str], spelt: Callable[[re.Match[str]], str], found: Counter[str]) -> str:
    """Count what a pattern finds, and give the text without it."""
    found.update(spelt(one) for one in pattern.finditer(text))
    return pattern.sub(" \u2063 ", text)  # parts the numbers on both sides: they are two


def _hour(found: re.Match[str]) -> str:
    """The hour of 24; a full hour is its number alone, as `24 h` and `24 hours` are."""
    hour, minute, half = int(found[1]), found[2] or "00", found[3]
    hour += 12 if half == "p" and hour < 12 else -12 if half == "a" and hour == 12 else 0
    return str(hour) if minute == "00" else f"{hour}:{minute}"


def _plain(number: str, language: Language) -> str:
    if language == "fr":
        return re.sub(SPACES, "", number).replace(",", ".")
    return number.replace(",", "")


def _named(text: str, language: Language, found: Counter[str]) -> str:
    """Count months and days of the week by their numbers. `may` and `march` are months beside a number only."""
    for number, month in enumerate(_MONTHS[language], start=1):
        word = rf"\b{month}\b"
        beside = rf"(?<=\d{SPACES}){word}|{word}(?={SPACES}\d)|(?<=1er{SPACES}){word}"
        pattern = re.compile(beside if month in ("May", "March", "mai", "mars") else word)
        found[f"month {number}"] += len(pattern.findall(text))
    for number, name in enumerate(_DAYS[language], start=1):
        found[f"day {number}"] += len(re.findall(rf"\b{name}s?\b", text, re.IGNORECASE))
    return text
