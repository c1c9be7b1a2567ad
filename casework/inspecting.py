"""What a file is, by its bytes: pictures are made anew, a PDF must open safely (RELIABILITY §3 C1-C3)."""

import zipfile
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from casework import pdfs, pictures
from domain.errors import FileType, FileUnprocessable, PayloadTooLarge

MEDIA_TYPES: Final = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
MEGABYTE: Final = 1_000_000
PICTURE_MEGABYTES: Final = 10
UNPACKED_BYTES: Final = 100 * MEGABYTE  # beyond which an archive is a bomb, whatever it holds
_SIGNS: Final = {"jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n", "pdf": b"%PDF-"}


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


def inspect(content: bytes, formats: Collection[str], max_mb: int) -> Inspected:
    """The file as it may be kept. Slow: run it in a thread. Raises FileType and the other refusals of files."""
    kind = kind_of(content)
    if kind is None or kind not in formats:
        _refuse_bombs(content)
        raise FileType
    most = min(max_mb, PICTURE_MEGABYTES) if kind in pictures.FORMATS else max_mb
    if len(content) > most * MEGABYTE:
        raise PayloadTooLarge(limit=most * MEGABYTE)
    if kind == "pdf":
        cleaned, changed = pdfs.opened_safely(content)
        return Inspected(cleaned, kind, flags=("active-content-removed",) if changed else ())
    picture = pictures.made_anew(content, kind)
    return Inspected(picture.content, kind, Place(*picture.lon_lat) if picture.lon_lat else None)


def kind_of(content: bytes) -> str | None:
    """`jpg`, `png` or `pdf`, by the first bytes alone; None for anything else."""
    return next((kind for kind, sign in _SIGNS.items() if content.startswith(sign)), None)


def _refuse_bombs(content: bytes) -> None:
    if content.startswith(b"PK") and _unpacked_zip(content) > UNPACKED_BYTES:
        raise FileUnprocessable
    if content.startswith(b"\x1f\x8b") and _unpacked_gzip(content) > UNPACKED_BYTES:
        raise FileUnprocessable


def _unpacked_zip(content: bytes) -> int:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as fault:
        raise FileUnprocessable from fault


def _unpacked_gzip(content: bytes) -> int:
    inflating, size = zlib.decompressobj(wbits=31), 0
    try:
        while content and size <= UNPACKED_BYTES:
            size += len(inflating.decompress(content, MEGABYTE))
            content = inflating.unconsumed_tail
    except zlib.error as fault:
        raise FileUnprocessable from fault
    return size
