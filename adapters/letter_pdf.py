"""A letter's page as a PDF: tagged, built to PDF/A-2a and PDF/UA-1, byte-identical for equal data (DESIGN §7)."""

import hashlib
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from cssselect2 import ElementWrapper
from pydyf import PDF
from weasyprint import CSS, HTML, Document
from weasyprint.html import UA, UA_COUNTER_STYLE
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from adapters.letter_pages import FOLDER, LetterPages, font_files
from adapters.letter_structure import finish
from domain.letter import LetterData

PNG_DATA = "data:image/png;base64,"
OPTIONS: dict[str, Any] = {"pdf_variant": "pdf/a-2a", "pdf_tags": True}


class AssetFetcher(URLFetcher):
    """Reaches the letters' style sheets and fonts, a PNG inside the page, and nothing else (RELIABILITY §3 D1)."""

    def __init__(self, root: Path) -> None:
        super().__init__(allowed_protocols=("file", "data"), allow_redirects=False)
        folder = (root / FOLDER).resolve()
        self._assets = frozenset({*folder.glob("*.css"), *font_files(root)})
        self.refused: deque[str] = deque(maxlen=100)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The asset, or ValueError; the last refusals are kept in `refused`."""
        if url.startswith(PNG_DATA):
            return super().fetch(url, headers)
        parts = urlsplit(url)
        if parts.scheme == "file" and not parts.netloc and self._is_asset(Path(unquote(parts.path))):
            return super().fetch(url, headers)
        self.refused.append(url[:200])
        raise ValueError(f"not an asset of the letters: {url[:200]}")

    def _is_asset(self, file: Path) -> bool:
        """One of the assets, also where a folder on the way (`node_modules`) is a link; never by way of `..`."""
        return file in self._assets or (".." not in file.parts and file.resolve() in self._assets)


def _plain_sheet() -> CSS:
    """The renderer's own sheet without footnotes: those rules match every element, six styles each."""
    kept = [line for line in UA.splitlines() if not line.startswith(("::footnote", "::note"))]
    return CSS(string="\n".join(kept), counter_style=UA_COUNTER_STYLE.copy())


PLAIN_SHEET = _plain_sheet()


class _Page(HTML):
    """A page of ours is well-formed XML: the parser in C reads it ten times faster; any other page is refused."""

    def __init__(self, page: str, fetcher: AssetFetcher) -> None:
        root = ElementTree.fromstring(page.replace("&nbsp;", "\u00a0"))  # noqa: S314 (our template, values escaped)
        self.base_url = None
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [PLAIN_SHEET]


class PagePdf:
    """Prints pages with the letters' fonts and style sheets, read once; `finisher` is WeasyPrint's."""

    def __init__(self, root: Path, finisher: Callable[[Document, PDF], None] = finish) -> None:
        self.fetcher = AssetFetcher(root)
        self._finisher = finisher
        self._fonts = FontConfiguration()
        folder = root.resolve() / FOLDER
        self._styles = [
            CSS(filename=folder / name, font_config=self._fonts, url_fetcher=self.fetcher)
            for name in ("fonts.css", "letter.css")
        ]

    def print_page(self, page: str) -> bytes:
        """The unsigned PDF of one HTML page; its identifier is the page's hash."""
        html = _Page(page, self.fetcher)
        identifier = hashlib.sha256(page.encode()).hexdigest()[:32].encode()
        pdf = html.write_pdf(
            font_config=self._fonts, stylesheets=self._styles, finisher=self._finisher, pdf_identifier=identifier,
            **OPTIONS,
        )  # fmt: skip
        return cast(bytes, pdf)


class LetterPdf(PagePdf):
    """Renders letters, whose templates are read once too."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.pages = LetterPages(root)

    def render(self, data: LetterData) -> bytes:
        """The unsigned PDF of one letter."""
        return self.print_page(self.pages.page(data))
