"""Fills the forms of exterior alterations and of pools from a row, as `cli.permit_answers` fills the others."""

from typing import Final

from cli import permit_words
from cli.permit_acts import says_of_trees
from cli.permit_answers import dwellings_said, first_said, use_said
from cli.permit_filling import Filling
from cli.permit_rows import Row
from cli.permit_words import fold

_NATURES: Final = {
    "openings": r"fenetre|\bportes?\b|porte-|ouverture",
    "balcony": r"balcon|galerie|terrasse|escalier|garde-corps|perron|rampe",
    "roof": r"toit|couverture|bardeaux? d['’]asphalte|membrane|gouttiere",
    "cladding": r"revetement|brique|parement|linteau|allege|maconn|fondation|mur",
}
_VALUES: Final = {  # dollars
    "openings": (3_000, 45_000),
    "balcony": (2_500, 30_000),
    "roof": (6_000, 60_000),
    "cladding": (5_000, 80_000),
}
_FACADE: Final = {
    "yes": r"facade(?! (?:arriere|laterale))|\bavant\b|sur rue|\bpiia\b|enseigne",
    "no": r"arriere|ruelle|cour interieure|lateral|toit plat",
}
_HERITAGE: Final = r"patrimoni|\bpiia\b|valeur exceptionnelle|monument"
_POOLS: Final = {
    "spa": r"\bspas?\b",
    "inflatable": r"gonflable|demontable",
    "in-ground": r"creuse",
    "above-ground": r"hors[- ](?:terre|sol)",
    "enclosure": r"enceinte|cloture",
}
_POOL_VALUES: Final = {  # dollars
    "in-ground": (28_000, 110_000),
    "above-ground": (2_000, 12_000),
    "inflatable": (200, 3_000),
    "spa": (5_000, 18_000),
    "enclosure": (1_500, 9_000),
}
_LARGEST_POOL: Final = 200  # square metres; a larger area is that of the lot


def alteration(row: Row, filling: Filling) -> None:
    """`transformation-exterieure`."""
    text = fold(row.work)
    use = "residential" if dwellings_said(row, text) else use_said(f"{row.building} {text}")
    filling.either("use", use, lambda: "residential" if filling.likely(0.85) else "commercial")
    filling.either("nature", first_said(_NATURES, text), lambda: filling.chance.choice(tuple(_NATURES)))
    low, high = _VALUES[str(filling.answers["nature"])]
    filling.assume("work_value", filling.chance.randint(low, high) * 100)
    said = first_said(_FACADE, text)
    filling.either("facade", None if said is None else said == "yes", lambda: filling.likely(0.3))
    filling.either("heritage", True if first_said({"yes": _HERITAGE}, text) else None, lambda: filling.likely(0.08))


def pool(row: Row, filling: Filling) -> None:
    """`piscine-spa`."""
    text = fold(row.work)
    filling.either("kind", first_said(_POOLS, text), lambda: filling.chance.choice(("in-ground", "above-ground")))
    kind = str(filling.answers["kind"])
    use = "residential" if dwellings_said(row, text) else use_said(f"{row.building} {text}")
    filling.either("use", use and ("residential" if use == "residential" else "other"), lambda: "residential")
    area = permit_words.area_m2(text)
    if kind != "enclosure":
        smaller = area if area is not None and area <= _LARGEST_POOL else None
        filling.either("area_m2", smaller, lambda: filling.chance.randint(4, 8) if kind == "spa" else _area(filling))
    if kind in ("above-ground", "inflatable"):
        filling.assume("wall_height_cm", filling.chance.randint(76, 140))
    low, high = _POOL_VALUES[kind]
    filling.assume("work_value", filling.chance.randint(low, high) * 100)
    filling.either("trees_near", says_of_trees(text), lambda: filling.likely(0.15))


def _area(filling: Filling) -> int:
    return filling.chance.randint(12, 50)
