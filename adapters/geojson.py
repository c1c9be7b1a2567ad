"""Reads limits from a GeoJSON file, ours or the City's own, and refuses it naming the feature that is wrong."""

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NoReturn, cast

from shapely import is_valid_reason
from shapely.errors import ShapelyError
from shapely.geometry import shape

from domain.limits import Limit

Json = Mapping[str, Any]

AREAS: Final = ("Polygon", "MultiPolygon")
LABEL: Final = "Point"
_WGS_84: Final = re.compile(r"CRS84|4326|WGS\s?84", re.IGNORECASE)
_CODE: Final = re.compile(r"[A-Z]{2}")
_LINKED: Final = re.compile(r"ville li[ée]e|linked city", re.IGNORECASE)


class BadLimits(Exception):
    """A file of limits that cannot be used; the message says which feature, and why."""


def read_limits(
    file: Path, borough_code: Callable[[str], str | None], *, linked_cities: bool = False
) -> tuple[Limit, ...]:
    """The limits of a file, in its order. `borough_code` gives the code of a borough from its code or its name.

    With `linked_cities` no feature may be a borough. Raises BadLimits.
    """
    limits = [_limit(feature, place, borough_code, linked_cities) for place, feature in _features(file)]
    _refuse_repeated(file, limits)
    _refuse_mixed(file, limits)
    return tuple(limits)


def refuse_missing(file: Path, limits: tuple[Limit, ...], boroughs: tuple[str, ...]) -> None:
    """Raise BadLimits unless every borough has its limit."""
    there = {limit.code for limit in limits if not limit.linked_city}
    if missing := [code for code in boroughs if code not in there]:
        raise BadLimits(f"{file.name}: {len(missing)} of {len(boroughs)} boroughs are missing: {', '.join(missing)}")


def _features(file: Path) -> Iterator[tuple[str, Json]]:
    document = _document(file)
    if document.get("type") != "FeatureCollection" or not isinstance(document.get("features"), list):
        raise BadLimits(f"{file.name}: is not a GeoJSON FeatureCollection")
    crs = json.dumps(document.get("crs", "CRS84"))
    if not _WGS_84.search(crs):
        raise BadLimits(f"{file.name}: coordinates must be WGS 84 degrees, not {crs[:80]}")
    for rank, feature in enumerate(document["features"], start=1):
        yield f"{file.name}: feature {rank}", _mapping(feature, f"{file.name}: feature {rank}")


def _document(file: Path) -> Json:
    try:
        return _mapping(json.loads(file.read_text(encoding="utf-8-sig"), parse_constant=_no_number), file.name)
    except OSError as error:
        raise BadLimits(f"{file.name}: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise BadLimits(f"{file.name}: is not JSON: {error}") from error


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no coordinate")


def _mapping(value: object, place: str) -> Json:
    if not isinstance(value, Mapping):
        raise BadLimits(f"{place}: is not an object")
    return cast(Json, value)


def _limit(feature: Json, place: str, borough_code: Callable[[str], str | None], linked_cities: bool) -> Limit:
    properties = _mapping(feature.get("properties"), f"{place}: `properties`")
    name = _text(properties, "name_fr", "NOM", "name", "nom")
    code = _text(properties, "code", "ABREV", "abrev")
    place = f"{place} ({name or code or 'nameless'})"
    borough = borough_code(code) or borough_code(name)
    linked = linked_cities or bool(_LINKED.search(_text(properties, "TYPE", "type")))
    if linked and borough:
        raise BadLimits(f"{place}: is the borough {borough}, not a linked city")
    if not linked and not borough:
        raise BadLimits(f"{place}: is none of the boroughs")
    if linked and not _CODE.fullmatch(code):
        raise BadLimits(f"{place}: a linked city needs a `code` of two capital letters")
    return Limit(borough or code, name or borough or code, linked, _geometry(feature.get("geometry"), place))


def _text(properties: Json, *names: str) -> str:
    """The first of these properties that is a text."""
    values = (properties.get(name) for name in names)
    return next((value.strip() for value in values if isinstance(value, str) and value.strip()), "")


def _geometry(geometry: object, place: str) -> dict[str, Any]:
    found = dict(_mapping(geometry, f"{place}: `geometry`"))
    if found.get("type") not in (*AREAS, LABEL):
        raise BadLimits(f"{place}: geometry must be {', '.join((*AREAS, LABEL))}, not {found.get('type')}")
    try:
        drawn = shape(found)
    except (ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise BadLimits(f"{place}: the geometry cannot be read: {error}") from error
    if drawn.is_empty:
        raise BadLimits(f"{place}: the geometry is empty")
    if not drawn.is_valid:
        raise BadLimits(f"{place}: the geometry is not valid: {is_valid_reason(drawn)}")
    _refuse_out_of_range(drawn.bounds, place)
    return found


def _refuse_out_of_range(bounds: tuple[float, float, float, float], place: str) -> None:
    west, south, east, north = bounds
    if not all(map(math.isfinite, bounds)) or west < -180 or east > 180 or south < -90 or north > 90:
        raise BadLimits(f"{place}: coordinates are not WGS 84 degrees (longitude, latitude): {bounds}")


def _refuse_repeated(file: Path, limits: list[Limit]) -> None:
    codes = [limit.code for limit in limits]
    if repeated := sorted({code for code in codes if codes.count(code) > 1}):
        raise BadLimits(f"{file.name}: more than one feature for {', '.join(repeated)}")


def _refuse_mixed(file: Path, limits: list[Limit]) -> None:
    """Areas and label points together would make some boroughs exact and others guessed."""
    if len({limit.geometry["type"] == LABEL for limit in limits}) > 1:
        raise BadLimits(f"{file.name}: holds areas and label points together")
