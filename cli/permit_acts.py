"""Which of the services of DOMAIN §8 a permit's work comes under. Types of request are free in each borough."""

import re
from typing import Final

from cli.permit_rows import Row
from cli.permit_trees import TREE
from cli.permit_words import fold

FELLING: Final = "abattage-arbre"
DEMOLITION: Final = "demolition"
BUILDING: Final = "construction-batiment"
ALTERATION: Final = "transformation-exterieure"
POOL: Final = "piscine-spa"
UNRECOGNIZED: Final = ""

OUTBUILDINGS: Final = (
    r"(?:batiments? |constructions? )?(?:accessoires?|secondaires?|complementaires?)|garages?|cabanons?|remises?"
    r"|dependances?|hangars?|abris?|serres?|silos?|gazebos?|pergolas?|piscines?|spas?|pavillons? de jardin"
)
BUILDINGS: Final = (
    r"batiments?|batisses?|immeubles?|maisons?|residences?|habitations?|cottages?|bungalows?|chalets?|\w*plex|edifices?"
    r"|ecoles?|eglises?|presbyteres?|entrepots?|usines?|hotels?|tours?|restaurants?|stations?"
)
PARTS: Final = (
    r"cloisons?|murs?|murets?|planchers?|plafonds?|escaliers?|balcons?|galeries?|terrasses?|perrons?|cheminees?"
    r"|toitures?|toits?|facades?|verandas?|solariums?|clotures?|rampes?|garde-corps|vestibules?|interieure?s?|mezzanines?"
)

_LEAD_IN: Final = re.compile(
    r"\s*(?:(?:piia|int|ext|exc|de)\s*[-:,]\s*"
    r"|(?:(?:a la )?(?:suite|suivant)|en|au|aux|a|dans|sur|cours?|exterieur|interieur|cote)\b[^:,.]*[:,]\s*)"
)
_FELL: Final = re.compile(r"\babat(?:t\w+|s|)\b|\bcoup(?:e|er) (?:d['’e] ?|un |une |les |l['’])?(?=arbre)")
_DEMOLISH: Final = re.compile(r"\bdemol\w+|\bdemantel\w+")
_BUILD: Final = re.compile(
    r"\b(?:re)?cons?tr?u(?:ction|ire)s?\b|\beriger\b|\bedifier\b"
    r"|\bnouve(?:au|aux|lle)s? (?=batiment|habitation|residence|immeuble|maison)"
)
_OTHER: Final = re.compile(
    r"\b(?:remplac|remplir|refai|refection|repar|renov|renouvel|modifi|reamenag|amenag|instal|ajout|convert|transf|tranf"
    r"|retir|attribu|branch|condamn|agrandi|excav|enlev|deplac|relocalis|regularis|effectuer|proced|mise |mettre|forage"
    r"|rembla|stabilis|change|creation|creer|percer|travaux|fermer|impermeabil|restaur|isoler|ouvrir|maconn|debriquet"
    r"|jumel|raccord|reconfigur|subdivis|consolid|peindre|poser)"
)
_NEGATED: Final = re.compile(r"\b(?:aucun|sans|pas d['’e])\w* ?(?:arbres?|abat\w+)[^.;,]*")

# Where the catalogue does not offer the service of a kind of work by itself, a wider one takes it.
WIDER: Final = {
    "portes-fenetres": ALTERATION,
    "balcon-galerie-escalier": ALTERATION,
    "revetement-toiture": ALTERATION,
}

# What the other services are about, by the noun that comes first. Codes: DOMAIN §8.
_ABOUT: Final = {
    "renouvellement-permis": r"renouvel\w+ du permis",
    "agrandissement": r"agrandi",
    "cloture-muret": r"cloture|muret|haie",
    POOL: r"piscine|\bspa\b",
    "raccordement-eau": r"branchement|aqueduc|egout|entrees? d['’]eau|\bpuits\b(?! de lumiere)|sanitaire|septique",
    "coupe-trottoir": r"charretiere",
    "stationnement-prive": r"stationnement|entree de garage",
    "climatiseur-thermopompe": r"thermopompe|climatis|ventilation|mecanique|geothermi",
    "portes-fenetres": r"fenetre|porte\b|portes\b|porte-patio",
    "balcon-galerie-escalier": r"balcon|galerie|terrasse|escalier|garde-corps|perron|rampe",
    "revetement-toiture": r"toit|couverture|revetement|bardeau|membrane|brique|linteau|allege|gouttiere",
    "cabanon-dependance": r"cabanon|garage|remise|dependance|accessoire|secondaire|complementaire|pergola|hangar",
    "ajout-logement": r"logement|convertir",
    "fondation-structure": r"fondation|structur|drain|poutre|porteur|excav|charges? de porte",
    "transformation-interieure": r"cloison|interieur|sous-sol|foyer|salle de bain|mezzanine|\blocal|etage|bureau",
}
_BY_KIND: Final = {
    "piscine": POOL,
    "agrandi": "agrandissement",
    "excav": "fondation-structure",
    "renov": ALTERATION,
    "transf": "transformation-interieure",
}


def service_of(row: Row) -> str:
    """The code of a service, in the catalogue or not; UNRECOGNIZED where neither words nor type say."""
    text = _head(fold(row.work))
    if _fells(text, row.kind):
        return FELLING
    if "demol" in row.kind or (
        _first_act(text) is _DEMOLISH and _object(text, _DEMOLISH) in ("building", "outbuilding")
    ):
        return DEMOLITION
    if _builds(text, row.kind):
        return BUILDING
    return _other(text, row.kind)


def first_object(folded: str) -> str | None:
    """Whether `building`, `outbuilding` or `part` is named first."""
    found = re.search(rf"\b(?:(?P<outbuilding>{OUTBUILDINGS})|(?P<building>{BUILDINGS})|(?P<part>{PARTS}))\b", folded)
    return found.lastgroup if found else None


def says_of_trees(folded: str) -> bool | None:
    """Whether trees are felled, where the text says: `39 arbres abattus`, `aucun arbre à abattre`."""
    if _NEGATED.search(folded):
        return False
    return True if re.search(rf"arbres? (?:a |qui sont )?abatt|{_FELL.pattern}", folded) else None


def _head(folded: str) -> str:
    """The text without what only says where the work is, or what permit came before it, nor trees that stay."""
    text = _NEGATED.sub("", folded)
    while (found := _LEAD_IN.match(text)) and found.end() < len(text):
        text = text[found.end() :]
    return text


def _first_act(text: str) -> re.Pattern[str] | None:
    """The act that is named first: it is what the permit is for."""
    found = [(match.start(), act) for act in (_FELL, _DEMOLISH, _BUILD, _OTHER) if (match := act.search(text))]
    return min(found, key=lambda hit: hit[0])[1] if found else None


def _object(text: str, act: re.Pattern[str]) -> str | None:
    found = act.search(text)
    return first_object(text[found.end() :]) if found else None


def _fells(text: str, kind: str) -> bool:
    """Walls are felled too, in French: a tree must be named."""
    return ("abat" in kind or _first_act(text) is _FELL) and bool(re.search(TREE, text))


def _builds(text: str, kind: str) -> bool:
    first = _first_act(text)
    if "constr" in kind and first in (None, _BUILD) and re.match(rf"\W*(?:{BUILDINGS})\b", text):
        return first_object(text) == "building"
    found = _object(text, _BUILD) if first is _BUILD else "nothing"
    return found == "building" or (found is None and "constr" in kind)


def _other(text: str, kind: str) -> str:
    found = [(match.start(), code) for code, about in _ABOUT.items() if (match := re.search(about, text))]
    if found:
        return min(found)[1]
    return next((code for word, code in _BY_KIND.items() if word in kind), UNRECOGNIZED)
