"""A letter's page: the pair of templates of its code, filled; citizens' words stay data (RELIABILITY §3 D2)."""

import base64
import io
import re
import tomllib
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import get_args

import segno
from fontTools.ttLib import TTFont
from jinja2 import FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment

from adapters.letter_text import filters, printable_values
from domain.letter import Language, LetterData

FOLDER = Path("templates/letters")
FONT_FILE = re.compile(r'url\("([^"]+\.woff2)"\)')


def font_files(root: Path) -> tuple[Path, ...]:
    """The font files that the letters' style sheet names."""
    folder = root / FOLDER
    return tuple((folder / name).resolve() for name in FONT_FILE.findall((folder / "fonts.css").read_text("utf-8")))


@lru_cache
def covered_characters(root: Path) -> frozenset[int]:
    """Code points that every weight of the letters' fonts can print."""
    by_weight: dict[str, set[int]] = {}
    for file in font_files(root):
        weight = file.stem.split("-")[-2]
        with TTFont(file) as font:
            by_weight.setdefault(weight, set()).update(font.getBestCmap() or {})
    return frozenset(set[int].intersection(*by_weight.values()))


def qr_data_url(url: str) -> str:
    """A QR code as a one-bit PNG; the mask is fixed because trying all eight takes eight times as long."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False, mask=2, boost_error=False).save(out, kind="png", scale=4, border=2)
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


class LetterPages:
    """Fills the templates of `templates/letters` under the repository's root, and reaches no other file."""

    def __init__(self, root: Path, *frames: Path) -> None:
        """`frames` are folders whose frame of a letter stands in for the printed one."""
        self._covered = covered_characters(root)
        self._titles = tomllib.loads((root / FOLDER / "titles.toml").read_text("utf-8"))
        self._templates = {
            (code, language): environment.get_template(f"{code}.{language}.html")
            for language, environment in _environments((*frames, root / FOLDER)).items()
            for code in self._titles
        }

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes that have a letter."""
        return tuple(self._titles)

    def title(self, code: str, language: Language) -> str:
        """The letter's title in one language (DOMAIN §7.1)."""
        return self._titles[code][language]

    def page(self, data: LetterData) -> str:
        """The whole HTML page of one letter; a fact that the template names and `facts` lacks raises UndefinedError."""
        fields = printable_values(asdict(data), self._covered)
        return self._template(data).render(
            letter=SimpleNamespace(**fields),
            facts=SimpleNamespace(**fields["facts"]),
            title=self.title(data.code, data.language),
            qr="" if data.specimen else qr_data_url(data.verify_url),
        )

    def _template(self, data: LetterData) -> Template:
        return self._templates[data.code, data.language]


def _environments(folders: tuple[Path, ...]) -> dict[Language, SandboxedEnvironment]:
    return {language: _environment(folders, language) for language in get_args(Language)}


def _environment(folders: tuple[Path, ...], language: Language) -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(filters(language))
    return environment
