"""Sixty-nine made files through the jails: nothing that acts, and nothing that tells more than pixels, is kept."""

import io
import re
import struct
from collections.abc import AsyncIterator, Iterator

import pikepdf
import pytest
from PIL import Image

from adapters.inspection.pool import InspectionPool
from domain.errors import CaseError, FileType, FileUnprocessable, ImageTooLarge, ImageUnreadable
from domain.inspected import Inspected
from tests.casework import acting_pdfs, marked_pictures
from tests.casework import made_files as made

ALL = ("pdf", "jpg", "png")
PICTURES = dict(marked_pictures.pictures())
ACTING = dict(acting_pdfs.pdfs())
KEPT_SEGMENTS = {0xD8, 0xE0, 0xDB, 0xC0, 0xC2, 0xC4, 0xDA, 0xD9}  # of a bare JFIF: tables, frame, scan
KEPT_CHUNKS = {b"IHDR", b"IDAT", b"IEND"}
POLYGLOTS = {
    "HTML in a JPEG’s comment": made.jpeg(comment=b"<html><script>alert(1)</script>"),
    "PHP behind a JPEG": made.jpeg() + b"<?php system($_GET['c']);",
    "an archive behind a JPEG": made.jpeg() + made.archive("a.class", b"\xca\xfe\xba\xbe"),
    "a PDF behind a PNG": made.png() + made.scripted_pdf(),
    "HTML in a PNG’s text": marked_pictures.with_chunk(made.png(), b"tEXt", b"Title\0<script>alert(1)</script>"),
    "an archive behind a PDF": made.pdf() + made.archive("a.class", b"\xca\xfe\xba\xbe"),
    "HTML behind a PDF": made.pdf() + b"<html><script>alert(1)</script></html>",
}  # fmt: skip
PAYLOADS = (b"<script", b"<?php", b"a.class", b"PK\x03\x04", b"PK\x05\x06")
REFUSED: dict[str, tuple[bytes, type[CaseError]]] = {
    "HTML": (b"<!doctype html><script>alert(1)</script>", FileType),
    "SVG": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", FileType),
    "GIF that is a script": (b"GIF89a/*\x01\x00*/=alert(1)//", FileType),
    "a JAR that begins as a GIF": (b"GIF89a" + made.archive("a.class", b"x"), FileType),
    "an archive": (made.archive("plan.txt", b"plan"), FileType),
    "a word processor’s file": (made.archive("word/document.xml", b"<w/>"), FileType),
    "a program": (b"MZ\x90\x00", FileType),
    "HTML before a PDF": (b"<script>alert(1)</script>" + made.pdf(), FileType),
    "a film that says it is HEIC’s cousin": (b"\0\0\0\x18ftypisom" + bytes(64), FileType),
    "a HEIC of nothing": (b"\0\0\0\x18ftypheic" + bytes(64), ImageUnreadable),
    "a zip bomb": (made.zip_bomb(), FileUnprocessable),
    "a docx bomb": (made.docx_bomb(), FileUnprocessable),
    "a gzip bomb": (made.gzip_bomb(), FileUnprocessable),
    "a locked PDF": (made.encrypted_pdf(), FileUnprocessable),
    "an endless PDF": (made.endless_pdf(), FileUnprocessable),
    "a PDF bomb": (made.swelling_pdf(300_000_000), FileUnprocessable),
    "a PNG of 144 million pixels": (made.blank_png(12_000), ImageTooLarge),
    "half a JPEG": (made.jpeg()[:3000], ImageUnreadable),
}


@pytest.fixture(scope="module")
async def pool() -> AsyncIterator[InspectionPool]:
    found = InspectionPool(1)
    yield found
    await found.close()


def test_there_are_enough_of_them() -> None:
    assert len(PICTURES) == 30
    assert len(PICTURES) + len(ACTING) + len(POLYGLOTS) + len(REFUSED) >= 60


@pytest.mark.parametrize("name", PICTURES)
async def test_a_picture_keeps_its_pixels_alone(pool: InspectionPool, name: str) -> None:
    sent = PICTURES[name]
    kept = await pool.inspect(sent, ALL, 20)
    assert kept.content != sent
    assert left_over(kept) == set()
    assert b"Canary" not in kept.content


@pytest.mark.parametrize("way", marked_pictures.ORIENTATIONS)
async def test_a_turned_picture_stands_upright(pool: InspectionPool, way: int) -> None:
    kept = await pool.inspect(PICTURES[f"jpeg: turned, {way}"], ALL, 20)
    assert Image.open(io.BytesIO(kept.content)).size == ((64, 96) if way >= 5 else (96, 64))


async def test_a_telephone_s_picture_is_kept_as_a_jpeg_and_its_place_is_told(pool: InspectionPool) -> None:
    kept = await pool.inspect(PICTURES["heic: GPS"], ("jpg",), 20)
    assert Image.open(io.BytesIO(kept.content)).format == "JPEG"
    assert kept.taken_at is not None
    assert (round(kept.taken_at.lat, 2), round(kept.taken_at.lon, 2)) == (45.5, -73.57)
    with pytest.raises(FileType):
        await pool.inspect(PICTURES["heic: GPS"], ("pdf", "png"), 20)


@pytest.mark.parametrize("name", ACTING)
async def test_a_pdf_does_nothing_by_itself(pool: InspectionPool, name: str) -> None:
    sent, flags = ACTING[name]
    kept = await pool.inspect(sent, ALL, 20)
    assert kept.content != sent
    assert set(kept.flags) == set(flags)
    text = unpacked(kept.content)
    assert not re.search(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|SubmitForm|XFA|URI|GoToR|GoToE)\b", text)
    assert b"canary" not in text
    assert len(pikepdf.open(io.BytesIO(kept.content)).pages) == 1


@pytest.mark.parametrize("name", POLYGLOTS)
async def test_one_file_is_not_two(pool: InspectionPool, name: str) -> None:
    kept = await pool.inspect(POLYGLOTS[name], ALL, 20)
    assert [payload for payload in PAYLOADS if payload in kept.content] == []


@pytest.mark.parametrize("name", REFUSED)
async def test_what_cannot_be_made_harmless_is_refused(pool: InspectionPool, name: str) -> None:
    content, refusal = REFUSED[name]
    with pytest.raises(refusal):
        await pool.inspect(content, ALL, 20)


def left_over(kept: Inspected) -> set[object]:
    """What a picture still carries beside its pixels."""
    image = Image.open(io.BytesIO(kept.content))
    if kept.format == "png":
        return {*chunks(kept.content)} - KEPT_CHUNKS
    more: set[object] = {*image.info} - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    return more | {*image.getexif()} | ({*segments(kept.content)} - KEPT_SEGMENTS)


def segments(jpeg: bytes) -> Iterator[int]:
    """The markers of a JPEG up to its scan, then whatever stands behind its end."""
    place = 2
    while jpeg[place + 1] != 0xDA:
        yield jpeg[place + 1]
        place += 2 + struct.unpack(">H", jpeg[place + 2 : place + 4])[0]
    yield from [] if jpeg.endswith(b"\xff\xd9") and jpeg.count(b"\xff\xd8") == 1 else [0]


def chunks(png: bytes) -> Iterator[bytes]:
    """The chunks of a PNG."""
    place = 8
    while place < len(png):
        yield png[place + 4 : place + 8]
        place += 12 + struct.unpack(">I", png[place : place + 4])[0]


def unpacked(content: bytes) -> bytes:
    """A PDF with every stream and object in the clear."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all,
                 object_stream_mode=pikepdf.ObjectStreamMode.disable)  # fmt: skip
    return out.getvalue()
