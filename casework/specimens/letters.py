"""A made-up letter of each code, to be read before any is sent: names and facts are nobody's."""

from datetime import date
from typing import Final

from casework.specimens import contests, permits
from casework.specimens.contest_words import ADDRESS
from casework.specimens.contest_words import SERVICE as CONTESTED
from domain.letter import Language, LetterData

COURT: Final[dict[Language, str]] = {"fr": "Cour municipale de Montréal", "en": "Municipal Court of Montréal"}
BOROUGH: Final = "Rosemont–La Petite-Patrie"
SERVICE: Final[dict[Language, str]] = {
    "fr": "Agrandissement d’un bâtiment résidentiel",
    "en": "Extension of a residential building",
}


def specimen(code: str, language: Language) -> LetterData:
    """The letter of a code, marked as a specimen, without the paragraphs that a city edits."""
    court = code.startswith("C")
    facts = contests.facts(code, language) if court else permits.facts(code, language)
    return LetterData(
        code=code,
        language=language,
        number=1,
        reference="C-2026-0000123-41" if court else "VM-2026-000123",
        service_title=(CONTESTED if court else SERVICE)[language],
        borough_name=COURT[language] if court else BOROUGH,
        addressee="Anne-Sophie Nguyễn-Gauthier",
        address_lines=ADDRESS,
        dated=date(2026, 11, 26) if court else date(2026, 11, 23),
        verify_code="",
        verify_url="",
        place="rue Saint-Denis" if court else "6544, rue Saint-Denis",
        facts=facts,
        specimen=True,
    )
