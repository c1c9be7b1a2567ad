"""Print jobs: letters put together by pikepdf, the same bytes for the same letters."""

import asyncio
import html
import io
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf

from domain.print_ports import Enclosure, PrintJob

if TYPE_CHECKING:
    from adapters.letter_pdf import LetterPdf

LETTER_SIZE = (612, 792)  # points: 8.5 by 11 inches
PRINTER_NEEDS_NOT = ("/StructParents", "/Annots", "/Tabs")
_COVER = (
    '<html lang="fr-CA"><head><title>Adresse</title></head><body>'
    '<div class="head"><p class="city">Ville de Montréal</p><p class="borough">&nbsp;</p></div>'
    '<p class="dated">&nbsp;</p><div class="addressee">{}</div></body></html>'
)


class PikePrintShop:
    """`PrintShop`. A job is for paper: seals, links and tags stay in the letters themselves."""

    def __init__(self, root: Path) -> None:
        self._root = root

    async def assemble(self, letters: tuple[Enclosure, ...], *, duplex: bool) -> PrintJob:
        """All letters in order, in a thread. Raises pikepdf.PdfError for a file that is no PDF."""
        return await asyncio.to_thread(self._assemble, letters, duplex)

    def _assemble(self, letters: tuple[Enclosure, ...], duplex: bool) -> PrintJob:
        job = pikepdf.new()
        first_pages: list[int] = []
        pages: list[int] = []
        for letter in letters:
            if duplex and len(job.pages) % 2:
                job.add_blank_page(page_size=LETTER_SIZE)
            before = len(job.pages)
            if letter.cover:
                _append(job, self._cover(letter.cover))
                if duplex:
                    job.add_blank_page(page_size=LETTER_SIZE)
            _append(job, letter.pdf)
            first_pages.append(before + 1)
            pages.append(len(job.pages) - before)
        out = io.BytesIO()
        job.save(out, deterministic_id=True)
        return PrintJob(out.getvalue(), tuple(first_pages), tuple(pages), len(job.pages))

    def _cover(self, lines: tuple[str, ...]) -> bytes:
        """A sheet with the address where the letter's own would be seen through the window."""
        from adapters.letter_pages import covered_characters
        from adapters.letter_text import printable

        covered = covered_characters(self._root)
        shown = "".join(f"<p>{html.escape(printable(line, covered))}</p>" for line in lines)
        return self._renderer.print_page(_COVER.format(shown))

    @cached_property
    def _renderer(self) -> "LetterPdf":
        from adapters.letter_pdf import LetterPdf  # takes a second to load, and covers are rare

        return LetterPdf(self._root)


def _append(job: pikepdf.Pdf, content: bytes) -> None:
    with pikepdf.open(io.BytesIO(content)) as letter:
        start = len(job.pages)
        job.add_pages_from(letter, forms="strip")  # the seal's field; paper has none
        for page in list(job.pages)[start:]:
            _strip(page)


def _strip(page: Any) -> None:
    for name in PRINTER_NEEDS_NOT:
        if name in page.obj:
            del page.obj[name]
