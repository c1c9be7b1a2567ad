"""An amount as people write it, in French and in English."""

from typing import Final

from domain.letter import Language

NBSP: Final = "\u00a0"


def dollars(cents: int, lang: Language) -> str:
    """`1 234,50 $` or `$1,234.50`, from whole cents."""
    sign, cents = ("-", -cents) if cents < 0 else ("", cents)
    whole = f"{cents // 100:,}"
    if lang == "en":
        return f"{sign}${whole}.{cents % 100:02d}"
    return f"{sign}{whole.replace(',', NBSP)},{cents % 100:02d}{NBSP}$"
