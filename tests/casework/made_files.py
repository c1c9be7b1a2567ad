"""Files made for tests: pictures, PDFs, archives, and the ways in which they can be hostile."""

import gzip
import io
import zipfile
from typing import Any

import pikepdf
from PIL import Image

MONTREAL = {1: "N", 2: (45.0, 30.0, 0.0), 3: "W", 4: (73.0, 34.0, 0.0)}
LIMA = {1: "S", 2: (12.0, 2.0, 0.0), 3: "W", 4: (77.0, 1.0, 0.0)}


def jpeg(size: tuple[int, int] = (320, 240), **options: Any) -> bytes:
    return _encoded(Image.effect_noise(size, 40).convert("RGB"), "JPEG", **options)


def png(size: tuple[int, int] = (64, 48), **options: Any) -> bytes:
    return _encoded(Image.effect_noise(size, 40).convert("RGB"), "PNG", **options)


def blank_png(side: int) -> bytes:
    return _encoded(Image.new("1", (side, side)), "PNG")


def photograph(gps: dict[int, Any] | None = None, turned: bool = False) -> bytes:
    """A JPEG with metadata of every common kind, each with the word Canary in it."""
    exif = Image.Exif()
    exif[0x010F] = "CanaryMaker"
    exif[0xA431] = "CanarySerial"
    if gps:
        exif[0x8825] = gps
    if turned:
        exif[0x0112] = 6
    packet = b'<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/">CanaryXmp</x:xmpmeta>'
    return jpeg(exif=exif, comment=b"CanaryComment", xmp=packet)


def with_bad_crc(content: bytes) -> bytes:
    place = content.index(b"IDAT") + 20
    return content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]


def pdf(pages: int = 1, **options: Any) -> bytes:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    return _saved(document, **options)


def encrypted_pdf(user: str = "secret") -> bytes:
    return pdf(encryption=pikepdf.Encryption(owner="owner", user=user))


def endless_pdf(pages: int = 100_000) -> bytes:
    """That many pages, all of them the same one."""
    document = pikepdf.new()
    document.add_blank_page()
    page = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Page, MediaBox=[0, 0, 9, 9]))
    document.Root.Pages.Kids = pikepdf.Array([page] * pages)
    document.Root.Pages.Count = pages
    return _saved(document, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def scripted_pdf() -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('canary')")
    return _saved(document)


def pdf_with_attachment(content: bytes) -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    document.attachments["plan.bin"] = pikepdf.AttachedFileSpec(document, content, filename="plan.bin")
    return _saved(document)


def pdf_with_stream(content: bytes) -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    document.Root.Kept = document.make_indirect(pikepdf.Stream(document, content))
    return _saved(document, compress_streams=True)


def swelling_pdf(size: int) -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    document.Root.Swelling = document.make_indirect(pikepdf.Stream(document, bytes(size)))
    return _saved(document, compress_streams=True)


def archive(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, content)
    return out.getvalue()


def zip_bomb() -> bytes:
    return archive("bomb.txt", bytes(200_000_000))


def docx_bomb() -> bytes:
    return archive("word/document.xml", bytes(200_000_000))


def gzipped(content: bytes) -> bytes:
    return gzip.compress(content)


def gzip_bomb() -> bytes:
    return gzip.compress(bytes(200_000_000), 6)


def _encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _saved(document: pikepdf.Pdf, **options: Any) -> bytes:
    out = io.BytesIO()
    document.save(out, **options)
    return out.getvalue()
