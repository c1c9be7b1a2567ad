"""How people write numbers, sizes and storeys in the description of a permit's work, in French."""

import math
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

NUMBER_WORDS: Final = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20,
    "trente": 30, "quarante": 40, "cinquante": 50, "cent": 100,
}  # fmt: skip
NUMBER: Final = rf"(?:(?<!\d)\d{{1,4}}|\b(?:{'|'.join(NUMBER_WORDS)}))(?: ?\(\d{{1,4}}\))?"

_DECIMAL: Final = r"(\d{1,6}(?:[.,]\d+)?)"
_METRES: Final = re.compile(rf"{_DECIMAL} ?(?:m2|mc|metres? carres?)\b")
_FEET: Final = re.compile(rf"{_DECIMAL} ?(?:pi2|pi\.? ?ca|pieds? carres?)")
_SIDES_IN_METRES: Final = re.compile(rf"{_DECIMAL} ?m? ?[x×] ?{_DECIMAL} ?m\b")
_SIDES_IN_FEET: Final = re.compile(rf"{_DECIMAL} ?(?:'|pi|pieds) ?[x×] ?{_DECIMAL} ?(?:'|pi|pieds)")
_SQUARE_FOOT: Final = 0.092903  # square metres
_STOREYS: Final = re.compile(rf"({NUMBER}) ?etages?\b")
_DWELLINGS: Final = re.compile(rf"({NUMBER}) (?:nouveaux? |futurs? )?(?:logements?|log\b)")
_PLEX: Final = {
    "duplex": 2, "bifamilia": 2, "triplex": 3, "trifamilia": 3, "quadruplex": 4, "quadriplex": 4,
    "unifamil": 1, "cottage": 1, "bungalow": 1, "maison": 1,
}  # fmt: skip


def fold(text: str) -> str:
    """Lower case without accents, one character for one: a place in the folded text is a place in the text."""
    return "".join(unicodedata.normalize("NFKD", char)[0].lower()[0] for char in text)


def number(text: str) -> int:
    """`12`, `deux`, `trois (3)`."""
    return NUMBER_WORDS.get(text.split("(")[0].strip()) or int(re.findall(r"\d+", text)[0])


def counted(folded: str, things: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Every number of things that a folded text counts; `things` is a regular expression."""
    for found in re.finditer(rf"({NUMBER}) (?:gros |grands? |petits? |jeunes? |vieux )?(?:{things})", folded):
        yield number(found[1]), found


def area_m2(folded: str) -> int | None:
    """The first area that a folded text gives, or the product of two sides; whole square metres, rounded up."""
    if found := _METRES.search(folded):
        return _up(_decimal(found[1]))
    if found := _FEET.search(folded):
        return _up(_decimal(found[1]) * _SQUARE_FOOT)
    if found := _SIDES_IN_METRES.search(folded):
        return _up(_decimal(found[1]) * _decimal(found[2]))
    if found := _SIDES_IN_FEET.search(folded):
        return _up(_decimal(found[1]) * _decimal(found[2]) * _SQUARE_FOOT)
    return None


def storeys(folded: str) -> int | None:
    """Storeys above ground; `2e étage` is a place, not a number of storeys."""
    if found := _STOREYS.search(folded):
        return number(found[1]) or None
    return 1 if re.search(r"bungalow|plain[- ]pied", folded) else None


def dwellings(folded: str) -> int | None:
    """Dwellings by their number, or by the name of the building."""
    if found := _DWELLINGS.search(folded):
        return number(found[1]) or None
    return next((count for word, count in _PLEX.items() if word in folded), None)


def _decimal(text: str) -> float:
    return float(text.replace(",", "."))


def _up(area: float) -> int | None:
    return math.ceil(area) or None
