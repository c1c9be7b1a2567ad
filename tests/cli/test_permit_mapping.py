"""Rows of permits made up with the pitfalls of the City's file, mapped onto our services or told why not."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.rules import RuleEngine
from cli.permit_mapping import Application, Unmapped
from tests.cli.permits import CATALOGUE, LINKED, NO_LIMITS, RANKS, SQUARES, application, mapped, middle_of, reason, row

ENGINE = RuleEngine(CATALOGUE)


@pytest.mark.parametrize(
    ("kind", "work", "service"),
    [
        ("Démolition", "Bâtiment contigu de 3 étages", "demolition"),
        ("DÉMOLITION", "", "demolition"),
        ("Transformation", "PROJET : DÉMOLITION DU HANGAR", "demolition"),
        ("Certificat d'autorisation", "Démolition d'un bâtiment de 2 étages", "demolition"),
        ("Démolition", "Démolir la maison. Abattre 4 arbres", "demolition"),
        ("CO CONSTRUCTION", "CONSTRUCTION BÂTIMENT ISOLÉ", "construction-batiment"),
        ("CO- construction", "Nouveau batiment", "construction-batiment"),
        ("Construction", "Permis de construction", "construction-batiment"),
        ("Construction", "Immeuble de 4 étages, isolé", "construction-batiment"),
        ("Construction", "SUITE AU PERMIS DE DÉMOLITION 12-34 : CONTRUIRE UN TRIPLEX", "construction-batiment"),
        ("Construction", "RECONSTRUIRE L'IMMEUBLE, 12 ARBRES ABATTUS", "construction-batiment"),
        ("Type inconnu", "Construire une habitation. Aucun arbre à abattre.", "construction-batiment"),
        ("Abattage arbre", "Frêne malade, 40 cm", "abattage-arbre"),
        ("CA- Abattage d'arbre", "ABATTAGE D'UN ERABLE", "abattage-arbre"),
        ("Construction", "Cour arrière : Abattre un arbre mort (lilas)", "abattage-arbre"),
        ("Transformation", "EN COUR AVANT: ABATTRE UN FRÊNE", "abattage-arbre"),
        ("Certificat d'autorisation", "Suite à la demande 12, abattre 2 arbres pour un cabanon", "abattage-arbre"),
        ("Construction", "REMPLACEMENT DE 3 FENÊTRES", "transformation-exterieure"),
        ("Transformation", "Refaire le revêtement du toit plat", "transformation-exterieure"),
        ("TF- Transformation", "En cour arrière, reconstruire le balcon", "transformation-exterieure"),
        ("Rénovation", "Travaux divers", "transformation-exterieure"),
        ("Piscine", "Installer une piscine creusée. Aucun arbre à abattre.", "piscine-spa"),
        ("Piscine résidentielle", "Voir les plans", "piscine-spa"),
    ],
)
def test_the_first_act_of_the_work_names_the_service(kind: str, work: str, service: str) -> None:
    found = mapped(kind=kind, work=work or "-")
    assert isinstance(found, Application)
    assert found.service == service


@pytest.mark.parametrize(
    ("kind", "work", "code"),
    [
        ("Construction", "Construction d'un garage de 16' x 20'", "cabanon-dependance"),
        ("CO- construction", "CONSTRUCTION D'UN BÂTIMENT COMPLÉMENTAIRE", "cabanon-dependance"),
        ("Construction", "EXC - Excaver avant la construction d'un duplex", "fondation-structure"),
        ("TF- Transformation", "AGRANDIR LE BÂTIMENT", "agrandissement"),
        ("Transformation", "Démolir deux cloisons au sous-sol", "transformation-interieure"),
        ("Transformation", "Abattre un mur du salon", "transformation-interieure"),
        ("Certificat d'autorisation", "Poser une clôture près de la piscine", "cloture-muret"),
        ("Construction", "Renouvellement du permis # 3000000000-24", "renouvellement-permis"),
    ],
)
def test_work_of_another_service_is_told_by_that_services_code(kind: str, work: str, code: str) -> None:
    assert reason(kind=kind, work=work) == f"service-not-in-catalogue: {code}"


def test_a_row_that_says_nothing_known_is_told_so() -> None:
    assert reason(kind="Type inconnu", work="Voir la lettre") == "no-service-recognized"
    assert reason(kind="Démolition", work="Démolir", borough="Laval") == "borough-unknown"


def test_a_service_that_is_not_open_in_the_borough_is_told_so() -> None:
    bizard = "L'Île-Bizard - Sainte-Geneviève"
    assert reason(kind="Démolition", work="Démolir le garage", borough=bizard) == "service-not-open: demolition in IS"
    assert application(kind="Abattage", work="Abattre un pin", borough=bizard).borough == "IS"


def test_what_the_form_refuses_is_told_by_its_fault() -> None:
    assert reason(work="Abattre 350 frênes") == "refused-by-the-form: trees too-large"
    assert reason(kind="Démolition", work="") == "refused-by-the-form: description required"
    assert reason(kind="Démolition", work="Démolir", place=" ") == (
        "refused-by-the-form: mailing_address required, work_address required"
    )


def at(rank: int, **given: str) -> dict[str, str]:
    lon, lat = middle_of(rank)
    return {"work": "Abattre un frêne", "lon": str(lon), "lat": str(lat), **given}


def test_the_polygon_names_the_borough_and_wins_over_the_column() -> None:
    found = application(SQUARES, **at(RANKS["VM"], borough="Lachine"))
    assert (found.borough, found.source, found.disagrees) == ("VM", "polygon", True)
    assert found.answers["work_point"] == {"lon": middle_of(RANKS["VM"])[0], "lat": 45.55}
    assert not application(SQUARES, **at(RANKS["VM"], borough="Ville-Marie")).disagrees


def test_without_coordinates_or_outside_all_limits_the_column_names_the_borough() -> None:
    nowhere = application(SQUARES, work="Abattre un frêne", lon="-71.2", lat="46.8")
    assert (nowhere.borough, nowhere.source) == ("VD", "column")
    assert "work_point" not in nowhere.answers
    assert application(SQUARES, work="Abattre un frêne").source == "column"


def test_a_linked_city_is_outside() -> None:
    assert reason(SQUARES, **at(LINKED)) == "outside-the-city: WM"


def test_nobody_is_named_and_what_is_made_up_is_listed() -> None:
    found = application(NO_LIMITS, 12, work="Abattre un frêne")
    assert found.answers["applicant_name"] == "Requérant 12"
    assert found.answers["applicant_email"] == "requerant-12@guichet.invalid"
    assert {"applicant_name", "applicant_email", "mailing_address", "owner", "diameter_cm"} <= set(found.assumed)
    assert not {"work_address", "description", "trees", "species"} & set(found.assumed)


KINDS = ("Construction", "CO CONSTRUCTION", "Démolition", "TF- Transformation", "Abattage arbre", "", "Type inconnu")
PHRASES = (
    "Abattre 3 frênes", "DEMOLIR", "un bâtiment", "de 2 étages", "CONSTRUIRE", "garage", "-4 logements", "0 arbre",
    "un", "d'un DHP de 0 cm", "trois (3)", "datant de 1650", "12 m²", "9999 étages", "duplex", "piscine", "érable", "½",
    "en cour arrière :", "suite à un incendie,", "aucun arbre à abattre.", "\n", "(1-2-3)", "\u0000", "œuf", "①", "ß",
    "¿", "٣ ormes",
)  # fmt: skip
WORKS = st.lists(st.sampled_from(PHRASES), max_size=9).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(
    kind=st.sampled_from(KINDS),
    work=WORKS | st.text(max_size=60),
    category=st.sampled_from(("", "1 Logement", "4 à 9 Logements ", "H1 Unifamiliale", "Mixte", "Dépendance")),
    dwellings=st.integers(-50, 400).map(str) | st.just(""),
    rank=st.integers(-1, LINKED + 1),
    seed=st.integers(0, 1000),
)
def test_every_application_is_one_that_the_city_accepts(
    kind: str, work: str, category: str, dwellings: str, rank: int, seed: int
) -> None:
    given_row = row(seed, **at(rank, kind=kind, work=work, category=category, dwellings=dwellings))
    found = SQUARES.map_row(given_row, Random(seed))
    if isinstance(found, Unmapped):
        assert found.reason
        return
    service = CATALOGUE.services[found.service]
    assert ENGINE.validate_answers(service, found.answers) == found.answers
    ENGINE.resolve(service, found.borough, found.answers, clock="simulated")
    assert found.documents == ENGINE.required_documents(service, found.answers, found.borough)
    assert set(found.assumed) <= set(found.answers)
    assert found == SQUARES.map_row(given_row, Random(seed))
