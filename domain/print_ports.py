"""Paper: what is put into envelopes, and what is printed for whoever asks."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Enclosure:
    """One letter to be printed; `cover` is the name and address of a sheet put before it, when its own is outdated."""

    pdf: bytes
    cover: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrintJob:
    """One PDF for the printer. `first_pages` (from 1) and `pages` are those of each letter, its cover included."""

    pdf: bytes
    first_pages: tuple[int, ...]
    pages: tuple[int, ...]
    total_pages: int  # blank pages included


class PrintShop(Protocol):
    """Puts letters together for the printer, the same way each time."""

    async def assemble(self, letters: tuple[Enclosure, ...], *, duplex: bool) -> PrintJob:
        """All letters in order; in duplex, a blank page where one would begin on a verso."""
        ...


class PaperPrinter(Protocol):
    """Makes the PDF that a person takes away."""

    async def print_page(self, page: str) -> bytes:
        """The PDF of a page of ours, which is well-formed XML. Raises TemporarilyUnavailable."""
        ...
