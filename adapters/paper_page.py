"""The child process that prints one page: `python -m adapters.paper_page`; HTML on standard input, the PDF out.

Rendering holds its process for seconds: the doors answer others meanwhile. It has no secret in its environment, makes
no socket, writes no file, and has bounded memory and processor time.
"""

import resource
import sys
import warnings
from pathlib import Path
from typing import Final

from adapters.inspection.locks import close_the_network, lock_in
from adapters.letter_pages import covered_characters
from adapters.letter_pdf import PagePdf
from adapters.letter_structure import finish_unsealed
from adapters.letter_text import printable

ROOT: Final = Path(__file__).parents[1]
CPU_SECONDS: Final = 60


def main() -> None:
    """Print one page."""
    warnings.simplefilter("ignore")
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    printer, covered = PagePdf(ROOT, finish_unsealed), covered_characters(ROOT)
    lock_in()
    close_the_network()
    page = printable(sys.stdin.buffer.read().decode(), covered)
    sys.stdout.buffer.write(printer.print_page(page))


if __name__ == "__main__":
    main()
