"""What passes between a door and its jail: a line of JSON, then bytes. Never pickled: a jail is not to be believed."""

import json
from collections.abc import Collection
from typing import Any, Final

from domain.errors import (
    CaseError,
    FileType,
    FileUnprocessable,
    ImageTooLarge,
    ImageUnreadable,
    PayloadTooLarge,
)
from domain.inspected import MEDIA_TYPES, Inspected, Place

REFUSALS: Final[dict[str, type[CaseError]]] = {
    kind.code: kind for kind in (FileType, FileUnprocessable, ImageTooLarge, ImageUnreadable, PayloadTooLarge)
}
LINE_BYTES: Final = 4096
MOST_BYTES: Final = 300_000_000  # a picture of 50 million pixels as a PNG that does not compress


def asked(content: bytes, formats: Collection[str], max_mb: int) -> bytes:
    """The head of a question; the bytes follow it."""
    return _line({"formats": sorted(formats), "max_mb": max_mb, "size": len(content)})


def answered(found: Inspected) -> bytes:
    """The head of an answer; the cleaned bytes follow it."""
    place = [found.taken_at.lon, found.taken_at.lat] if found.taken_at else None
    return _line({"format": found.format, "taken_at": place, "flags": list(found.flags), "size": len(found.content)})


def refused(refusal: CaseError) -> bytes:
    """An answer without bytes."""
    return _line({"refusal": refusal.code, "facts": dict(refusal.facts), "size": 0})


def size_of(head: dict[str, Any]) -> int:
    """How many bytes follow an answer's head. Raises ValueError for a size that no honest jail gives."""
    size = int(head["size"])
    if not 0 <= size <= MOST_BYTES:
        raise ValueError("a jail promised an impossible size")
    return size


def read(head: dict[str, Any], content: bytes) -> Inspected:
    """The answer. Raises the refusal that it tells of, ValueError or KeyError for one that makes no sense."""
    if "refusal" in head:
        raise REFUSALS[str(head["refusal"])](**{str(name): int(value) for name, value in head["facts"].items()})
    if head["format"] not in MEDIA_TYPES:
        raise ValueError("a jail named an unknown format")
    place = head["taken_at"]
    taken_at = Place(float(place[0]), float(place[1])) if place else None
    return Inspected(content, str(head["format"]), taken_at, tuple(str(flag) for flag in head["flags"]))


def _line(head: dict[str, Any]) -> bytes:
    return json.dumps(head).encode() + b"\n"
