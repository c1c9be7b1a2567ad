"""Which language a text looks to be in: words that one language has and the other has not.

It finds nearly every text of four words or more that stands on the wrong side; of a shorter one it may know nothing,
and then says nothing. That a text was copied and never translated is another rule's to find.
"""

import re
from typing import Final

from checks.translations import kept

# Small words, and words of the trade. Those of both languages (on, or, an, but, notice, court, …) are left out.
_FRENCH_WORDS: Final = (
    "adresse arbre au aucun aucune autre aux avant avec avez avis ce ces cette chez cour courriel dans de demande "
    "dernier des doit donc dossier du elle en entre est et fait faut fichier frais greffe il ils jour jours juge "
    "jugement la le les lettre leur lien lorsque mais mois montant motif motifs même ne nom nous où par pas "
    "permis pièce plaidoyer pour poursuite pouvez qu que quel quelle qui rien sa sans selon ses si soit sont sous "
    "sur tous toute travaux un une vos votre vous y à était être"
)
FRENCH: Final = frozenset(_FRENCH_WORDS.split())
_ENGLISH_WORDS: Final = (
    "all amount and answer any are as asked be been before borough by call can changed council day days does each "
    "every fee fees first for from given has have hearing his if in into is it its judge judgment least letter "
    "mail month must not number of once one only other owe owed own owner paid pay received required statement "
    "than that the their there these they this time to tree trees until was we were what when which who will with "
    "within without work yes you your"
)
ENGLISH: Final = frozenset(_ENGLISH_WORDS.split())
# An accent inside a word in lower case is French too; names (Montréal, Québec) begin with a capital.
_ACCENTED: Final = re.compile(r"(?<![\w’-])[a-zà-ÿ]*[àâçèéêëîïôùûœ][a-zà-ÿ]*\b")
_WORD: Final = re.compile(r"[^\W\d_]+(?=’)|[^\W\d_]+")
THRESHOLD: Final = 1


def looks_english(text: str) -> bool:
    """Whether a text has more small words of English than of French, and THRESHOLD of them at least."""
    french, english = _counts(text)
    return english >= THRESHOLD and english > french


def looks_french(text: str) -> bool:
    """Whether a text has more small words of French than of English, and THRESHOLD of them at least."""
    french, english = _counts(text)
    return french >= THRESHOLD and french > english


def without_names(text: str) -> str:
    """A text without the names that stay French wherever they stand."""
    for name in sorted(kept.NAMES, key=len, reverse=True):
        text = text.replace(name, " ")
    return text


def _counts(text: str) -> tuple[int, int]:
    text = without_names(text)
    words = [one.lower() for one in _WORD.findall(text)]
    accented = set(_ACCENTED.findall(text)) - FRENCH
    return sum(one in FRENCH for one in words) + len(accented), sum(one in ENGLISH for one in words)
