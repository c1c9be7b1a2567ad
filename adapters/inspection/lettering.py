"""A photograph of a paper made easy to read: grey, evenly lit, its lines level, no larger than a reader needs."""

from io import BytesIO
from itertools import pairwise
from typing import Final

from PIL import Image, ImageChops, ImageFilter, ImageOps

LONG_SIDE: Final = 2000  # letters of a sheet are then 20 pixels high or more, which Tesseract reads well
SHORTEST_SIDE: Final = 1000
_LOOKED_AT: Final = 700
_STEEPEST: Final = 8.0  # degrees
_STEP: Final = 0.5
_LIGHT: Final = 25  # pixels around; wider than a letter, narrower than a shadow


def made_legible(content: bytes) -> bytes:
    """The picture as a reader is given it, a PNG. Raises what a decoder raises."""
    page = _sized(_grey(content))
    lit = _evenly_lit(page)
    angle = _slope(lit)
    level = lit.rotate(angle, Image.Resampling.BICUBIC, expand=True) if angle else lit
    out = BytesIO()
    ImageOps.invert(level).save(out, "PNG", compress_level=1)
    return out.getvalue()


def _grey(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content), formats=["JPEG", "PNG"])
    if image.format == "JPEG":
        image.draft("L", (LONG_SIDE, LONG_SIDE))
    if "A" in image.getbands() or "transparency" in image.info:
        shown = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", shown.size, "white"), shown)
    return image.convert("L")


def _sized(page: Image.Image) -> Image.Image:
    longest = max(page.size)
    if longest > LONG_SIDE:
        return ImageOps.contain(page, (LONG_SIDE, LONG_SIDE))
    if longest < SHORTEST_SIDE:
        return ImageOps.scale(page, 2)
    return page


def _evenly_lit(page: Image.Image) -> Image.Image:
    """What is darker than its surroundings, as light on black: shadows and the table below the paper go."""
    around = page.filter(ImageFilter.BoxBlur(_LIGHT))
    return ImageOps.autocontrast(ImageChops.subtract(around, page), cutoff=(50, 0.5))


def _slope(lit: Image.Image) -> float:
    """The turn, in degrees, after which lines and the gaps between them differ most."""
    small = ImageOps.contain(lit, (_LOOKED_AT, _LOOKED_AT))
    turns = [step * _STEP for step in range(-int(_STEEPEST / _STEP), int(_STEEPEST / _STEP) + 1)]
    return max(turns, key=lambda turn: (_contrast(small, turn), -abs(turn)))


def _contrast(small: Image.Image, turn: float) -> int:
    turned = small.rotate(turn, Image.Resampling.BILINEAR)
    rows = turned.resize((1, turned.height), Image.Resampling.BOX).tobytes()
    return sum((one - other) ** 2 for one, other in pairwise(rows))
