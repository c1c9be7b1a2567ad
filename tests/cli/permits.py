"""Made-up permits with the pitfalls of the City's file, and made-up square boroughs on the island's place."""

import csv
import json
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

from adapters.geography import Territory
from catalogue.load import Catalogue, load
from cli.permit_mapping import Application, Mapper, Unmapped
from cli.permit_rows import Row, clean_row
from domain.limits import Limit

CATALOGUE: Catalogue = load()

COLUMNS: tuple[str, ...] = (
    "id_permis", "date_emission", "emplacement", "arrondissement", "description_type_demande",
    "description_type_batiment", "description_categorie_batiment", "nature_travaux", "nb_logements", "longitude",
    "latitude",
)  # fmt: skip


def square(west: float, south: float, side: float = 0.1) -> dict[str, Any]:
    """A square area, degrees."""
    east, north = west + side, south + side
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


def square_of(rank: int) -> dict[str, Any]:
    """The square of the rank-th unit of a row of squares that touch."""
    return square(round(-75 + rank / 10, 6), 45.5)


def middle_of(rank: int) -> tuple[float, float]:
    """The middle of that square: longitude, latitude."""
    return round(-74.95 + rank / 10, 6), 45.55


RANKS = {borough.code: rank for rank, borough in enumerate(CATALOGUE.boroughs)}
LINKED = len(RANKS)

LIMITS = (
    *(Limit(borough.code, borough.name_fr, False, square_of(RANKS[borough.code])) for borough in CATALOGUE.boroughs),
    Limit("WM", "Westmount", True, square_of(LINKED)),
)
SQUARES = Mapper(CATALOGUE, Territory(LIMITS))
NO_LIMITS = Mapper(CATALOGUE, Territory())


def cells(**given: str) -> dict[str, str]:
    """A row of the file, blank but for what is given by short names."""
    names = {"place": "emplacement", "borough": "arrondissement", "kind": "description_type_demande",
             "building": "description_type_batiment", "category": "description_categorie_batiment",
             "work": "nature_travaux", "dwellings": "nb_logements", "lon": "longitude", "lat": "latitude"}  # fmt: skip
    usual = {"place": "  120  rue des Essais", "borough": "Verdun", "kind": "Construction", "dwellings": "0"}
    return dict.fromkeys(COLUMNS, "") | {names[name]: value for name, value in (usual | given).items()}


def row(number: int = 1, /, **given: str) -> Row:
    """The same, cleaned."""
    return clean_row(number, cells(**given))


def mapped(mapper: Mapper = NO_LIMITS, number: int = 1, /, **given: str) -> Application | Unmapped:
    """What a row becomes, by a chance of its own."""
    return mapper.map_row(row(number, **given), Random(number))


def application(mapper: Mapper = NO_LIMITS, number: int = 1, /, **given: str) -> Application:
    """The application that a row becomes."""
    found = mapped(mapper, number, **given)
    assert isinstance(found, Application), found
    return found


def reason(mapper: Mapper = NO_LIMITS, /, **given: str) -> str:
    """Why a row is no application."""
    found = mapped(mapper, 1, **given)
    assert isinstance(found, Unmapped), found
    return found.reason


def written(folder: Path, rows: list[dict[str, str]]) -> Path:
    """A file as the City publishes them: UTF-8 with a mark, comma, RFC 4180 quotes."""
    text = StringIO(newline="")
    table = csv.DictWriter(text, COLUMNS)
    table.writeheader()
    table.writerows(rows)
    file = folder / "permits.csv"
    file.write_bytes(text.getvalue().encode("utf-8-sig"))
    return file


def geojson(folder: Path, features: Sequence[Any], name: str = "limits.geojson", **more: Any) -> Path:
    """A file of limits."""
    file = folder / name
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features, **more}), encoding="utf-8")
    return file


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    """One feature of such a file."""
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def nineteen() -> list[dict[str, Any]]:
    """A feature for each borough."""
    return [feature(limit.geometry, code=limit.code, name_fr=limit.name) for limit in LIMITS if not limit.linked_city]
