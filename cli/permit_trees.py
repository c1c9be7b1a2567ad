"""What the description of a felling says: how many trees, which, how large and why."""

import math
import re
from typing import Final

from cli.permit_words import counted, fold

_GENERA: Final = (
    "amelanchier|aubepine|aulne|bouleau|caryer|catalpa|cedre|cerisier|charme|chene|epinette|erable|fevier|frene|genevrier"
    "|ginkgo|hetre|lilas|magnolia|marronnier|meleze|micocoulier|murier|noyer|orme|ostryer|peuplier|pin|platane|poirier"
    "|pommetier|pommier|prunier|pruche|robinier|sapin|saule|sorbier|thuya|tilleul|tremble|tulipier"
)
_KINDS: Final = (
    "argentee?|rouge|blanc(?:he)?|noire?|grise?|bleue?|japonaise?|commune?|pleureur|deltoide|baumier|cordee?|faux-acacia"
    "|a sucre|a giguere|a epis|a feuilles composees|a grandes dents|a grandes feuilles|a petites feuilles|a gros fruits"
    "|(?:de |d['’]|du |de l['’ ]{1,2}|de la )"
    "(?:norvege|siberie|amerique|amur|virginie|pennsylvanie|ecosse|autriche|chine|colorado|lombardie|manitoba"
    "|mandchourie|japon|canada|ohio|caroline|carolina|occident|sakhaline)"
)
SPECIES: Final = rf"\b(?:{_GENERA})s?\b(?: (?:{_KINDS})s?\b)?"
TREE: Final = rf"(?:\barbres?\b|{SPECIES})"

_FELL: Final = re.compile(r"\babat(?:t\w+|s|)\b|\bcoup(?:e|er)\b")
_NEXT_SENTENCE: Final = re.compile(r"[.;](?!\d)|\btout arbre\b|\bun arbre abattu\b|\bl['’]arbre abattu\b")
_NOT_FELLED: Final = re.compile(r"\b(?:dont|soit|remplac\w+|replant\w+|a planter|seront|pour|en vue|a la suite)\b")
_LIST: Final = re.compile(r"arbres[^(]{0,20}\((\d+(?: ?[-,;] ?\d+)+)\)")
_TRUNKS: Final = (
    re.compile(r"(?:dhp|diametre)[^\d.;()]{0,12}(\d{1,3}(?:[.,]\d+)?)"),
    re.compile(r"(\d{1,3}(?:[.,]\d+)?),? ?cm\b"),
)
_REASONS: Final = (
    (
        "construction",
        r"construction|implantation|projet|piscine|\btravaux|demolition|stationnement|agrandissement|pour permettre",
    ),
    ("damage", r"\bcaus\w* .{0,12}dommage|endommage|dommages? a"),
    ("disease", r"malad\w+|irr?ever\w+|agrile|deperiss\w+|infest\w+"),
    ("dead", r"\bmort\w*"),
    ("structure", r"structur\w+|dangereu\w+|fissur\w+|\bcreux|\bpench\w+"),
)
_PERMIT: Final = re.compile(r"(?:permis|demande|requete)[^.;:,]{0,25}?#? ?(\d{10}(?:-\d{2})?)")


def trees(folded: str) -> int | None:
    """Trees to fell, over all that are counted; None where there is no number."""
    if listed := _LIST.search(folded):
        return len(re.findall(r"\d+", listed[1]))
    felled = [_NOT_FELLED.split(clause)[0] for clause in _clauses(folded)]
    return sum(count for clause in felled for count, _ in counted(clause, TREE)) or None


def species(work: str) -> str | None:
    """The species as written, capitals aside, each once."""
    folded = fold(work)
    felled = re.split(r"\bremplac\w+|\breplant\w+|\ba planter", folded)[0]
    found = [_uncapitalized(work[match.start() : match.end()]) for match in re.finditer(SPECIES, felled)]
    return ", ".join(dict.fromkeys(found)) or None


def trunk_cm(folded: str) -> int | None:
    """Diameter of the largest trunk, whole centimetres, rounded up."""
    sizes = [float(size.replace(",", ".")) for pattern in _TRUNKS for size in pattern.findall(folded)]
    return math.ceil(max(sizes, default=0)) or None


def reason(folded: str) -> str | None:
    """The ground of felling, one of the form's; a felling that follows another application makes way for its work."""
    found = next((code for code, words in _REASONS if re.search(words, folded)), None)
    return found or ("construction" if building_permit(folded) else None)


def replanting(folded: str) -> bool | None:
    """True where a replacement is spoken of; silence says nothing."""
    return True if re.search(r"\bremplac\w+|\breplant\w+|\bplant(?:er|e|es)\b", folded) else None


def building_permit(folded: str) -> str | None:
    """The number of the application for the building that the trees give way to."""
    found = _PERMIT.search(folded)
    return found[1] if found else None


def _uncapitalized(name: str) -> str:
    return name.lower() if name.isupper() else name[0].lower() + name[1:]


def _clauses(folded: str) -> list[str]:
    """What follows each verb of felling, to the end of its sentence; the whole text where there is none."""
    starts = [match.end() for match in _FELL.finditer(folded)]
    ends = [*(match.start() for match in _FELL.finditer(folded)), len(folded)][1:]
    clauses = [folded[start:end] for start, end in zip(starts, ends, strict=True)] or [folded]
    return [_NEXT_SENTENCE.split(clause)[0] for clause in clauses]
