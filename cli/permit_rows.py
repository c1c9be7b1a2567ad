"""Reads the City's file of permits, and cleans what a row says without changing what it means."""

import csv
import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from catalogue.boroughs import borough_code
from cli.permit_words import fold

REQUIRED: Final = ("emplacement", "arrondissement", "description_type_demande", "nature_travaux")

_LOST_APOSTROPHE: Final = re.compile(r"(?<=\w)¿(?=\w)")
_CUT_WORD: Final = re.compile(r"(?<=\w)-,\s+(?=\w)")
_WHOLE: Final = re.compile(r"-?\d{1,4}")


class UnreadableRows(Exception):
    """A file that is not the City's table of permits; the message says why."""


@dataclass(frozen=True)
class Row:
    """One permit. `number` counts the rows from 1; `dwellings` is 0 where nothing is known, negative where some go.

    `kind` is the type of request and `building` the type and category of the building, folded (`cli.permit_words`).
    """

    number: int
    address: str
    borough: str | None
    kind: str
    building: str
    work: str
    dwellings: int = 0
    point: tuple[float, float] | None = None  # longitude, latitude in degrees


def read_rows(file: Path) -> Iterator[Row]:
    """The rows of a file, in its order. Raises UnreadableRows."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            table = csv.DictReader(text)
            if missing := [name for name in REQUIRED if name not in (table.fieldnames or ())]:
                raise UnreadableRows(f"{file.name}: no column {', '.join(missing)}")
            for number, cells in enumerate(table, start=1):
                yield clean_row(number, cells)
    except OSError as error:
        raise UnreadableRows(f"{file.name}: {error.strerror}") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableRows(f"{file.name}: {error}") from error


def clean_row(number: int, cells: Mapping[str, str | None]) -> Row:
    """One row as cleaned; a column that is not there is empty."""

    def cell(name: str) -> str:
        return cells.get(name) or ""

    return Row(
        number=number,
        address=_address(cell("emplacement")),
        borough=borough_code(cell("arrondissement")),
        kind=fold(_squeezed(cell("description_type_demande"))),
        building=fold(
            _squeezed(f"{cell('description_type_batiment')} / {cell('description_categorie_batiment')}").strip(" /")
        ),
        work=_work(cell("nature_travaux")),
        dwellings=_whole(cell("nb_logements")),
        point=_point(cell("longitude"), cell("latitude")),
    )


def _squeezed(text: str) -> str:
    return " ".join(_printable(text).split())


def _address(text: str) -> str:
    """`  350  rue de l' Exemple` is `350 rue de l'Exemple`."""
    return re.sub(r"(['’]) ", r"\1", _squeezed(text))


def _work(text: str) -> str:
    """Lines joined; a word that a fixed-width line cut in two is whole again, a lost apostrophe is back."""
    return _CUT_WORD.sub("", _LOST_APOSTROPHE.sub("’", _squeezed(text)))


def _printable(text: str) -> str:
    """Without control characters, line ends made spaces, in Unicode's form C."""
    return "".join(" " if unicodedata.category(char) == "Cc" else char for char in unicodedata.normalize("NFC", text))


def _whole(text: str) -> int:
    bare = text.strip().removesuffix(".0")
    return int(bare) if _WHOLE.fullmatch(bare) else 0


def _point(longitude: str, latitude: str) -> tuple[float, float] | None:
    """A point, unless it is missing, zero or off the globe."""
    try:
        lon, lat = (float(text.strip().replace(",", ".")) for text in (longitude, latitude))
    except ValueError:
        return None
    sound = math.isfinite(lon) and math.isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90
    return (lon, lat) if sound and (lon, lat) != (0, 0) else None
