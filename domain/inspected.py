"""A file that was looked into and made fit to be kept; whoever inspects it, the doors know this much."""

from dataclasses import dataclass
from typing import Final

MEGABYTE: Final = 1_000_000
MEDIA_TYPES: Final = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}


@dataclass(frozen=True)
class Place:
    """Degrees, WGS 84."""

    lon: float
    lat: float


@dataclass(frozen=True)
class Inspected:
    """A file fit to be kept. `taken_at` is where the picture's own metadata, now gone, said it was taken."""

    content: bytes
    format: str
    taken_at: Place | None = None
    flags: tuple[str, ...] = ()

    @property
    def media_type(self) -> str:
        """The type that it is served as."""
        return MEDIA_TYPES[self.format]
