"""One pair of words, French and English, and the one that the page shows."""

from dataclasses import dataclass
from typing import Final

from domain.letter import Language
from web.typography import NBSP, typeset

Pair = tuple[str, str]


@dataclass(frozen=True)
class Words:
    """Picks one language of a pair, typeset."""

    lang: Language

    def __call__(self, fr: str, en: str) -> str:
        """The words in the page's language."""
        return typeset(fr if self.lang == "fr" else en, self.lang)

    def pair(self, words: Pair) -> str:
        """The words of a pair that a page was given."""
        return self(*words)

    def of(self, table: dict[str, Pair], key: str) -> str:
        """The words of a table's key; the key itself where the table does not know it."""
        return self(*table[key]) if key in table else key

    def period(self, period: str) -> str:
        """`B10`, `P60D`, `P18M`, `P7Y` in words."""
        count = int("".join(sign for sign in period if sign.isdigit()))
        fr, en = _UNITS["B" if period[0] == "B" else period[-1]]
        plural = count > 1
        unit = (fr[plural], en[plural])[self.lang == "en"]
        return f"{count}{NBSP}{unit}"


_UNITS: Final[dict[str, tuple[Pair, Pair]]] = {
    "B": (("jour ouvrable", "jours ouvrables"), ("business day", "business days")),
    "D": (("jour", "jours"), ("day", "days")),
    "M": (("mois", "mois"), ("month", "months")),
    "Y": (("an", "ans"), ("year", "years")),
}
