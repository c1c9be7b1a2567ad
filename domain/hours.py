"""The hour of an instant in words, in French and in English."""

from datetime import datetime
from typing import Final

from domain.clock import LOCAL
from domain.letter import Language

NBSP: Final = "\u00a0"


def hour(value: datetime | str, lang: Language) -> str:
    """`14 h 05` or `2:05 p.m.`, in Montréal's time."""
    local = (datetime.fromisoformat(value) if isinstance(value, str) else value).astimezone(LOCAL)
    if lang == "fr":
        return f"{local.hour}{NBSP}h{NBSP}{local.minute:02d}"
    return f"{(local.hour + 11) % 12 + 1}:{local.minute:02d}{NBSP}{'a.m.' if local.hour < 12 else 'p.m.'}"
