"""Renders and seals letters in this process, everything that letters share being read once."""

import hashlib
from datetime import datetime
from pathlib import Path

from adapters.letter_pdf import LetterPdf
from adapters.seal import Sealer
from adapters.seal_authority import Authority
from domain.letter import LetterData, SealedLetter

WARM_PAGE = (
    '<html lang="fr-CA"><head><title>Essai</title></head><body><p>Essai <strong>à chaud</strong></p></body></html>'
)


class LetterPress:
    """One renderer and one seal, warm after construction."""

    def __init__(self, root: Path, authority: Authority) -> None:
        self._pdf = LetterPdf(root)
        self._sealer = Sealer(authority)
        self._pdf.print_page(WARM_PAGE)

    def seal_letter(self, data: LetterData, signed_at: datetime) -> SealedLetter:
        """One letter, rendered and sealed."""
        unsigned = self._pdf.render(data)
        sealed = self._sealer.seal(unsigned, signed_at)
        return SealedLetter(sealed, hashlib.sha256(unsigned).hexdigest(), hashlib.sha256(sealed).hexdigest())
