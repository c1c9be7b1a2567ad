"""Which borough a point is in: by the imported limits, or by the nearest label point for want of them (DESIGN §11)."""

import math
from collections.abc import Iterable
from typing import Final

from shapely import Point, STRtree
from shapely.geometry import shape

from adapters.geojson import LABEL
from domain.limits import Found, Limit

NOWHERE: Final = Found()


class Territory:
    """The boroughs and the linked cities of the island, on one tree."""

    def __init__(self, limits: Iterable[Limit] = ()) -> None:
        kept = sorted(limits, key=lambda limit: (limit.linked_city, limit.code))
        self._areas = tuple(limit for limit in kept if limit.geometry["type"] != LABEL)
        self._tree = STRtree([shape(limit.geometry) for limit in self._areas])
        self._labels = [limit for limit in kept if limit.geometry["type"] == LABEL and not limit.linked_city]

    @property
    def empty(self) -> bool:
        """Whether neither limits nor label points were imported: no point can be placed."""
        return not self._areas and not self._labels

    @property
    def approximate(self) -> bool:
        """Whether points are placed by the nearest label, because no borough's limits were imported."""
        return bool(self._labels)

    def borough_of(self, lon: float, lat: float) -> Found:
        """Where a point in WGS 84 degrees lies. On a shared border: a borough before a linked city, then by code."""
        if not (math.isfinite(lon) and math.isfinite(lat)):
            return NOWHERE
        hits = self._tree.query(Point(lon, lat), predicate="intersects")
        if len(hits):
            area = self._areas[min(int(hit) for hit in hits)]
            return Found(linked_city=area.code) if area.linked_city else Found(area.code)
        return self._nearest(lon, lat)

    def _nearest(self, lon: float, lat: float) -> Found:
        if not self._labels:
            return NOWHERE
        shrink = math.cos(math.radians(lat))

        def distance(limit: Limit) -> float:
            east, north = limit.geometry["coordinates"][:2]
            return math.hypot((east - lon) * shrink, north - lat)

        return Found(min(self._labels, key=distance).code, approximate=True)
