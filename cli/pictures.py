"""Small files to attach to an application: each different, none of anybody's."""

from dataclasses import dataclass
from io import BytesIO
from random import Random
from typing import Final

import pikepdf
from PIL import Image, ImageDraw

SIZE: Final = (640, 480)  # pixels
LETTER: Final = (612, 792)  # points: 8.5 by 11 inches
_QUALITY: Final = 70

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Picture:
    """A file as it is uploaded."""

    name: str
    content: bytes
    media_type: str


def picture(document: str, *, seed: int) -> Picture:
    """A file for a document that a form calls for: a photograph where it asks for some, else one page of PDF."""
    chance = Random(f"{document}:{seed}")  # noqa: S311
    stem = f"{document.replace('_', '-')}-{seed}"
    if "photo" in document:
        return Picture(f"{stem}.jpg", photograph(chance), "image/jpeg")
    return Picture(f"{stem}.pdf", page(document.replace("_", " "), chance), "application/pdf")


def photograph(chance: Random) -> bytes:
    """A sky, a ground and some shapes, as a JPEG."""
    width, height = SIZE
    image = Image.new("RGB", SIZE, _colour(chance, 150, 255))
    draw = ImageDraw.Draw(image)
    horizon = chance.randint(height // 2, height - 80)
    draw.rectangle((0, horizon, width, height), fill=_colour(chance, 40, 160))
    for _ in range(chance.randint(4, 9)):
        left, top = chance.randint(0, width - 120), chance.randint(40, horizon - 20)
        box = (left, top, left + chance.randint(30, 110), horizon + chance.randint(0, 40))
        chance.choice((draw.rectangle, draw.ellipse))(box, fill=_colour(chance, 20, 220), outline=(20, 20, 20))
    out = BytesIO()
    image.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def page(title: str, chance: Random) -> bytes:
    """A plan-like page of PDF: a title, a number and some rectangles."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=LETTER)
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    first = pdf.pages[0]
    first.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    first.Contents = pdf.make_stream(_drawing(title, chance))
    out = BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _drawing(title: str, chance: Random) -> bytes:
    boxes = [
        f"{chance.randint(60, 300)} {chance.randint(80, 500)} {chance.randint(40, 240)} {chance.randint(40, 180)} re S"
        for _ in range(chance.randint(3, 8))
    ]
    text = f"BT /F1 16 Tf 60 720 Td ({title}) Tj 0 -24 Td ({chance.getrandbits(48):012x}) Tj ET"
    return "\n".join([text, *boxes]).encode("ascii")


def _colour(chance: Random, low: int, high: int) -> Colour:
    return chance.randint(low, high), chance.randint(low, high), chance.randint(low, high)
