"""The rows of a file of statements: its header, its lines cell by cell, and every fault of their form."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from casework.statement_cells import BY_NAME, COLUMNS, NEEDED, BadCell, Column, form_of, read_cell, refuse_unkeepable

HEADER: Final = 1
MOST_ROWS: Final = 10_000
UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, order=True)
class Fault:
    """What is wrong, and where: the line of the file and the column; "" where the whole line is meant."""

    line: int
    field: str
    code: str


@dataclass
class Faults:
    """What was found so far, one fault for each cell: the first."""

    found: dict[tuple[int, str], str] = field(default_factory=dict[tuple[int, str], str])
    lines: set[int] = field(default_factory=set[int])

    def add(self, line: int, column: str, code: str) -> None:
        """Note a fault of a cell, unless one was noted."""
        self.found.setdefault((line, column), code)
        self.lines.add(line)

    def told(self) -> tuple[Fault, ...]:
        """All of them, from the first line to the last, in the order of the columns."""
        order = {column.name: rank for rank, column in enumerate(COLUMNS)}
        places = sorted(self.found, key=lambda place: (place[0], order.get(place[1], -1), place[1]))
        return tuple(Fault(*place, self.found[place]) for place in places)


@dataclass(frozen=True)
class Row:
    """One row. `values` lacks what could not be read."""

    line: int
    values: dict[str, Any]

    def has(self, *names: str) -> bool:
        """Whether all of these could be read."""
        return all(name in self.values for name in names)

    def get(self, name: str) -> Any:
        """What a cell says; None where it could not be read."""
        return self.values.get(name)


class Rows:
    """Reads a file's rows, and notes what is wrong with them."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._delimiter = ","
        self._columns: list[Column | None] = []
        self._form = ""  # how amounts are written in this file, once one was read

    def read(self, content: bytes) -> list[Row]:
        """Every row whose cells could be told apart."""
        if content.startswith(UTF16):
            self._faults.add(HEADER, "", "bad-encoding")
            return []
        text = content.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
        header, *rest = (line.removesuffix("\r") for line in text.split("\n"))
        self._delimiter = ";" if ";" in header else ","
        full = [(rank, line) for rank, line in enumerate(rest, HEADER + 1) if line.strip(f" {self._delimiter}")]
        if not full:
            self._faults.add(HEADER, "", "empty-file")
            return []
        if len(full) > MOST_ROWS:
            self._faults.add(full[MOST_ROWS][0], "", "too-many-rows")
            return []
        if not self._header(header):
            return []
        return list(self._rows(full))

    def _header(self, line: str) -> bool:
        """Whether the header names a column at all."""
        cells = self._cells(HEADER, line)
        names = [cell.strip() for cell in cells or ()]
        self._columns = [BY_NAME.get(name) for name in names]
        for rank, name in enumerate(names):
            if name not in BY_NAME:
                self._faults.add(HEADER, _shown(name), "unknown-column")
            elif name in names[:rank]:
                self._faults.add(HEADER, name, "column-twice")
        for name in NEEDED:
            if cells is not None and name not in names:
                self._faults.add(HEADER, name, "missing-column")
        return any(self._columns)

    def _rows(self, lines: list[tuple[int, str]]) -> Iterator[Row]:
        there = {column.name for column in self._columns if column}
        others = {column.name: column.empty for column in COLUMNS if column.name not in there | set(NEEDED)}
        for line, text in lines:
            cells = self._cells(line, text)
            if cells is None:
                continue
            if len(cells) != len(self._columns):
                self._faults.add(line, "", "wrong-cell-count")
                continue
            yield Row(line, others | dict(self._values(line, cells)))

    def _cells(self, line: int, text: str) -> list[str] | None:
        """The cells of a line: a cell never goes over its end, so that an open quote spoils no other line."""
        try:
            return next(csv.reader([text], delimiter=self._delimiter, strict=True), [])
        except csv.Error:
            self._faults.add(line, "", _why(text))
            return None

    def _values(self, line: int, cells: list[str]) -> Iterator[tuple[str, Any]]:
        for column, raw in zip(self._columns, cells, strict=True):
            if column is None:
                continue
            try:
                value = read_cell(column, raw)
                if column.money:
                    self._refuse_mixed(raw)
            except BadCell as bad:
                self._faults.add(line, column.name, bad.code)
                continue
            yield column.name, value

    def _refuse_mixed(self, raw: str) -> None:
        """Raises BadCell: the same digits must not mean dollars on one line and cents on the next."""
        form = form_of(raw)
        self._form = self._form or form
        if form and form != self._form:
            raise BadCell("mixed-amounts")


def _why(text: str) -> str:
    try:
        refuse_unkeepable(text)
    except BadCell as bad:
        return bad.code
    return "malformed-line"


def _shown(name: str) -> str:
    """A column's name as the file has it, cut and printable."""
    return "".join(sign if sign.isprintable() else "�" for sign in name[:40]) or "?"
