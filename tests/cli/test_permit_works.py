"""What the forms of alterations and pools take from the words of a row."""

import pytest

from tests.cli.permits import application


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        ("Remplacer 3 fenêtres de la façade avant", {"nature": "openings", "facade": True}),
        ("Ajout d'une porte-patio sur la façade arrière", {"nature": "openings", "facade": False}),
        ("En cour arrière, refaire la galerie", {"nature": "balcony", "facade": False}),
        ("REFAIRE LE REVÊTEMENT DU TOIT PLAT", {"nature": "roof", "facade": False}),
        ("Remplacer le bardeau de la toiture", {"nature": "roof"}),
        ("PIIA - remplacement du revêtement de brique", {"nature": "cladding", "facade": True, "heritage": True}),
        ("Remplacer les fenêtres d'un triplex", {"use": "residential"}),
    ],
)
def test_an_alteration_says_what_it_touches(work: str, expected: dict[str, object]) -> None:
    found = application(kind="Rénovation", work=work)
    assert found.service == "transformation-exterieure"
    assert {name: found.answers[name] for name in expected} == expected
    assert not set(expected) & set(found.assumed)


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        ("Installer une piscine creusée de 10' x 20', 2 arbres à abattre", ("in-ground", 19, True)),
        ("Piscine hors-terre de 3,05 x 6,71 m. Aucun arbre à abattre.", ("above-ground", 21, False)),
        ("Piscine semi-creusée 20 m²", ("in-ground", 20, None)),
        ("Installer un spa de 5 m2", ("spa", 5, None)),
    ],
)
def test_a_pool_is_of_its_kind_and_size(work: str, expected: tuple[str, int, bool | None]) -> None:
    found = application(kind="Piscine", work=work)
    kind, area, trees = expected
    assert (found.answers["kind"], found.answers["area_m2"]) == (kind, area)
    assert ("trees_near" in found.assumed) if trees is None else found.answers["trees_near"] is trees


def test_the_area_of_a_lot_is_not_that_of_a_pool() -> None:
    found = application(kind="Piscine", work="Piscine creusée sur un terrain de 900 m²")
    assert "area_m2" in found.assumed


def test_what_an_alteration_costs_is_made_up_and_said_to_be() -> None:
    found = application(kind="Rénovation", work="Remplacer la porte")
    assert {"work_value", "facade", "heritage", "owner"} <= set(found.assumed)
    assert not found.synthetic
