"""A PDF that somebody sent: it must open, be neither locked nor endless, and do nothing by itself.

One that does nothing is kept byte for byte, so that an engineer's signature on it stays valid.
"""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

import pikepdf
from pikepdf import sanitize

from domain.errors import CaseError, FileUnprocessable

PAGES: Final = 2000
UNPACKED_BYTES: Final = 256_000_000  # over all streams; one zlib stream can grow a thousandfold
STREAMS: Final = 50_000
FED_BYTES: Final = 16_384
CHUNK: Final = 1_000_000
DEPTH: Final = 100
ACTIVE, LINKED, SIGNED = "active-content-removed", "links-removed", "signature-lost"
_STREAM: Final = re.compile(rb"stream\r?\n")
_TWICE_PACKED: Final = re.compile(rb"/(FlateDecode|Fl)\b[\s\[]*/(FlateDecode|Fl)\b")
_ACTIVE: Final = {
    "/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia", "/RichMediaContent", "/Rendition",
    "/Renditions", "/SubmitForm", "/ImportData", "/GoToE", "/Movie", "/Sound", "/XFA", "/3D", "/Collection",
}  # fmt: skip
_LINKED: Final = {"/URI", "/GoToR"}
_SIGNED: Final = {"/ByteRange"}
_LOOKED_FOR: Final = re.compile("|".join(name + r"\b" for name in sorted(_ACTIVE | _LINKED | _SIGNED)).encode())
_ARCHIVE_END: Final = b"PK\x05\x06"
_ARCHIVE_TAIL: Final = 66_000  # a zip's end stands at most so far from the end of the file
_MISPLACED_BYTES: Final = 16  # more than line ends after the last %%EOF is another file behind this one


def opened_safely(content: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The PDF, and what was taken out of it, as flags for the clerk; where nothing was, its bytes are untouched.

    `active-content-removed`: scripts, actions, attached files, media. `links-removed`: addresses outside the file.
    `signature-lost`: a signature was there, and the file had to be changed. Raises FileUnprocessable for a bomb, a
    locked or broken file, more than 2,000 pages, and for what cannot be made passive.
    """
    if _TWICE_PACKED.search(content) or _unpacked(content) > UNPACKED_BYTES:
        raise FileUnprocessable
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            if pdf.is_encrypted or int(pdf.Root.Pages.Count) > PAGES or len(pdf.pages) > PAGES:
                raise FileUnprocessable
            return _passive(pdf, content)
    except CaseError:
        raise
    except Exception as fault:  # a parser fed with hostile bytes may raise anything at all
        raise FileUnprocessable from fault


def _passive(pdf: pikepdf.Pdf, content: bytes) -> tuple[bytes, tuple[str, ...]]:
    found = _names(pdf)
    active, linked = bool(found & _ACTIVE), bool(found & _LINKED)
    if not active and not linked and not _hides_another_file(content):
        return content, ()
    cleaned = _without_active_content(pdf)
    with pikepdf.open(BytesIO(cleaned)) as again:
        if _names(again) & (_ACTIVE | _LINKED):
            raise FileUnprocessable
    told = ((active, ACTIVE), (linked, LINKED), (bool(found & _SIGNED), SIGNED))
    return cleaned, tuple(flag for true, flag in told if true)


def _hides_another_file(content: bytes) -> bool:
    """Whether an archive or anything else stands behind the PDF's end: one file that is two."""
    end = content.rfind(b"%%EOF")
    behind = len(content) - end - 5 if end >= 0 else 0
    return behind > _MISPLACED_BYTES or _ARCHIVE_END in content[-_ARCHIVE_TAIL:]


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
            while part and size < most and not inflating.eof:  # at its end, zlib gives the rest back for ever
                size += len(inflating.decompress(part, CHUNK))
                part = inflating.unconsumed_tail
    except zlib.error:
        return size, 0
    return size, place - start - len(inflating.unused_data)


def _names(pdf: pikepdf.Pdf) -> set[str]:
    """Which of the names that matter stand in the file, as keys or values; texts that look like them do not count."""
    found: set[str] = set()
    for one in pdf.objects:
        plain: Any = one.stream_dict if isinstance(one, pikepdf.Stream) else one
        if _LOOKED_FOR.search(plain.unparse(resolved=True)):
            found |= set(_names_in(plain, DEPTH))
    return found & (_ACTIVE | _LINKED | _SIGNED)


def _names_in(one: Any, depth: int) -> Iterator[str]:
    """Every name in an object, not following references: each object is looked at by itself."""
    if depth == 0:
        raise FileUnprocessable
    inside: list[Any] = []
    if isinstance(one, pikepdf.Name):
        yield str(one)
    elif isinstance(one, pikepdf.Dictionary):
        yield from one.keys()
        inside = [value for _, value in one.items()]
    elif isinstance(one, pikepdf.Array):
        inside = list(one)
    for value in inside:
        if not _elsewhere(value):
            yield from _names_in(value, depth - 1)


def _elsewhere(one: Any) -> bool:
    return isinstance(one, pikepdf.Object) and one.is_indirect


def _without_active_content(pdf: pikepdf.Pdf) -> bytes:
    for remove in (
        sanitize.remove_javascript,
        sanitize.remove_external_access,
        sanitize.remove_attachments,
        sanitize.remove_multimedia,
        sanitize.remove_collection,
        sanitize.remove_web_capture,
    ):
        remove(pdf)
    _neutralise_what_is_left(pdf)
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def _neutralise_what_is_left(pdf: pikepdf.Pdf) -> None:
    """Annotations and forms that those do not know: whatever still names an active thing loses it."""
    if pikepdf.Name.AcroForm in pdf.Root and pikepdf.Name.XFA in pdf.Root.AcroForm:
        del pdf.Root.AcroForm.XFA
    if pikepdf.Name.URI in pdf.Root:
        del pdf.Root.URI
    for page in pdf.pages:
        annotations = page.obj.get(pikepdf.Name.Annots)
        if isinstance(annotations, pikepdf.Array):
            kept = [one for one in annotations if not set(_names_in(one, DEPTH)) & (_ACTIVE | _LINKED)]
            page.obj.Annots = pikepdf.Array(kept)
