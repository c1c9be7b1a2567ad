"""A made-up statement of offence as it is printed, and as somebody photographs it."""

from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS: Final = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")  # else the one that Pillow brings
PAPER, INK, TABLE = (250, 249, 244), (25, 25, 35), (140, 130, 120)


def drawn(number: str, plate: str, size: int = 34) -> Image.Image:
    """The paper."""
    lines = (
        "VILLE DE MONTRÉAL", "Cour municipale", "CONSTAT D’INFRACTION / STATEMENT OF OFFENCE", "",
        f"No du constat / Statement number : {number}", "Date de l’infraction / Date of offence : 2026-11-12   10:15",
        f"Plaque d’immatriculation / Plate : {plate}   QC", "Marque / Make : Honda Civic",
        "Lieu / Place : rue Saint-Denis", "C-4.1, art. 12   Parcomètre impayé / Unpaid meter",
        "Amende / Fine : 60,00 $   Frais / Costs : 30,00 $", "Total : 90,00 $",
    )  # fmt: skip
    page = Image.new("RGB", (size * 36, size * 26), PAPER)
    pen, font, step = ImageDraw.Draw(page), _font(size), size * 9 // 5
    for rank, line in enumerate(lines, 1):
        pen.text((size * 2, step * rank), line, INK, font)
    return page


def photographed(page: Image.Image, turned: float, noise: float) -> bytes:
    """A JPEG of it, turned by so many degrees, with the noise of a poor camera."""
    shot = page.rotate(turned, Image.Resampling.BICUBIC, expand=True, fillcolor=TABLE)
    if noise:
        grain = Image.effect_noise(shot.size, noise).convert("RGB")
        shot = Image.blend(shot, grain, 0.25).filter(ImageFilter.GaussianBlur(0.8))
    out = BytesIO()
    shot.save(out, "JPEG", quality=80)
    return out.getvalue()


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.truetype(FONTS, size) if FONTS.exists() else ImageFont.load_default(size)
