"""One full letter of each code, in both languages, as the outbox makes it."""

from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from casework.specimens.letters import specimen
from catalogue.letters import shipped
from domain.letter import Language, LetterData

ROOT = Path(__file__).resolve().parents[2]
SENT: Final[dict[str, Any]] = {
    "specimen": False,
    "verify_code": "K7QM-4XNP-2RTD",
    "verify_url": "https://guichet.example/verify/K7QM-4XNP-2RTD",
}


def letter(code: str, language: Language = "fr", **changes: Any) -> LetterData:
    """A letter of one code, with other fields where the test says so."""
    said = {"paragraphs": shipped(code, language), **SENT, **changes}
    return replace(specimen(code, language), **said)
