"""The limits of the boroughs and of the linked cities, and where a point was found in them."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Limit:
    """One borough or linked city. `geometry` is GeoJSON in WGS 84 degrees: an area, or a label point without one."""

    code: str
    name: str
    linked_city: bool
    geometry: dict[str, Any]


@dataclass(frozen=True)
class Found:
    """Where a point lies: in a borough (`code`), in a linked city, or in neither.

    `approximate`: by the nearest label point, for want of limits (DESIGN §11).
    """

    code: str | None = None
    linked_city: str | None = None
    approximate: bool = False
