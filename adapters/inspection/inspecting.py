"""What a file is, by its bytes: pictures are made anew, a PDF must open safely (RELIABILITY §3 C1-C3).

Runs in the child process of `jail.py`, never in a door.
"""

from collections.abc import Collection
from typing import Final

from adapters.inspection import archives, pdfs, pictures
from domain.errors import FileType, PayloadTooLarge
from domain.inspected import MEGABYTE, Inspected, Place

PICTURE_MEGABYTES: Final = 10
KEPT_AS: Final = {"jpg": "jpg", "png": "png", "pdf": "pdf", "heic": "jpg"}  # a telephone's HEIC is kept as a JPEG
_SIGNS: Final = {"jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n", "pdf": b"%PDF-"}
_HEIC_BRANDS: Final = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


def inspect(content: bytes, formats: Collection[str], max_mb: int) -> Inspected:
    """The file as it may be kept, in one of `formats` (pdf, jpg, png). Raises FileType and the refusals of files."""
    kind = kind_of(content)
    if kind is None or KEPT_AS[kind] not in formats:
        archives.refuse_bombs(content)
        raise FileType
    most = min(max_mb, PICTURE_MEGABYTES) if kind in pictures.FORMATS else max_mb
    if len(content) > most * MEGABYTE:
        raise PayloadTooLarge(limit=most * MEGABYTE)
    if kind == "pdf":
        cleaned, flags = pdfs.opened_safely(content)
        return Inspected(cleaned, kind, flags=flags)
    picture = pictures.made_anew(content, kind)
    return Inspected(picture.content, KEPT_AS[kind], Place(*picture.lon_lat) if picture.lon_lat else None)


def kind_of(content: bytes) -> str | None:
    """`jpg`, `png`, `heic` or `pdf`, by the first bytes alone; None for anything else."""
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return "heic"
    return next((kind for kind, sign in _SIGNS.items() if content.startswith(sign)), None)
