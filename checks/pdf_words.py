"""The visible text of a PDF, glyph by glyph through the fonts' own maps to Unicode; spaces are left out."""

import io
import re
from typing import Any, cast

import pikepdf

HEX = rb"<([0-9a-fA-F]+)>\s*"
ENTRY = {b"bfchar": re.compile(HEX * 2), b"bfrange": re.compile(HEX * 3)}
SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
GLYPH = 2  # bytes of a glyph's number in the composite fonts of our letters


def visible_text(pdf: bytes) -> str:
    """Every page's text, in drawing order, without spaces."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return "".join(_of_page(page) for page in opened.pages)


def _of_page(page: pikepdf.Page) -> str:
    fonts = {name: _to_unicode(font) for name, font in cast(Any, page).Resources.Font.items()}
    shown, current = list[str](), dict[bytes, str]()
    for operands, operator in cast(Any, pikepdf.parse_content_stream(page, "Tf Tj TJ")):
        if str(operator) == "Tf":
            current = fonts.get(str(operands[0]), {})
        elif operands:
            shown += [_read(bytes(text), current) for text in _strings(operands[0])]
    return "".join("".join(shown).split())


def _strings(operand: Any) -> list[Any]:
    parts = list(operand) if isinstance(operand, pikepdf.Array) else [operand]
    return [part for part in parts if isinstance(part, pikepdf.String)]


def _read(text: bytes, glyphs: dict[bytes, str]) -> str:
    return "".join(glyphs.get(text[at : at + GLYPH], "") for at in range(0, len(text), GLYPH))


def _to_unicode(font: Any) -> dict[bytes, str]:
    if "/ToUnicode" not in font:
        return {}
    glyphs: dict[bytes, str] = {}
    for kind, section in SECTION.findall(font.ToUnicode.read_bytes()):
        for entry in ENTRY[kind].findall(section):
            glyphs |= _range(int(entry[0], 16), int(entry[-2], 16), bytes.fromhex(entry[-1].decode()))
    return glyphs


def _range(start: int, end: int, letter: bytes) -> dict[bytes, str]:
    """Glyphs from `start` to `end`; each one's letter is one further than the one before."""
    *before, last = letter.decode("utf-16-be", errors="replace")
    steps = range(end - start + 1)
    return {(start + step).to_bytes(GLYPH, "big"): "".join((*before, chr(ord(last) + step))) for step in steps}
