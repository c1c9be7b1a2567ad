"""Files of statements of offence: CSV, read strictly, with every fault of the whole file (docs/statements.md)."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from casework.statement_cells import ADDRESS, COLUMNS
from casework.statement_checks import Law, between_rows, of_count, of_statement
from casework.statement_rows import Fault, Faults, Row, Rows
from casework.statements import plain
from domain.letter import Language
from domain.statement import Count, Party, Statement

NAMES: Final = tuple(column.name for column in COLUMNS)
OF_COUNT: Final = ("provision", "description_fr", "description_en", "fine", "costs", "contribution", "greater_fine",
                   "greater_reasons", "points")  # fmt: skip
OF_PARTY: Final = ("born_on", "email", "plate", "vehicle")
OF_OFFENCE: Final = ("number", "kind", "offence_at", "place", "district", "officer")


@dataclass(frozen=True)
class Entry:
    """A statement of the file, the language of its person, and the line on which it begins."""

    line: int
    statement: Statement
    language: Language


@dataclass(frozen=True)
class StatementFile:
    """What a file holds. `entries` are the statements in which nothing is wrong; `rows` could be read at all."""

    rows: int
    statements: int
    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]


def read_file(content: bytes, law: Law) -> StatementFile:
    """The statements of a file, and every fault in it."""
    faults = Faults()
    rows = Rows(faults).read(content)
    grouped = _by_number(rows)
    for group in grouped:
        _check(group, law, faults)
    entries = tuple(_entry(group) for group in grouped if _whole(group, faults))
    return StatementFile(len(rows), len(grouped), entries, faults.told())


def template() -> str:
    """A file to begin with: the header, and two made-up statements, the second of two counts."""
    made = io.StringIO()
    writer = csv.DictWriter(made, [column.name for column in COLUMNS], delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(EXAMPLES)
    return made.getvalue()


def _by_number(rows: Iterable[Row]) -> list[list[Row]]:
    """The rows of each number; a row whose number could not be read stands alone."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(plain(row.get("number") or "") or f"line {row.line}", []).append(row)
    return list(groups.values())


def _check(rows: Sequence[Row], law: Law, faults: Faults) -> None:
    for column, code in of_statement(rows[0], law):
        faults.add(rows[0].line, column, code)
    for row in rows:
        for column, code in of_count(row):
            faults.add(row.line, column, code)
    if rows[0].has("number"):
        for line, column, code in between_rows(rows):
            faults.add(line, column, code)


def _whole(rows: Sequence[Row], faults: Faults) -> bool:
    """Whether nothing is wrong with the rows of a statement, and the file has all of its columns."""
    return all(row.line not in faults.lines and row.has(*NAMES) for row in rows)


def _entry(rows: Sequence[Row]) -> Entry:
    first = rows[0].values
    lines = tuple(first[name] for name in ADDRESS if first[name])
    party = Party(first["party"], first["name"], lines, **{name: first[name] for name in OF_PARTY})
    counts = sorted((_count(row) for row in rows), key=lambda count: count.number)
    statement = Statement(
        **{name: first[name] for name in OF_OFFENCE}, counts=tuple(counts), party=party,
        service_mode=first["service_mode"], served_on=first["served_on"], warned=first["warned"],
    )  # fmt: skip
    return Entry(rows[0].line, statement, first["language"])


def _count(row: Row) -> Count:
    return Count(number=row.values["count"], **{name: row.values[name] for name in OF_COUNT})


_PARKING: Final = {
    "number": "7000000001", "kind": "parking", "offence_at": "2026-11-20T10:15", "place": "rue Saint-Denis",
    "district": "PM", "officer": "0412", "party": "owner", "name": "Camille Exemple", "address_1": "12, rue Essai",
    "address_2": "Montréal (Québec)  H2X 1Y4", "plate": "ABC 123", "vehicle": "Honda Civic",
    "service_mode": "on_vehicle", "served_on": "2026-11-20", "warned": "non", "language": "fr", "count": "1",
    "provision": "C-4.1, art. 12", "description_fr": "Parcomètre expiré", "description_en": "Expired meter",
    "fine": "60,00", "costs": "30,00", "contribution": "0,00", "points": "0",
}  # fmt: skip
_TRAFFIC: Final = _PARKING | {
    "number": "7000000002", "kind": "traffic", "party": "person", "born_on": "1990-05-04", "plate": "", "vehicle": "",
    "service_mode": "on_the_spot", "provision": "C-24.2, art. 329", "description_fr": "Vitesse",
    "description_en": "Speeding", "fine": "85,00", "costs": "46,00", "contribution": "20,00", "points": "1",
}  # fmt: skip
EXAMPLES: Final = (
    _PARKING,
    _TRAFFIC,
    _TRAFFIC | {"count": "2", "provision": "C-24.2, art. 359", "description_fr": "Feu rouge",
                "description_en": "Red light", "fine": "150,00", "costs": "46,00", "contribution": "40,00",
                "points": "3"},
)  # fmt: skip
