"""Files are what their bytes are, and leave clean."""

import io
import time

import pytest
from PIL import Image

from adapters.inspection.inspecting import inspect
from adapters.scanner import EICAR, EmbeddedScanner
from casework.file_names import clean_name, disposition
from casework.intake import metres
from domain.errors import (
    CaseError,
    FileType,
    FileUnprocessable,
    ImageTooLarge,
    ImageUnreadable,
    PayloadTooLarge,
)
from domain.inspected import Place
from tests.casework import made_files as made

ALL = ("pdf", "jpg", "png")


def test_a_photograph_leaves_without_its_metadata() -> None:
    sent = made.photograph(made.MONTREAL, turned=True)
    kept = inspect(sent, ALL, 20)
    assert b"Canary" in sent
    assert b"Canary" not in kept.content
    assert b"Exif" not in kept.content
    assert kept.media_type == "image/jpeg"
    assert Image.open(io.BytesIO(kept.content)).size == (240, 320)
    assert kept.taken_at == pytest.approx(Place(-73.5667, 45.5), abs=1e-3) or kept.taken_at is not None
    assert metres(kept.taken_at, Place(-73.5667, 45.5)) < 20


@pytest.mark.parametrize(
    "payload",
    [b"<script>alert(1)</script>", b"<?php system('id'); ?>", EICAR, b"GIF89a/*", b"%PDF-1.7\n"],
    ids=["html", "php", "eicar", "gifar", "pdf"],
)
def test_nothing_but_pixels_survives(payload: bytes) -> None:
    sent = made.jpeg(comment=payload) + payload
    assert payload in sent
    assert payload not in inspect(sent, ALL, 20).content


def test_a_png_keeps_its_transparency_and_loses_its_text() -> None:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Author", "Canary")
    out = io.BytesIO()
    Image.new("RGBA", (8, 8), (255, 0, 0, 128)).save(out, "PNG", pnginfo=info)
    kept = inspect(out.getvalue(), ALL, 20)
    assert b"Canary" not in kept.content
    assert Image.open(io.BytesIO(kept.content)).getpixel((0, 0)) == (255, 0, 0, 128)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"<!doctype html><script>", FileType),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", FileType),
        (b"<?php phpinfo();", FileType),
        (b"", FileType),
        (b"GIF89a", FileType),
        (made.archive("plan.txt", b"plan"), FileType),
        (made.zip_bomb(), FileUnprocessable),
        (made.docx_bomb(), FileUnprocessable),
        (made.gzip_bomb(), FileUnprocessable),
        (b"PK\x03\x04 not an archive", FileUnprocessable),
        (made.jpeg()[:3000], ImageUnreadable),
        (made.with_bad_crc(made.png()), ImageUnreadable),
        (b"\xff\xd8\xff<html>", ImageUnreadable),
        (made.blank_png(12_000), ImageTooLarge),
        (made.blank_png(20_000), ImageTooLarge),
        (made.jpeg() + bytes(10_000_000), PayloadTooLarge),
        (made.encrypted_pdf(), FileUnprocessable),
        (made.encrypted_pdf(user=""), FileUnprocessable),
        (made.pdf(2001), FileUnprocessable),
        (made.endless_pdf(), FileUnprocessable),
        (made.swelling_pdf(300_000_000), FileUnprocessable),
        (b"%PDF-1.7\nnothing more", FileUnprocessable),
        (b"%PDF-1.4\n" + b"stream\nx\x9c" * 1_000_000, FileUnprocessable),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else f"{len(value)} bytes",
)
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_hostile_file_is_refused_quickly(content: bytes, refusal: type[CaseError]) -> None:
    begun = time.process_time()  # of the processor: others use this machine too
    with pytest.raises(refusal):
        inspect(content, ALL, 20)
    assert time.process_time() - begun < 5


def test_a_huge_picture_is_refused_before_it_is_decoded() -> None:
    content = made.blank_png(13_000)
    begun = time.perf_counter()
    with pytest.raises(ImageTooLarge), pytest.warns(Image.DecompressionBombWarning):
        inspect(content, ALL, 20)
    assert time.perf_counter() - begun < 0.1


def test_a_picture_is_not_taken_where_a_pdf_is_asked() -> None:
    with pytest.raises(FileType):
        inspect(made.jpeg(), ("pdf",), 20)


def test_a_plain_pdf_is_kept_as_it_was_signed() -> None:
    sent = made.pdf(3)
    assert inspect(sent, ALL, 20).content == sent


def test_large_streams_are_counted_to_their_end_and_no_further() -> None:
    """zlib gives back what stands behind a stream's end for ever."""
    sent = made.swelling_pdf(5_000_000)
    assert inspect(sent, ALL, 20).content == sent
    with pytest.raises(FileType):
        inspect(made.gzipped(bytes(5_000_000)) + b"behind it", ALL, 20)


def test_a_pdf_loses_its_scripts() -> None:
    kept = inspect(made.scripted_pdf(), ALL, 20)
    assert kept.flags == ("active-content-removed",)
    assert b"JavaScript" not in kept.content
    assert b"canary" not in kept.content


@pytest.mark.parametrize(
    "content",
    [EICAR, made.jpeg() + EICAR, made.archive("eicar.com", EICAR), b"%PDF-1.4\n" + EICAR],
    ids=["plain", "jpeg", "zip", "pdf"],
)
async def test_the_scanner_knows_the_test_file(content: bytes) -> None:
    assert (await EmbeddedScanner().scan(content)).infected


async def test_a_scanner_without_signatures_says_not_scanned() -> None:
    verdict = await EmbeddedScanner().scan(made.pdf())
    assert not verdict.infected
    assert not verdict.scanned


NAMES = {
    "plan.pdf": "plan.jpg",
    "../../etc/passwd": "passwd.jpg",
    "..\\..\\windows\\system32\\cmd.exe": "cmd.jpg",
    "C:\\Users\\me\\photo.JPG": "photo.jpg",
    "/etc/shadow": "shadow.jpg",
    "": "document.jpg",
    "...": "document.jpg",
    ".htaccess": "htaccess.jpg",
    "con.txt": "document.jpg",
    "NUL": "document.jpg",
    "a\r\nSet-Cookie: x=1.jpg": "a Set-Cookie x=1.jpg",
    "a\x00b.png": "a b.jpg",
    "facture\u202egpj.exe": "facture gpj.jpg",
    "\u2066isolé\u2069.jpg": "isolé.jpg",
    "e\u0301te\u0301.jpg": "été.jpg",
    "a" * 5000: "a" * 120 + ".jpg",
    'say "cheese".jpg': "say cheese.jpg",
    "x; rm -rf /; y.jpg": "y.jpg",
    "`id`.png": "id.jpg",
    "$(reboot).png": "(reboot).jpg",
    "a|b<c>d?.png": "a b c d.jpg",
    "%2e%2e%2fpasswd": "2e 2e 2fpasswd.jpg",
    "photo.tar.gz": "photo.tar.jpg",
    "maison  à   deux étages.jpeg": "maison à deux étages.jpg",
    "😀.png": "😀.jpg",
    " - .png": "document.jpg",
}


@pytest.mark.parametrize(("given", "shown"), NAMES.items(), ids=[repr(name)[:20] for name in NAMES])
def test_a_name_is_shown_cleaned(given: str, shown: str) -> None:
    cleaned = clean_name(given, "jpg")
    assert cleaned == shown
    header = disposition(cleaned)
    assert header.isascii()
    assert not set("\r\n\0/\\") & set(header.removeprefix("attachment; "))
    assert header.count('"') == 2


def test_half_a_picture_is_refused_even_where_letters_are_printed() -> None:
    import weasyprint.images

    assert weasyprint.images
    with pytest.raises(ImageUnreadable):
        inspect(made.jpeg()[:20_000], ALL, 20)
