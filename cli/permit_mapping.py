"""Rows of the City's permits as applications to our services, or the reasons why they are none."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final, Literal

from adapters.geography import Territory
from adapters.geojson import read_limits
from catalogue.boroughs import borough_code
from catalogue.load import Catalogue, load
from catalogue.rules import RuleEngine
from catalogue.schema import OPEN
from cli.permit_acts import ALTERATION, BUILDING, DEMOLITION, FELLING, POOL, UNRECOGNIZED, WIDER, service_of
from cli.permit_answers import applicant, building, demolition, felling
from cli.permit_filling import Filling
from cli.permit_rows import Row
from cli.permit_spread import spread
from cli.permit_works import alteration, pool
from domain.errors import Invalid
from domain.letter import Language

FRENCH: Final = 0.85  # share of the applications

ANSWERS: Final[Mapping[str, Callable[[Row, Filling], None]]] = {
    FELLING: felling,
    BUILDING: building,
    DEMOLITION: demolition,
    ALTERATION: alteration,
    POOL: pool,
}

Source = Literal["polygon", "label", "column"]


@dataclass(frozen=True)
class Application:
    """What a made-up applicant files for one row.

    `assumed` names the answers that the row does not give. `source` is what named the borough; `disagrees` where the
    row's point is outside the borough that the row names. `synthetic`: no row is behind it (`cli.synthetic_rows`).
    """

    service: str
    borough: str
    answers: Mapping[str, object]
    documents: tuple[str, ...]
    language: Language
    row: int
    assumed: tuple[str, ...] = ()
    source: Source = "column"
    disagrees: bool = False
    synthetic: bool = False


@dataclass(frozen=True)
class Unmapped:
    """A row that is no application here, and why."""

    row: int
    reason: str


@dataclass(frozen=True)
class Choice:
    """The applications to file, in order; what became of all the rows that were read.

    `mapped` counts by service, `unmapped` by reason, `placed_by` by what named the borough of a mapped row.
    """

    applications: list[Application]
    rows: int
    mapped: dict[str, int]
    unmapped: dict[str, int]
    placed_by: dict[str, int]
    disagreements: int


class Mapper:
    """Maps rows under one catalogue and one territory; the catalogue's rules are compiled once."""

    def __init__(self, catalogue: Catalogue, territory: Territory) -> None:
        self._catalogue = catalogue
        self._territory = territory
        self._engine = RuleEngine(catalogue)

    def map_row(self, row: Row, chance: Random) -> Application | Unmapped:
        """The application that a row makes. Equal rows and equal chance give equal applications."""
        code = self._offered(service_of(row))
        if code not in ANSWERS or code not in self._catalogue.services:
            return Unmapped(row.number, _no_service(code))
        borough, source = self._place(row)
        if source == "linked city":
            return Unmapped(row.number, f"outside-the-city: {borough}")
        if not borough:
            return Unmapped(row.number, "borough-unknown")
        if self._catalogue.services[code].status(borough) not in OPEN:
            return Unmapped(row.number, f"service-not-open: {code} in {borough}")
        return self._filled(row, code, (borough, source), chance)

    def _offered(self, code: str) -> str:
        """The service itself where the catalogue has it, else a wider one that takes such work."""
        return code if code in self._catalogue.services else WIDER.get(code, code)

    def _filled(self, row: Row, code: str, placed: tuple[str, Source], chance: Random) -> Application | Unmapped:
        service, (borough, source) = self._catalogue.services[code], placed
        filling = Filling(chance, "fr" if chance.random() < FRENCH else "en")
        applicant(row, filling)
        if row.point and source == "polygon":
            filling.say("work_point", {"lon": row.point[0], "lat": row.point[1]})
        ANSWERS[code](row, filling)
        try:
            answers = self._engine.validate_answers(service, filling.answers)
        except Invalid as refused:
            faults = ", ".join(f"{name} {fault}" for name, fault in sorted(refused.errors.items()))
            return Unmapped(row.number, f"refused-by-the-form: {faults}")
        documents = self._engine.required_documents(service, answers, borough)
        assumed = tuple(name for name in filling.assumed if name in answers)
        disagrees = source != "column" and row.borough not in (None, borough)
        return Application(code, borough, answers, documents, filling.language, row.number, assumed, source, disagrees)

    def _place(self, row: Row) -> tuple[str, Source] | tuple[str, Literal["linked city"]]:
        """By the point where there is one inside the limits, else by the row's own column; empty where neither says."""
        found = self._territory.borough_of(*row.point) if row.point else None
        if found and found.linked_city:
            return found.linked_city, "linked city"
        if found and found.code:
            return found.code, "label" if found.approximate else "polygon"
        return row.borough or "", "column"


def map_rows(rows: Iterable[Row], mapper: Mapper, seed: int) -> list[Application | Unmapped]:
    """What each row becomes, in their order; a row's chance is its own, whatever the other rows."""
    return [mapper.map_row(row, Random(f"{seed}:{row.number}")) for row in rows]  # noqa: S311


def choose(rows: Iterable[Row], limit: int, seed: int, *, limits: Path | None = None) -> Choice:
    """At most `limit` applications, spread over services and boroughs; the same for the same rows and seed.

    `limits` is a GeoJSON file of the boroughs; without it the row's own column names the borough. Raises BadLimits.
    """
    territory = Territory(read_limits(limits, borough_code) if limits else ())
    return choose_from(map_rows(rows, Mapper(load(), territory), seed), limit, seed)


def choose_from(outcomes: list[Application | Unmapped], limit: int, seed: int) -> Choice:
    """The same, of rows that are mapped already."""
    mapped = [one for one in outcomes if isinstance(one, Application)]
    chance = Random(f"{seed}:spread")  # noqa: S311
    return Choice(
        applications=spread(mapped, lambda one: (one.service, one.borough), chance)[:limit],
        rows=len(outcomes),
        mapped=_counts(one.service for one in mapped),
        unmapped=_counts(one.reason for one in outcomes if isinstance(one, Unmapped)),
        placed_by=_counts(one.source for one in mapped),
        disagreements=sum(one.disagrees for one in mapped),
    )


def _no_service(code: str) -> str:
    return "no-service-recognized" if code == UNRECOGNIZED else f"service-not-in-catalogue: {code}"


def _counts(values: Iterable[str]) -> dict[str, int]:
    return dict(Counter(values).most_common())
