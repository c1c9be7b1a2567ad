"""Finding one's way: services and pages by their words, without accents or case; every character is only itself."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response

from web.services import by_family
from web.typography import first_sentence, typeset
from web.visit import Visit

LONGEST: Final = 200
MOST: Final = 30
WORD: Final = re.compile(r"[0-9a-z]+")
EMPTY: Final = frozenset(
    [
        "a",
        "an",
        "and",
        "d",
        "de",
        "des",
        "du",
        "en",
        "et",
        "for",
        "l",
        "la",
        "le",
        "les",
        "ma",
        "mes",
        "mon",
        "my",
        "of",
        "ou",
        "par",
        "pour",
        "the",
        "to",
        "un",
        "une",
    ]
)
# Pages that are no service: their path in French and in English, their names, and the words that people use for them.
PAGES: Final = (
    (("/constat", "/constat"), ("Payer ou contester un constat d’infraction", "Pay or contest a statement of offence"),
     ("Contravention, amende, billet, ticket, stationnement, vitesse, plaque, plaidoyer, procès.",
      "Ticket, fine, parking, speeding, plate, plea, trial, contest.")),
    (("/role", "/roll"), ("Rôle d’audience", "Court roll"),
     ("L’heure et la salle des audiences de la cour.", "The hour and the room of the court’s hearings.")),
    (("/verifier", "/verifier"), ("Vérifier une lettre", "Verify a letter"),
     ("Le code ou le sceau d’un permis, d’un avis, d’un reçu : est-il authentique ?",
      "The code or the seal of a permit, a notice, a receipt: is it authentic?")),
    (("/dossiers", "/dossiers"), ("Mes demandes", "My applications"),
     ("Suivre un dossier, un permis demandé, un brouillon.", "Follow a file, a permit applied for, a draft.")),
    (("/preferences", "/preferences"), ("Préférences de communication", "Contact preferences"),
     ("Courriel, adresse, texto, langue des lettres.", "E-mail, address, text message, language of letters.")),
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """A page that answers a search."""

    path: str
    title: str
    summary: str


async def show(visit: Visit) -> Response:
    """What answers the words of the address."""
    typed = visit.asked("q").strip()[:LONGEST]
    found = search(typed, list(_offered(visit))) if typed else []
    return visit.page("search.html", typed=typed, found=found)


def search(typed: str, offered: Sequence[Found]) -> list[Found]:
    """The pages that have each word of what was typed, or its beginning; those that have it in their title first."""
    wanted = [word for word in words(typed) if word not in EMPTY]
    ranked = [(_rank(wanted, one), place, one) for place, one in enumerate(offered)]
    return [one for rank, _, one in sorted(ranked, key=lambda it: (-it[0], it[1])) if rank][:MOST]


def words(text: str) -> list[str]:
    """The words of a text without accents or case: `Café-terrasse` is `cafe` and `terrasse`."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe")).lower()
    return WORD.findall("".join(char for char in plain if not unicodedata.combining(char)))


def _rank(wanted: Sequence[str], one: Found) -> int:
    """How well a page answers; 0 when some word is nowhere in it."""
    title, text = words(one.title), words(one.summary)
    scores = [3 if _begins(word, title) else 1 if _begins(word, text) else 0 for word in wanted]
    return sum(scores) if scores and all(scores) else 0


def _begins(word: str, among: Sequence[str]) -> bool:
    """Whether a word, or its singular, begins some other."""
    stem = word[:-1] if len(word) > 3 and word[-1] in "sx" else word
    return any(one.startswith(stem) for one in among)


def _offered(visit: Visit) -> Iterator[Found]:
    at = 0 if visit.lang == "fr" else 1
    for services in by_family(visit).values():
        for one in services:
            title, summary = (typeset(text.say(visit.lang), visit.lang) for text in (one.title, one.summary))
            yield Found(f"/services/{one.code}", title, first_sentence(summary))
    for paths, titles, said in PAGES:
        yield Found(paths[at], titles[at], typeset(said[at], visit.lang))
