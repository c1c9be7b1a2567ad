"""Reads the City's file of food-safety prosecutions (`contrevenants`), row by row."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from cli.permit_rows import UnreadableRows

REQUIRED: Final = ("id_poursuite", "date", "description", "adresse", "date_jugement", "etablissement", "montant",
                   "proprietaire", "ville")  # fmt: skip


@dataclass(frozen=True)
class Prosecution:
    """One prosecution. `rank` counts the rows from 1; `fine` in whole dollars; what cannot be read is None."""

    rank: int
    number: str
    offence_on: date | None
    judged_on: date | None
    description: str
    address: str
    establishment: str
    owner: str
    town: str
    fine: int | None


def read_prosecutions(file: Path) -> Iterator[Prosecution]:
    """The rows of a file, in its order. Raises UnreadableRows."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            table = csv.DictReader(text)
            if missing := [name for name in REQUIRED if name not in (table.fieldnames or ())]:
                raise UnreadableRows(f"{file.name}: no column {', '.join(missing)}")
            for rank, cells in enumerate(table, start=1):
                yield clean_prosecution(rank, cells)
    except OSError as error:
        raise UnreadableRows(f"{file.name}: {error.strerror}") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableRows(f"{file.name}: {error}") from error


def clean_prosecution(rank: int, cells: Mapping[str, str | None]) -> Prosecution:
    """One row without line breaks and doubled spaces; nothing else is changed."""

    def cell(name: str) -> str:
        return " ".join((cells.get(name) or "").split())

    return Prosecution(
        rank, cell("id_poursuite"), _day(cell("date")), _day(cell("date_jugement")), cell("description"),
        cell("adresse"), cell("etablissement"), cell("proprietaire"), cell("ville"), _dollars(cell("montant")),
    )  # fmt: skip


def _day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:])) if len(text) == 8 else None
    except ValueError:
        return None


def _dollars(text: str) -> int | None:
    return int(text) if text.isdecimal() and int(text) > 0 else None
