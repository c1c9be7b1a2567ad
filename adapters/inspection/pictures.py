"""Pictures decoded and made anew: nothing of the file that was sent survives but its pixels."""

from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from typing import Any, Final

import pillow_heif
from PIL import ExifTags, Image, ImageCms, ImageFile, ImageOps

from domain.errors import CaseError, ImageTooLarge, ImageUnreadable

FORMATS: Final = {"jpg": "JPEG", "png": "PNG", "heic": "HEIF"}
PIXELS: Final = 50_000_000  # a telephone's largest photographs; some 150 MB when decoded
_KEPT_MODES: Final = {"jpg": ("L", "RGB"), "png": ("L", "LA", "RGB", "RGBA")}

# One thread: what the processor's limit counts is then what the file costs.
pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)


@dataclass(frozen=True)
class Picture:
    """A clean picture, and where the one that was sent said it was taken (longitude, latitude in degrees)."""

    content: bytes
    lon_lat: tuple[float, float] | None


def made_anew(content: bytes, kind: str) -> Picture:
    """The picture upright, encoded again, without metadata: a PNG stays one, all else is a JPEG.

    Raises ImageTooLarge before decoding, ImageUnreadable.
    """
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint turns it on for a whole process
    try:
        if kind == "png":
            _opened(content, kind).verify()
        image = _opened(content, kind)
        lon_lat = _lon_lat(image)
        return Picture(_encoded(ImageOps.exif_transpose(image), "png" if kind == "png" else "jpg"), lon_lat)
    except CaseError:
        raise
    except Exception as fault:  # a decoder fed with hostile bytes may raise anything at all
        raise ImageUnreadable from fault


def _opened(content: bytes, kind: str) -> Image.Image:
    """The picture with its header read and no pixel decoded."""
    try:
        image = Image.open(BytesIO(content), formats=[FORMATS[kind]])
    except Image.DecompressionBombError as fault:
        raise ImageTooLarge(limit=PIXELS) from fault
    if image.width * image.height > PIXELS:
        raise ImageTooLarge(limit=PIXELS)
    return image


def _encoded(image: Image.Image, kind: str) -> bytes:
    pixels = _in_a_plain_mode(_in_plain_colours(image), kind)
    pixels.info.clear()
    out = BytesIO()
    if kind == "jpg":
        pixels.save(out, "JPEG", quality=88)
    else:
        pixels.save(out, "PNG", compress_level=4)
    return out.getvalue()


def _in_plain_colours(image: Image.Image) -> Image.Image:
    """The colours that the picture's own profile means, in sRGB: the profile itself is metadata and goes."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "CMYK"):
        return image
    try:
        given = ImageCms.ImageCmsProfile(BytesIO(profile))
        plain = ImageCms.profileToProfile(image, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return plain or image


def _in_a_plain_mode(image: Image.Image, kind: str) -> Image.Image:
    if image.mode in _KEPT_MODES[kind] and "transparency" not in image.info:
        return image.copy()
    transparent = kind == "png" and ("transparency" in image.info or "A" in image.getbands())
    return image.convert("RGBA" if transparent else "RGB")


def _lon_lat(image: Image.Image) -> tuple[float, float] | None:
    try:
        gps: dict[int, Any] = image.getexif().get_ifd(ExifTags.IFD.GPSInfo)
        lat = _degrees(gps[ExifTags.GPS.GPSLatitude], gps[ExifTags.GPS.GPSLatitudeRef], "S")
        lon = _degrees(gps[ExifTags.GPS.GPSLongitude], gps[ExifTags.GPS.GPSLongitudeRef], "W")
    except (KeyError, TypeError, ValueError, ZeroDivisionError, SyntaxError, OSError):
        return None
    return (lon, lat) if abs(lat) <= 90 and abs(lon) <= 180 else None


def _degrees(parts: Any, hemisphere: str, negative: str) -> float:
    degrees, minutes, seconds = (Fraction(part.numerator, part.denominator) for part in parts)
    size = float(degrees + minutes / 60 + seconds / 3600)
    return -size if hemisphere == negative else size
