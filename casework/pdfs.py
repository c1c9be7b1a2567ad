"""A PDF that somebody sent: it must open, be neither locked nor endless, and do nothing by itself."""

import re
import zlib
from io import BytesIO
from typing import Final

import pikepdf
from pikepdf import sanitize

from domain.errors import CaseError, FileUnprocessable

PAGES: Final = 2000
UNPACKED_BYTES: Final = 256_000_000  # over all streams; one zlib stream can grow a thousandfold
STREAMS: Final = 50_000
FED_BYTES: Final = 16_384
CHUNK: Final = 1_000_000
_STREAM: Final = re.compile(rb"stream\r?\n")
_TWICE_PACKED: Final = re.compile(rb"/(FlateDecode|Fl)\b[\s\[]*/(FlateDecode|Fl)\b")
_ACTIVE: Final = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFile|EmbeddedFiles|RichMedia|Rendition|SubmitForm|ImportData)\b"
)


def opened_safely(content: bytes) -> tuple[bytes, bool]:
    """The PDF, and whether scripts, actions or attached files were taken out; without any, its bytes are untouched.

    Raises FileUnprocessable for a bomb, a locked or broken file, more than 2,000 pages.
    """
    if _TWICE_PACKED.search(content) or _unpacked(content) > UNPACKED_BYTES:
        raise FileUnprocessable
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            if pdf.is_encrypted or int(pdf.Root.Pages.Count) > PAGES or len(pdf.pages) > PAGES:
                raise FileUnprocessable
            return (_without_active_content(pdf), True) if _is_active(pdf) else (content, False)
    except CaseError:
        raise
    except Exception as fault:  # a parser fed with hostile bytes may raise anything at all
        raise FileUnprocessable from fault


def _unpacked(content: bytes) -> int:
    """The size of all streams unpacked, counted without keeping them, before any library opens the file."""
    size, start = 0, 0
    for _ in range(STREAMS):
        found = _STREAM.search(content, start)
        if found is None or size > UNPACKED_BYTES:
            return size
        grown, taken = _inflated(content, found.end(), UNPACKED_BYTES - size + 1)
        size, start = size + grown, found.end() + taken
    raise FileUnprocessable


def _inflated(content: bytes, start: int, most: int) -> tuple[int, int]:
    """How large the zlib stream that begins at `start` is, up to `most`, and how many bytes it takes."""
    inflating, size, place = zlib.decompressobj(), 0, start
    try:
        while size < most and not inflating.eof and place < len(content):
            part = content[place : place + FED_BYTES]
            place += len(part)
            while part and size < most:
                size += len(inflating.decompress(part, CHUNK))
                part = inflating.unconsumed_tail
    except zlib.error:
        return size, 0
    return size, place - start - len(inflating.unused_data)


def _is_active(pdf: pikepdf.Pdf) -> bool:
    return any(_ACTIVE.search(_written(found)) for found in pdf.objects)


def _written(found: pikepdf.Object) -> bytes:
    return (found.stream_dict if isinstance(found, pikepdf.Stream) else found).unparse(resolved=True)


def _without_active_content(pdf: pikepdf.Pdf) -> bytes:
    for remove in (
        sanitize.remove_javascript,
        sanitize.remove_external_access,
        sanitize.remove_attachments,
        sanitize.remove_multimedia,
    ):
        remove(pdf)
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()
