"""The 19 boroughs, found again under any spelling that the City's files use (DOMAIN §1.1)."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from catalogue.faults import CatalogueFaults, Fault
from catalogue.reading import Place, Unreadable, read
from catalogue.territory import Borough, BoroughsFile

_FOLDER: Final = Path(__file__).parent
_WORD: Final = re.compile(r"[0-9A-Z]+")
_SAINTS: Final = {"ST": "SAINT", "STE": "SAINTE"}
_ARTICLES: Final = ("LE", "L")


def boroughs(folder: Path = _FOLDER) -> tuple[Borough, ...]:
    """The boroughs of a catalogue folder. Raises CatalogueFaults."""
    try:
        file, place = read(folder, folder / "boroughs.toml", BoroughsFile)
    except Unreadable as error:
        raise CatalogueFaults(error.faults) from error
    if faults := list(borough_faults(file, place)):
        raise CatalogueFaults(faults)
    return file.boroughs


def borough_code(text: str) -> str | None:
    """The code of the borough that a text names, accents, case, hyphens and a leading article aside."""
    return _spellings().get(normalised(text))


def normalised(text: str) -> str:
    """A name without accents, case, leading article or signs, its saints spelled out."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    words = [_SAINTS.get(found[0], found[0]) for found in _WORD.finditer(bare.upper())]
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return "".join(words)


def spellings(borough: Borough) -> tuple[str, ...]:
    """All that names a borough."""
    return (borough.code, borough.name_fr, borough.name_en, borough.rem, *borough.aliases)


def borough_faults(file: BoroughsFile, place: Place) -> Iterator[Fault]:
    """Two boroughs that one spelling names."""
    owners: dict[str, str] = {}
    for rank, borough in enumerate(file.boroughs):
        for spelling in dict.fromkeys(map(normalised, spellings(borough))):
            owner = owners.setdefault(spelling, borough.code)
            if owner != borough.code or (spelling == borough.code and rank != _first(file, borough.code)):
                yield place.fault(("boroughs", rank, "code"), f"`boroughs[{rank}]`: {spelling} already names {owner}")


def _first(file: BoroughsFile, code: str) -> int:
    return [borough.code for borough in file.boroughs].index(code)


@cache
def _spellings() -> dict[str, str]:
    return {normalised(spelling): borough.code for borough in boroughs() for spelling in spellings(borough)}
