"""Thirty pictures that say more than they show: each kind of metadata, with the word Canary in it."""

import io
import struct
import zlib
from collections.abc import Iterator

import pillow_heif
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from tests.casework import made_files as made

CANARY = b"Canary"
XMP = b'<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/">CanaryXmp 45.5,-73.56</x:xmpmeta>'
ORIENTATIONS = range(2, 9)

pillow_heif.register_heif_opener()


def pictures() -> Iterator[tuple[str, bytes]]:
    """Their names and bytes."""
    yield from _jpegs()
    yield from _pngs()
    yield from _heics()


def _jpegs() -> Iterator[tuple[str, bytes]]:
    plain = made.jpeg((96, 64))
    yield "jpeg: GPS", made.jpeg((96, 64), exif=_exif(gps=made.MONTREAL))
    yield "jpeg: maker and serial number", made.jpeg((96, 64), exif=_exif())
    yield "jpeg: MakerNote", made.jpeg((96, 64), exif=_exif(maker_note=True))
    yield "jpeg: XMP", made.jpeg((96, 64), xmp=XMP)
    yield "jpeg: extended XMP", _with_segment(plain, 0xE1, b"http://ns.adobe.com/xmp/extension/\0" + CANARY * 9)
    yield (
        "jpeg: IPTC",
        _with_segment(plain, 0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0b\x1c\x02\x78\0\x06Canary"),
    )
    yield "jpeg: comment", made.jpeg((96, 64), comment=b"CanaryComment")
    yield "jpeg: thumbnail", _with_segment(plain, 0xE1, b"Exif\0\0" + _thumbnailed())
    yield "jpeg: JFXX thumbnail", _with_segment(plain, 0xE0, b"JFXX\0\x10" + CANARY)
    yield "jpeg: profile", made.jpeg((96, 64), icc_profile=_profile())
    yield "jpeg: several pictures in one", _with_segment(plain, 0xE2, b"MPF\0" + CANARY) + plain + CANARY
    yield "jpeg: Adobe and unknown segments", _with_segment(_with_segment(plain, 0xEE, b"Adobe" + CANARY), 0xEA, CANARY)
    yield "jpeg: a depth map behind it", plain + b"\xff\xd8Canary depth\xff\xd9"
    for way in ORIENTATIONS:
        yield f"jpeg: turned, {way}", made.jpeg((96, 64), exif=_exif(orientation=way))


def _pngs() -> Iterator[tuple[str, bytes]]:
    info = PngInfo()
    info.add_text("Author", "CanaryAuthor")
    info.add_itxt("XML:com.adobe.xmp", XMP.decode())
    info.add_text("Comment", "CanaryComment" * 40, zip=True)
    plain = made.png()
    yield "png: texts and XMP", made.png(pnginfo=info)
    yield "png: EXIF", made.png(exif=_exif(gps=made.MONTREAL))
    yield "png: profile", made.png(icc_profile=_profile())
    yield "png: a chunk of its own", with_chunk(plain, b"caNy", CANARY)
    yield "png: time and background", with_chunk(with_chunk(plain, b"tIME", b"\x07\xea\x0b\x19\0\0\0"), b"zTXt", CANARY)
    yield "png: behind its end", plain + CANARY
    out = io.BytesIO()
    frames = [Image.new("RGB", (32, 32), colour) for colour in ("red", "blue")]
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:], pnginfo=info)
    yield "png: moving", out.getvalue()


def _heics() -> Iterator[tuple[str, bytes]]:
    for name, options in {
        "heic: GPS": {"exif": _exif(gps=made.MONTREAL).tobytes()},
        "heic: XMP": {"xmp": XMP},
        "heic: turned": {"exif": _exif(orientation=6).tobytes()},
    }.items():
        out = io.BytesIO()
        Image.effect_noise((96, 64), 40).convert("RGB").save(out, "HEIF", quality=60, **options)
        yield name, out.getvalue() + CANARY


def _exif(gps: dict[int, object] | None = None, orientation: int = 1, maker_note: bool = False) -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x013B] = "CanaryMaker", "CanaryModel", "CanaryArtist"
    exif[0x0112] = orientation
    exif[0xA431] = "CanarySerial"
    if gps:
        exif[0x8825] = gps
    if maker_note:
        exif.get_ifd(0x8769)[0x927C] = b"CanaryMakerNote"
    return exif


def _thumbnailed() -> bytes:
    """A TIFF whose second directory is a small JPEG."""
    small = made.jpeg((16, 12), comment=CANARY)
    first = struct.pack("<HI", 0, 14)
    second = struct.pack("<HHHIIHHIII", 2, 0x201, 4, 1, 44, 0x202, 4, 1, len(small), 0)
    return b"II*\0\x08\0\0\0" + first + second.ljust(30, b"\0") + small


def _profile() -> bytes:
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    place = profile.find(b"s\0R\0G\0B\0") if b"s\0R\0G\0B\0" in profile else len(profile) - 12
    profile[place : place + 6] = CANARY
    return bytes(profile)


def _with_segment(jpeg: bytes, marker: int, content: bytes) -> bytes:
    return jpeg[:2] + struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content + jpeg[2:]


def with_chunk(png: bytes, name: bytes, content: bytes) -> bytes:
    chunk = struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
    return png[:33] + chunk + png[33:]
