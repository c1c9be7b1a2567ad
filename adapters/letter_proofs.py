"""Letters set to be read on a page before they are sent: the printed letter's own templates, without its sheet."""

import asyncio
import re
from functools import lru_cache
from pathlib import Path

from adapters.letter_pages import LetterPages, covered_characters
from adapters.letter_text import unprintable
from domain.letter import LetterData, Proof

FRAME = Path("templates/proofs")
DEEPER = {"1": "4", "2": "5"}  # a letter's headings stand below its title on the page
HEADING = re.compile(r"(</?h)([12])\b")  # of the templates: every value is escaped


@lru_cache
def _pages(root: Path, *frames: Path) -> LetterPages:
    """Read once, and only where somebody asks for a proof or a sheet."""
    return LetterPages(root, *frames)


class LetterProofs:
    """`LetterProofs` over `templates/letters`, in the frame of `templates/proofs`."""

    def __init__(self, root: Path) -> None:
        self._root = root

    async def proof(self, data: LetterData) -> Proof:
        """What the letter will say; made in a thread, since the first one reads every template."""
        return await asyncio.to_thread(self._proof, data)

    async def sheet(self, data: LetterData) -> str:
        """The printed letter's page."""
        return await asyncio.to_thread(lambda: _pages(self._root).page(data))

    async def unprintable(self, text: str) -> str:
        """The characters of a text that the letters' fonts lack, or that show nothing."""
        return await asyncio.to_thread(lambda: unprintable(text, covered_characters(self._root)))

    def _proof(self, data: LetterData) -> Proof:
        pages = _pages(self._root, self._root / FRAME)
        html = HEADING.sub(lambda found: found[1] + DEEPER[found[2]], pages.page(data))
        return Proof(data.code, data.language, pages.title(data.code, data.language), html)
