"""The scanner that comes with the counter: it knows the EICAR test file; all else it reports as not scanned."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from domain.ports import ScanVerdict

# In two pieces, so that a scanner does not take this file for the test file.
EICAR: Final = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD" + rb"-ANTIVIRUS-TEST-FILE!$H+H*"
NAME: Final = "EICAR-Test-File"
MOST_BYTES: Final = 32 * 1024 * 1024  # unpacked, over all parts of one file
MOST_PARTS: Final = 200
_STREAM: Final = re.compile(rb"stream\r?\n")


class EmbeddedScanner:
    """`Scanner` without a signature base: good for tests and for the demo, not for production."""

    async def scan(self, content: bytes) -> ScanVerdict:
        """Look for the test file in the bytes, in the members of a zip and in the streams of a PDF."""
        if EICAR in content or any(EICAR in part for part in _parts(content)):
            return ScanVerdict(infected=True, scanned=True, signature=NAME)
        return ScanVerdict(infected=False, scanned=False, why="test-file-only")


def _parts(content: bytes) -> Iterator[bytes]:
    if content.startswith(b"%PDF-"):
        yield from _streams(content)
    elif content.startswith(b"PK"):
        yield from _members(content)


def _streams(content: bytes) -> Iterator[bytes]:
    left = MOST_BYTES
    for rank, found in enumerate(_STREAM.finditer(content)):
        if rank == MOST_PARTS or left <= 0:
            return
        try:
            part = zlib.decompressobj().decompress(content[found.end() :], left)
        except zlib.error:
            continue
        left -= len(part)
        yield part


def _members(content: bytes) -> Iterator[bytes]:
    left = MOST_BYTES
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for member in archive.infolist()[:MOST_PARTS]:
                with archive.open(member) as file:
                    part = file.read(left)
                left -= len(part)
                yield part
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError, ValueError):
        return
