"""Search without a database: words without accents or case, titles before texts, nothing that is a pattern."""

import pytest

from web.search import Found, search, words

OFFERED = [
    Found("/a", "Abattage d’un arbre", "Couper un arbre sur un terrain privé."),
    Found("/b", "Café-terrasse", "Installer une terrasse sur le domaine public."),
    Found("/c", "Vignette de stationnement", "Se stationner près de chez soi, à l’œil du parcomètre."),
    Found("/d", "Démolition", "Démolir un bâtiment; un arbre à abattre demande un autre permis."),
]


def paths(typed: str) -> list[str]:
    return [one.path for one in search(typed, OFFERED)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("arbre", ["/a", "/d"]),  # the title first
        ("ARBRES", ["/a", "/d"]),
        ("cafe terrasse", ["/b"]),
        ("stationnement", ["/c"]),
        ("couper un arbre", ["/a"]),
        ("demol", ["/d"]),
        ("oeil", ["/c"]),
        ("permis de conduire", []),
    ],
)
def test_a_search_finds_pages_by_the_beginnings_of_their_words(typed: str, expected: list[str]) -> None:
    assert paths(typed) == expected


@pytest.mark.parametrize("typed", ["%", "_", "' OR 1=1 --", ".*", "<script>", "le la de", "", "\u202e", "a" * 5000])
def test_what_is_no_word_finds_nothing(typed: str) -> None:
    assert paths(typed) == []


def test_words_lose_their_accents_and_their_case() -> None:
    assert words("L’Œuvre d’Élodie, n° 12") == ["l", "oeuvre", "d", "elodie", "n", "12"]
