"""Fills a service's form from a row. What a row cannot say (owner, value, year, …) is drawn within ordinary bounds."""

import re
from collections.abc import Mapping
from typing import Final

from cli import permit_trees, permit_words
from cli.permit_acts import first_object, says_of_trees
from cli.permit_filling import Filling
from cli.permit_rows import Row
from cli.permit_words import fold

# The row's words for a use, the first that is found. A building with dwellings is residential whatever else it holds.
_USES: Final = {
    "institutional": r"institution|ecole|gouvernement|edifice public|culte|equipement collectif|hopital|garderie",
    "industrial": r"industri|entrepot|usine|agricole|poste d['’]electricite",
    "residential": r"resident|habitation|logement|famil|condo|cottage|bungalow|plex\b|jumele|maison|\bh[1-7]\b",
    "commercial": r"commer|bureau|hotel|hebergement|restaura|magasin",
}
_UNIT_COST: Final = (170_000, 320_000)  # cents a square metre
_OUTBUILDING: Final = r"dependance|accessoire|garage"
_PARTLY: Final = r"\bpartiel|plus de \d+ ?%"
_WHAT_COMES_NEXT: Final = re.compile(r"\b(?:pour|en vue|afin)\b")
_RANGE: Final = re.compile(r"\d+ a \d+|\+|>")
_BUILT: Final = re.compile(
    r"\b(?:datant|date|construite?s?|erigee?s?|batie?s?)\s(?:de |en |vers |du )?(?:l['’]annee )?(1[6-9]\d\d|20\d\d)\b"
)
_BUILT_BEFORE: Final = re.compile(r"\bavant (1[6-9]\d\d|20\d\d)\b")
_NEXT: Final = {
    "building": r"constru|faire place|nouveau bat|remplacer par un bat",
    "green": r"verdure|gazon|espace vert|ensemenc",
    "other": r"stationnement|terrasse|\bcour\b.*amenag",
}
_STATES: Final = {
    "fire": r"incendi|\bfeu\b",
    "danger": r"danger|vetust|risque|ordre de demolition|insalubr|effondr",
    "vacant": r"vacan|abandonn",
}
_REASONS: Final = {
    "fr": {
        "fire": "Le bâtiment a été endommagé par un incendie et ne peut être réparé à un coût raisonnable.",
        "danger": "L’état du bâtiment présente un risque pour la sécurité des personnes.",
        "vacant": "Le bâtiment est vacant et se dégrade.",
        "worn": "La structure est trop atteinte pour que le bâtiment soit rénové à un coût raisonnable.",
        "unfit": "Le bâtiment ne répond plus aux besoins et son agrandissement n’est pas possible.",
    },
    "en": {
        "fire": "The building was damaged by fire and cannot be repaired at a reasonable cost.",
        "danger": "The condition of the building is a risk to the safety of persons.",
        "vacant": "The building is vacant and deteriorating.",
        "worn": "The structure is too far gone for the building to be renovated at a reasonable cost.",
        "unfit": "The building no longer meets the need and cannot be extended.",
    },
}  # fmt: skip


def applicant(row: Row, filling: Filling) -> None:
    """Where the work is, what it is, and an applicant made up by rank: no person's name."""
    person, owner = ("Requérant", "Propriétaire") if filling.language == "fr" else ("Applicant", "Owner")
    filling.say("work_address", row.address)
    filling.say("description", row.work)
    filling.assume("applicant_name", f"{person} {row.number}")
    filling.assume("applicant_email", f"requerant-{row.number}@guichet.invalid")
    filling.assume("mailing_address", f"{row.address}, Montréal (Québec)" if row.address else "")
    filling.assume("owner", filling.likely(0.85))
    if not filling.answers["owner"]:
        filling.assume("owner_name", f"{owner} {row.number}")


def felling(row: Row, filling: Filling) -> None:
    """`abattage-arbre`."""
    text = fold(row.work)
    unknown = "inconnue" if filling.language == "fr" else "unknown"
    filling.either("trees", permit_trees.trees(text), lambda: filling.chance.randint(1, 3))
    filling.say("species", permit_trees.species(row.work) or unknown)
    filling.either("diameter_cm", permit_trees.trunk_cm(text), lambda: filling.chance.randint(12, 70))
    grounds = ("dead", "disease", "structure", "damage")
    filling.either("reason", permit_trees.reason(text), lambda: filling.chance.choice(grounds))
    if permit := permit_trees.building_permit(text):
        filling.say("building_permit", permit)
    filling.either("replanting", permit_trees.replanting(text), lambda: filling.likely(0.6))


def building(row: Row, filling: Filling) -> None:
    """`construction-batiment`."""
    text = fold(row.work)
    dwellings = dwellings_said(row, text)
    use = "residential" if dwellings else use_said(f"{row.building} {text}")
    filling.either("use", use, lambda: "residential" if filling.likely(0.8) else "commercial")
    if filling.answers["use"] == "residential":
        filling.either("dwellings", dwellings, lambda: filling.chance.randint(1, 4))
    filling.either("storeys", permit_words.storeys(text), lambda: _storeys(filling))
    filling.either("floor_area_m2", permit_words.area_m2(text), lambda: _floor_area(filling))
    filling.assume("work_value", filling.whole("floor_area_m2") * filling.chance.randint(*_UNIT_COST))
    filling.assume("heritage", filling.likely(0.08))
    filling.either("trees_felled", says_of_trees(text), lambda: filling.likely(0.2))


def demolition(row: Row, filling: Filling) -> None:
    """`demolition`."""
    text = fold(row.work)
    extent, storeys = _extent(text, row.building), permit_words.storeys(text) or 1
    filling.say("extent", extent)
    _year_built(text, filling)
    filling.either("dwellings", _dwellings_lost(row, extent), lambda: filling.chance.randint(1, 3))
    filling.either("floor_area_m2", permit_words.area_m2(text), lambda: _area_demolished(filling, storeys))
    if filling.answers["dwellings"]:
        empty = False if re.search(_STATES["vacant"], text) else None
        filling.either("tenants", empty, lambda: filling.likely(0.4))
    filling.either("heritage", True if "patrimoni" in text else None, lambda: filling.likely(0.08))
    filling.either("replacement", first_said(_NEXT, text), lambda: filling.chance.choice(tuple(_NEXT)))
    words = _REASONS[filling.language]
    state = first_said(_STATES, text)
    filling.either("reasons", state and words[state], lambda: words[filling.chance.choice(("worn", "unfit"))])


def first_said(words: Mapping[str, str], text: str) -> str | None:
    """The first key whose words a folded text holds."""
    return next((key for key, pattern in words.items() if re.search(pattern, text)), None)


def use_said(text: str) -> str | None:
    """The use of a building that a folded text names."""
    return first_said(_USES, text)


def dwellings_said(row: Row, text: str) -> int | None:
    """Dwellings of the building: the column's, else those that the words count."""
    return row.dwellings if row.dwellings > 0 else permit_words.dwellings(text) or _dwellings_of(row.building)


def _dwellings_of(building: str) -> int | None:
    """`4 logements`; a range such as `5 à 11 logements` says no number."""
    return None if _RANGE.search(building) else permit_words.dwellings(building)


def _storeys(filling: Filling) -> int:
    dwellings = filling.whole("dwellings")
    return filling.chance.randint(1, 2) if dwellings <= 2 else min(3 + dwellings // 12, 20)


def _floor_area(filling: Filling) -> int:
    if dwellings := filling.whole("dwellings"):
        return dwellings * filling.chance.randint(70, 120)
    return filling.whole("storeys") * filling.chance.randint(200, 900)


def _extent(text: str, building: str) -> str:
    named = first_object(text)
    if re.search(_PARTLY, text) or named == "part":
        return "part"
    outbuilding = named == "outbuilding" or (named is None and re.search(_OUTBUILDING, building))
    return "outbuilding" if outbuilding else "whole"


def _year_built(text: str, filling: Filling) -> None:
    if found := _BUILT.search(text):
        filling.say("year_built", int(found[1]))
        return
    before = _BUILT_BEFORE.search(text)
    latest = int(before[1]) - 1 if before else 1985
    filling.assume("year_built", filling.chance.randint(latest - 60, latest))


def _dwellings_lost(row: Row, extent: str) -> int | None:
    """Those that the column takes away, else those that the words count; none in an outbuilding or a shop."""
    if extent == "outbuilding":
        return 0
    if row.dwellings:
        return abs(row.dwellings)
    before = _WHAT_COMES_NEXT.split(fold(row.work))[0]
    if said := permit_words.dwellings(before) or _dwellings_of(row.building):
        return said
    use = use_said(f"{row.building} {before}")
    return 0 if use not in (None, "residential") and "mixte" not in f"{row.building} {before}" else None


def _area_demolished(filling: Filling, storeys: int) -> int:
    if filling.answers["extent"] == "outbuilding":
        return filling.chance.randint(12, 45)
    if dwellings := filling.whole("dwellings"):
        return dwellings * filling.chance.randint(60, 140)
    return storeys * filling.chance.randint(90, 400)
