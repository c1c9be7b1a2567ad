"""What the law and good sense ask of a statement in a file, beyond its cells: each fault with its column and code."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from casework.statement_cells import COLUMNS
from casework.statement_rows import Row
from domain.calendars import Calendar
from domain.clock import due, local_date
from domain.statement import COMPLETE_BY_ANSWER, age_on

Amiss = Iterator[tuple[str, str]]

CAMERA_SERVICE: Final = "P60D"  # from the offence, art. 157.2(2); its last day moves off a closed one, art. 17
OF_STATEMENT: Final = tuple(column.name for column in COLUMNS if not column.of_count)


@dataclass(frozen=True)
class Law:
    """What the checks need of the day and of the regime."""

    now: datetime
    calendar: Calendar
    prosecuted_from: int = 14

    @property
    def today(self) -> date:
        """The local day."""
        return local_date(self.now)


def of_statement(row: Row, law: Law) -> Amiss:
    """What is wrong with a statement as its first row tells it."""
    for check in (_offence, _service, _camera, _party, _birth):
        yield from check(row, law)


def of_count(row: Row) -> Amiss:
    """What is wrong with one count. A greater fine is asked instead of the fine, for reasons."""
    if row.has("fine", "greater_fine") and 0 < row.get("greater_fine") <= row.get("fine"):
        yield "greater_fine", "greater-fine-too-small"
    if row.has("greater_fine", "greater_reasons") and row.get("greater_fine") and not row.get("greater_reasons"):
        yield "greater_reasons", "required"


def between_rows(rows: Sequence[Row]) -> Iterator[tuple[int, str, str]]:
    """What is wrong between the rows of one number: the line, the column, the code."""
    first = rows[0]
    for row in rows[1:]:
        for name in OF_STATEMENT:
            if row.has(name) and first.has(name) and row.get(name) != first.get(name):
                yield row.line, name, "differs-between-rows"
    yield from _numbering(rows)


def _numbering(rows: Sequence[Row]) -> Iterator[tuple[int, str, str]]:
    """Counts are numbered from 1, each once."""
    seen: set[int] = set()
    for row in rows:
        if row.has("count") and row.get("count") in seen:
            yield row.line, "count", "count-twice"
        seen.add(row.get("count") or 0)
    if all(row.has("count") for row in rows):
        ranks = {number: rank for rank, number in enumerate(sorted(seen), 1)}
        gap = [row.line for row in rows if ranks[row.get("count")] != row.get("count")]
        if gap:
            yield gap[0], "count", "counts-not-from-one"


def _offence(row: Row, law: Law) -> Amiss:
    at = row.get("offence_at")
    if at is not None and at > law.now:
        yield "offence_at", "in-the-future"


def _service(row: Row, law: Law) -> Amiss:
    served, at, mode = row.get("served_on"), row.get("offence_at"), row.get("service_mode")
    if served is None:
        if row.has("served_on", "service_mode") and mode not in COMPLETE_BY_ANSWER:
            yield "served_on", "required"
    elif served > law.today:
        yield "served_on", "in-the-future"
    elif at is not None and served < local_date(at):
        yield "served_on", "served-before-offence"


def _camera(row: Row, law: Law) -> Amiss:
    served, at = row.get("served_on"), row.get("offence_at")
    if row.get("kind") != "camera" or served is None or at is None:
        return
    if served > due(local_date(at), CAMERA_SERVICE, law.calendar).on:
        yield "served_on", "served-too-late"


def _party(row: Row, law: Law) -> Amiss:
    """A person or a company is named; an owner is known by a plate, and so is whoever parked."""
    party, kind = row.get("party"), row.get("kind")
    if party in ("person", "company") and row.get("name") == "":
        yield "name", "required"
    if (party == "owner" or kind == "parking") and row.get("plate") == "":
        yield "plate", "required"


def _birth(row: Row, law: Law) -> Amiss:
    born, at = row.get("born_on"), row.get("offence_at")
    if born is None:
        return
    if born > law.today:
        yield "born_on", "in-the-future"
    elif row.get("party") == "company":
        yield "born_on", "company-without-birth"
    elif at is not None and age_on(born, local_date(at)) < law.prosecuted_from:
        yield "born_on", "under-age"
