"""Archives are not taken; one that would unpack without end is told so, by counting and never by keeping."""

import zipfile
import zlib
from io import BytesIO
from typing import Final

from domain.errors import FileUnprocessable
from domain.inspected import MEGABYTE

UNPACKED_BYTES: Final = 100 * MEGABYTE  # beyond which an archive is a bomb, whatever it holds


def refuse_bombs(content: bytes) -> None:
    """Raise FileUnprocessable for a zip (a word processor's file is one) or gzip that is broken or swells."""
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
        while content and not inflating.eof and size <= UNPACKED_BYTES:
            size += len(inflating.decompress(content, MEGABYTE))
            content = inflating.unconsumed_tail
    except zlib.error as fault:
        raise FileUnprocessable from fault
    return size
