"""The letters as data: when each is sent, and the places in them whose words a city edits."""

from collections.abc import Mapping
from dataclasses import field, replace
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, StringConstraints
from pydantic.dataclasses import dataclass

from catalogue.reading import read
from catalogue.schema import STRICT, Name, Text
from domain.letter import CERTIFICATE, Language
from domain.paragraphs import NOTHING, Words

FOLDER: Final = Path(__file__).parent
FILE: Final = FOLDER / "letters.toml"
Code = Annotated[str, StringConstraints(pattern=r"^[PCD]\d\d$")]
Codes = Annotated[str, StringConstraints(pattern=r"^([PC]\d\d|[PC]\*)$")]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Place:
    """A place in letters. `letters` may be given as `P*`; those of `places()` are codes."""

    name: Name
    label: Text
    about: Text
    letters: Annotated[tuple[Codes, ...], Field(min_length=1)]
    longest: Annotated[int, Field(ge=1, le=4000)]
    text: Text | None = None
    may_be_empty: bool = False
    each_letter: bool = False
    stands_as: str = ""  # its name in the templates, where it is another

    @property
    def slot(self) -> str:
        """Its name in the templates."""
        return self.stands_as or self.name

    @property
    def shipped(self) -> Words:
        """The words that it says until somebody edits them."""
        return Words(self.text.fr, self.text.en) if self.text else NOTHING


@dataclass(frozen=True, kw_only=True, config=STRICT)
class LettersFile:
    """`catalogue/letters.toml`."""

    places: tuple[Place, ...]
    sent: dict[Code, Text] = field(default_factory=dict[str, Text])


@lru_cache
def letters() -> Mapping[str, Text]:
    """When each letter is sent, by its code. Raises Unreadable, with the faults of the file."""
    return _file().sent


@lru_cache
def places() -> Mapping[str, Place]:
    """Every place by its name; one that each letter has for itself is there once a letter."""
    found = [one for place in _file().places for one in _apart(place)]
    return {one.name: one for one in found}


@lru_cache
def places_of(code: str) -> tuple[Place, ...]:
    """The places of one letter."""
    return tuple(one for one in places().values() if code in one.letters)


def shipped(code: str, language: Language) -> dict[str, str]:
    """What the places of a letter say until somebody edits them, by their names in the templates."""
    return {one.slot: one.shipped.say(language) for one in places_of(code)}


def _apart(place: Place) -> list[Place]:
    codes = tuple(
        code for code in letters() if code != CERTIFICATE and any(fnmatchcase(code, one) for one in place.letters)
    )
    if not place.each_letter:
        return [replace(place, letters=codes)]
    return [
        replace(place, name=f"{place.name}_{code.lower()}", letters=(code,), stands_as=place.name) for code in codes
    ]


@lru_cache
def _file() -> LettersFile:
    return read(FOLDER, FILE, LettersFile)[0]
