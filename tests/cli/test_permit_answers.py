"""What each form takes from the words of a row."""

import pytest

from tests.cli.permits import application


@pytest.mark.parametrize(
    ("work", "trees", "species"),
    [
        ("Abattre 14 pins et 1 chêne rouge tels qu'aux documents.", 15, "pins, chêne rouge"),
        ("ABATTAGE D'UN ORME EN COUR AVANT", 1, "orme"),
        ("Abattre deux (2) tilleuls", 2, "tilleuls"),
        ("Abattage de 60 arbres dont 25 frênes", 60, "frênes"),
        ("Abattre trois érables argentés, seront remplacés par 3 chênes", 3, "érables argentés"),
        ("Abattre deux arbres, soit un bouleau et un chêne à gros fruits", 2, "bouleau, chêne à gros fruits"),
        ("ABATTRE UN SAPIN À GAUCHE ET ABATTRE UN SAPIN À DROITE", 2, "sapin"),
        ("Abattre un arbre malade. Tout arbre abattu doit être remplacé. 2 arbres à planter.", 1, "inconnue"),
        ("Suite à la demande, abattre les arbres : (3-4-5-9).", 4, "inconnue"),
    ],
)
def test_trees_and_species_are_those_that_are_felled(work: str, trees: int, species: str) -> None:
    found = application(work=work)
    assert (found.answers["trees"], found.answers["species"]) == (trees, species)
    assert "trees" not in found.assumed


@pytest.mark.parametrize(
    ("work", "ground", "trunk"),
    [
        ("Abattre un frêne d'un DHP de 51,2 cm qui est mort", "dead", 52),
        ("Abattre un érable (DHP 48 Cm) causant des dommages au mur", "damage", 48),
        ("Abattre un saule (27cm DHP), atteint d'une maladie", "disease", 27),
        ("Abattre un cerisier, diamètre 14 à 31 cm, devenu dangereux", "structure", 31),
        ("Abattre 2 arbres de DHP 12 là où se fera la construction", "construction", 12),
        ("Suite à la demande 3001234567, abattre un noyer 41 cm", "construction", 41),
    ],
)
def test_ground_and_trunk_of_a_felling_are_read(work: str, ground: str, trunk: int) -> None:
    found = application(work=work)
    assert (found.answers["reason"], found.answers["diameter_cm"]) == (ground, trunk)


def test_the_permit_that_a_felling_makes_way_for_is_named() -> None:
    found = application(work="Suite au permis 3001234567-26, abattre 3 arbres près des travaux")
    assert found.answers["building_permit"] == "3001234567-26"
    assert "construction_plan" in found.documents


@pytest.mark.parametrize(
    ("given", "extent", "dwellings"),
    [
        ({"work": "Démolir l'immeuble", "dwellings": "-6"}, "whole", 6),
        ({"work": "Démolir un triplex pour faire place à 35 logements"}, "whole", 3),
        ({"work": "Démolir le bâtiment", "category": "1 Logement"}, "whole", 1),
        ({"work": "Démolir le bâtiment", "building": "Commercial"}, "whole", 0),
        ({"work": "Démolir la maison et trois cabanons", "dwellings": "-1"}, "whole", 1),
        (
            {"work": "Au fond du terrain, démolir la remise du bâtiment", "category": "4 Logements"},
            "outbuilding",
            0,
        ),
        ({"work": "Permis de démolition", "category": "Dépendance"}, "outbuilding", 0),
        ({"work": "Démolir partiellement le bâtiment", "dwellings": "-2"}, "part", 2),
    ],
)
def test_dwellings_lost_are_a_negative_number(given: dict[str, str], extent: str, dwellings: int) -> None:
    found = application(kind="Démolition", **given)
    assert (found.answers["extent"], found.answers["dwellings"]) == (extent, dwellings)
    assert "dwellings" not in found.assumed


def test_a_range_of_dwellings_says_no_number() -> None:
    found = application(kind="Démolition", work="Démolir le bâtiment", category="4 à 9 Logements ")
    assert "dwellings" in found.assumed


@pytest.mark.parametrize(
    ("work", "name", "value"),
    [
        ("Démolir une dépendance de 19,3 m²", "floor_area_m2", 20),
        ("Démolir un hangar de 31.2 mc", "floor_area_m2", 32),
        ("Démolir un garage de 4,5 m × 6 m", "floor_area_m2", 27),
        ("Démolir un bâtiment datant de 1931", "year_built", 1931),
        ("Démolir un bâtiment vacant", "reasons", "Le bâtiment est vacant et se dégrade."),
        ("Démolir la remise en vue de construire un duplex", "replacement", "building"),
    ],
)
def test_sizes_years_and_reasons_of_a_demolition_are_read(work: str, name: str, value: object) -> None:
    found = application(kind="Démolition", work=work)
    assert found.answers[name] == value
    assert name not in found.assumed


def test_a_building_older_than_a_year_is_given_an_earlier_one() -> None:
    found = application(kind="Démolition", work="Démolir un bâtiment construit avant 1900")
    assert isinstance(year := found.answers["year_built"], int)
    assert year < 1900


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            {"work": "CONSTRUIRE UN BATIMENT MIXTE DE 5 ETAGES, 52 LOGEMENTS ET UN COMMERCE", "building": "Commercial"},
            {"use": "residential", "dwellings": 52, "storeys": 5},
        ),
        ({"work": "Bâtiment de deux étages", "dwellings": "12"}, {"dwellings": 12, "storeys": 2}),
        ({"work": "Construire un bungalow (95MC)"}, {"dwellings": 1, "storeys": 1, "floor_area_m2": 95}),
        ({"work": "Immeuble de 3 étages pour une école"}, {"use": "institutional", "dwellings": None}),
        ({"work": "Construire un entrepôt", "building": "Industriel"}, {"use": "industrial"}),
        ({"work": "Construire une maison + 8 arbres abattus"}, {"trees_felled": True}),
        ({"work": "Construire une maison. Aucun arbre à abattre."}, {"trees_felled": False}),
    ],
)
def test_a_building_is_what_the_words_make_it(given: dict[str, str], expected: dict[str, object]) -> None:
    found = application(**given)
    assert {name: found.answers.get(name) for name in expected} == expected
    assert not set(expected) & set(found.assumed)
