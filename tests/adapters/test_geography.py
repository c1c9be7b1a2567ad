"""Points in made-up square boroughs, and files of limits that are refused whole."""

import math
from pathlib import Path
from typing import Any

import pytest

from adapters.geography import Territory
from adapters.geojson import BadLimits, read_limits
from catalogue.boroughs import borough_code
from cli.geo import read_all
from domain.limits import Found, Limit
from tests.cli.permits import LIMITS, LINKED, RANKS, feature, geojson, middle_of, nineteen, square, square_of

HOLE = {
    "type": "MultiPolygon",
    "coordinates": [[square(-75, 45, 1)["coordinates"][0], square(-74.6, 45.4, 0.2)["coordinates"][0][::-1]]],
}
BOW_TIE = {"type": "Polygon", "coordinates": [[[-75, 45], [-74, 46], [-74, 45], [-75, 46], [-75, 45]]]}
WEST = feature({"type": "Polygon", "coordinates": square_of(LINKED)["coordinates"]}, code="WM", name_fr="Westmount")


def label(code: str, lon: float, lat: float) -> Limit:
    return Limit(code, code, False, {"type": "Point", "coordinates": [lon, lat]})


def test_a_point_is_in_the_borough_around_it() -> None:
    territory = Territory(LIMITS)
    assert {code: territory.borough_of(*middle_of(rank)).code for code, rank in RANKS.items()} == {
        code: code for code in RANKS
    }
    assert not territory.empty
    assert not territory.approximate


def test_a_linked_city_is_no_borough() -> None:
    assert Territory(LIMITS).borough_of(*middle_of(LINKED)) == Found(None, "WM")


def test_a_point_outside_is_nowhere() -> None:
    territory = Territory(LIMITS)
    assert territory.borough_of(-71.2, 46.8) == Found()
    assert territory.borough_of(math.nan, 45.55) == Found()
    assert territory.borough_of(-74.95, math.inf) == Found()


def test_a_shared_border_belongs_to_the_first_code_and_to_a_borough_before_a_linked_city() -> None:
    touching = [Limit("ZZ", "", False, square(-74, 45)), Limit("BB", "", False, square(-73.9, 45))]
    assert Territory(touching).borough_of(-73.9, 45.05).code == "BB"
    linked = [Limit("AA", "", True, square(-74, 45)), Limit("BB", "", False, square(-73.9, 45))]
    assert Territory(linked).borough_of(-73.9, 45.05) == Found("BB")


def test_a_hole_is_outside() -> None:
    territory = Territory([Limit("AA", "", False, HOLE)])
    assert territory.borough_of(-74.5, 45.5) == Found()
    assert territory.borough_of(-74.9, 45.1).code == "AA"


def test_without_limits_the_territory_says_so() -> None:
    territory = Territory()
    assert territory.empty
    assert territory.borough_of(-73.55, 45.5) == Found()


def test_without_limits_the_nearest_label_point_is_said_to_be_approximate() -> None:
    territory = Territory([label("VM", -73.55, 45.51), label("VD", -73.57, 45.46)])
    assert territory.approximate
    assert territory.borough_of(-73.56, 45.5) == Found("VM", approximate=True)
    assert territory.borough_of(-73.6, 45.45) == Found("VD", approximate=True)


def test_a_degree_of_longitude_is_shorter_than_one_of_latitude() -> None:
    territory = Territory([label("AA", -73.0, 45.5), label("BB", -73.5, 45.9)])
    assert territory.borough_of(-73.5, 45.5).code == "AA"


def test_boroughs_are_found_by_our_properties_and_by_the_citys(tmp_path: Path) -> None:
    ours = feature(square(-74, 45), code="RO", name_fr="Rosemont–La Petite-Patrie")
    theirs = feature(square(-73, 45), ABREV="VS", NOM="Villeray-Saint-Michel-Parc-Extension", TYPE="Arrondissement")
    named = feature(square(-72, 45), NOM="Le Sud-Ouest")
    linked = feature(square(-71, 45), ABREV="WM", NOM="Westmount", TYPE="Ville liée")
    found = read_limits(geojson(tmp_path, [ours, theirs, named, linked]), borough_code)
    assert [(limit.code, limit.linked_city) for limit in found] == [
        ("RO", False), ("VS", False), ("SO", False), ("WM", True),
    ]  # fmt: skip


def test_nineteen_boroughs_and_the_linked_cities_are_read(tmp_path: Path) -> None:
    boroughs, linked = geojson(tmp_path, nineteen()), geojson(tmp_path, [WEST], "linked.geojson")
    assert [limit.linked_city for limit in read_all(boroughs, linked)] == [False] * 19 + [True]


def changed(rank: int, geometry: Any = None, **properties: Any) -> list[dict[str, Any]]:
    features = nineteen()
    features[rank] = feature(geometry or features[rank]["geometry"], **(features[rank]["properties"] | properties))
    return features


@pytest.mark.parametrize(
    ("features", "message"),
    [
        (nineteen()[1:], "1 of 19 boroughs are missing: AC"),
        ([*nineteen(), nineteen()[0]], "more than one feature for AC"),
        (changed(2, code="XX", name_fr="Ailleurs"), r"feature 3 \(Ailleurs\): is none of the boroughs"),
        (changed(0, BOW_TIE), r"feature 1 \(Ahuntsic-Cartierville\): the geometry is not valid: Self-intersection"),
        (changed(0, square(287_000, 5_040_000)), "feature 1 .*: coordinates are not WGS 84 degrees"),
        (changed(0, square(-74, 89.95)), "feature 1 .*: coordinates are not WGS 84 degrees"),
        (changed(0, {"type": "Polygon", "coordinates": []}), "feature 1 .*: the geometry is empty"),
        (
            changed(0, {"type": "Polygon", "coordinates": [[[1, 2], [3, "x"]]]}),
            "feature 1 .*: the geometry cannot be read",
        ),
        (changed(0, {"type": "Polygon"}), "feature 1 .*: the geometry cannot be read"),
        (
            changed(0, {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}),
            "geometry must be Polygon, MultiPolygon, Point",
        ),
        (changed(0, "square"), "feature 1 .*: `geometry`: is not an object"),
        (changed(0, {"type": "Point", "coordinates": [-73.5, 45.5]}), "holds areas and label points together"),
        (["x"], "feature 1: is not an object"),
        ([{"type": "Feature"}], "feature 1: `properties`: is not an object"),
    ],
)
def test_a_wrong_file_is_refused_naming_the_feature(features: list[Any], message: str, tmp_path: Path) -> None:
    with pytest.raises(BadLimits, match=message):
        read_all(geojson(tmp_path, features), None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ('{"type": "FeatureCollection", "features": [NaN]}', "NaN is no coordinate"),
        ("[]", "is not an object"),
        ('{"type": "Feature"}', "is not a GeoJSON FeatureCollection"),
        ('{"type": "FeatureCollection", "features": {}}', "is not a GeoJSON FeatureCollection"),
    ],
)
def test_a_file_that_is_no_geojson_is_refused(text: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "limits.geojson"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadLimits, match=f"limits.geojson: .*{message}|limits.geojson: {message}"):
        read_all(file, None)
    with pytest.raises(BadLimits, match=r"none\.geojson: No such file"):
        read_all(tmp_path / "none.geojson", None)


def test_another_reference_system_is_refused(tmp_path: Path) -> None:
    modified = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32188"}}
    with pytest.raises(BadLimits, match=r"must be WGS 84 degrees, not .*32188"):
        read_all(geojson(tmp_path, nineteen(), crs=modified), None)
    crs84 = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert len(read_all(geojson(tmp_path, nineteen(), crs=crs84), None)) == 19


@pytest.mark.parametrize(
    ("linked", "message"),
    [
        (feature(square(-74, 45), code="VM", name_fr="Ville-Marie"), "is the borough VM, not a linked city"),
        (feature(square(-74, 45), name_fr="Westmount"), "needs a `code` of two capital letters"),
    ],
)
def test_a_wrong_linked_city_is_refused(linked: dict[str, Any], message: str, tmp_path: Path) -> None:
    with pytest.raises(BadLimits, match=message):
        read_all(geojson(tmp_path, nineteen()), geojson(tmp_path, [linked], "linked.geojson"))


def test_a_linked_city_of_both_files_is_refused(tmp_path: Path) -> None:
    both = feature(square_of(LINKED), code="WM", name_fr="Westmount", TYPE="Ville liée")
    with pytest.raises(BadLimits, match=r"linked\.geojson: WM is in limits\.geojson already"):
        read_all(geojson(tmp_path, [*nineteen(), both]), geojson(tmp_path, [WEST], "linked.geojson"))
