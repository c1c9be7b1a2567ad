"""Where texts are read from: made-up files of each kind, and real ones with one fault put in."""

import pytest

from checks.translations import lone, portal, python_texts, toml_texts, twins
from checks.translations.gate import ROOT
from checks.translations.rules import faults, twin_faults
from checks.translations.text import Text, Twins

LETTERS = ROOT / "templates" / "letters"


def sides(texts: list[Text]) -> list[tuple[str, str]]:
    return [(one.fr, one.en) for one in texts]


def test_a_page_says_its_texts_by_t() -> None:
    page = (
        '<p>{{ t("Payer", "Pay") }}</p>\n{% if x %}{{ link(t("Oui", "Yes")) }}{% endif %}{{ t("Seul") }}{{ t(a, "b") }}'
    )
    found = list(portal.page(page, "page.html"))
    assert sorted(sides(found)) == [("", "b"), ("Oui", "Yes"), ("Payer", "Pay"), ("Seul", "")]
    assert {one.place for one in found} == {"page.html:1", "page.html:2"}


def test_a_table_of_pairs_is_read_whatever_its_words() -> None:
    module = """
TABLE: Final[dict[str, Pair]] = {"pay": ("payer", "pay"), "see": ("Voir le dossier", "See the file")}
NO_HINT: Final[Pair] = ("", "")
CODES = ("guilty", "not_guilty")
COUNTS: dict[str, tuple[Pair, Pair]] = {"D": (("jour", "jours"), ("day", "days"))}
ASKED = Ask("reasons", "longtext", ("Motifs", "Reasons"))
DAYS = ((date(2026, 1, 1), "jour de l’An", "New Year’s Day"),)
"""
    assert sides(list(python_texts.pairs(module, "m.py"))) == [
        ("payer", "pay"), ("Voir le dossier", "See the file"), ("Motifs", "Reasons"),
        ("jour de l’An", "New Year’s Day"),
    ]  # fmt: skip


def test_what_is_said_in_code_is_read() -> None:
    module = """
def page(visit, lang, name):
    visit.say("Oui", "Yes")
    Words(lang)("Non", "No")
    visit.say(f"Chef {name}", f"Count {name}")
    visit.say(name, "Lost")
    visit.say(*PAIR)
    say(refusal, lang)
"""
    found = sides(list(python_texts.pairs(module, "m.py")))
    assert found == [("Oui", "Yes"), ("Non", "No"), ("Chef {name}", "Count {name}"), ("", "Lost")]


def test_a_dictionary_by_language_is_read_to_its_leaves() -> None:
    module = """
NAMES: dict[Language, str] = {"fr": "Cour", "en": "Court"}
MORE = {"fr": {"a": ("jour", "jours"), "b": "Un"}, "en": {"a": ("day",), "c": "Three"}}
LANGUAGES: Final[dict[str, Pair]] = {"fr": ("Français", "French"), "en": ("Anglais", "English")}
ELSEWHERE = {"fr": fields_fr.FIELDS, "en": fields_en.FIELDS}
HALF = {"fr": "Seul"}
"""
    assert sides(list(python_texts.by_language(module, "m.py"))) == [
        ("Cour", "Court"), ("jour", "day"), ("jours", ""), ("Un", ""), ("", "Three"), ("Seul", ""),
    ]  # fmt: skip


def test_twin_modules_are_laid_side_by_side() -> None:
    french = 'TEXTS: Final[dict[str, str]] = {"a": "Un", "b": ("Titre", "Phrase " "entière")}'
    english = 'TEXTS: Final[dict[str, str]] = {"b": ("Title", "Whole " "sentence"), "c": "Three"}'
    found = sides(list(python_texts.twin_modules(french, english, "m")))
    assert found == [("Un", ""), ("Titre", "Title"), ("Phrase entière", "Whole sentence"), ("", "Three")]


def test_toml_is_read_to_its_leaves() -> None:
    content = """
title.fr = "Un"
name_fr = "A"
name_en = "B"
[[q]]
label = { fr = "Deux", en = "Two" }
[[q.c]]
hint.en = "Three"
"""
    found = {one.place: (one.fr, one.en) for one in toml_texts.toml(content, "f.toml", "catalogue")}
    assert found == {"f.toml: name": ("A", "B"), "f.toml: title": ("Un", ""), "f.toml: q[0].label": ("Deux", "Two"),
                     "f.toml: q[0].c[0].hint": ("", "Three")}  # fmt: skip


def test_a_letter_is_cut_at_its_marks_and_its_quoted_words_are_read() -> None:
    french = '<h2>Motifs</h2>\n<p>{{ {"phone": "Par téléphone"}[mode] or "aucun" }} <strong>ici</strong></p>'
    english = '<h2>Reasons</h2>\n<p>{{ {"phone": "By telephone"}[mode] or "none" }} <strong>here</strong></p>'
    found = list(twins.texts(Twins("letters", "L.*.html", french, english)))
    filled = '{{ {"phone": "…"}[mode] or "…" }} <strong>'
    assert sides(found) == [("Motifs", "Reasons"), (f"{filled}ici</strong>", f"{filled}here</strong>"),
                            ("Par téléphone", "By telephone"), ("aucun", "none")]  # fmt: skip
    assert [one.place for one in found] == ["L.*.html:1", "L.*.html:2", "L.*.html:2[1]", "L.*.html:2[2]"]


@pytest.mark.parametrize(
    ("language", "before", "after", "rule"),
    [
        pytest.param("en", "30&nbsp;days", "15&nbsp;days", "numbers", id="delay"),
        pytest.param("en", "arts.&nbsp;162 and 165", "arts.&nbsp;162 and 166", "numbers", id="article"),
        pytest.param(
            "en", "{{ facts.balance_cents | money }}", "{{ facts.owed_cents | money }}", "placeholders", id="amount"
        ),
        pytest.param("en", 'href="{{ facts.status_url }}"', 'href="{{ facts.pay_url }}"', "placeholders", id="link"),
        pytest.param("fr", "Vos droits", "Your rights", "equal", id="left-in-english"),
        pytest.param("en", "Your rights", "Vos droits", "equal", id="left-in-french"),
        pytest.param("fr", "En ligne&nbsp;:", "En ligne :", "typography", id="breakable-space"),
        pytest.param("fr", "Ce qui vous est reproché", "TODO", "fuzzy", id="unfinished"),
        pytest.param("fr", "Ce qui vous est reproché", "", "missing", id="emptied"),
        pytest.param("en", "<h2>Your rights</h2>", "<h3>Your rights</h3>", "structure", id="heading"),
        pytest.param("en", '{% if "guilty" in facts.pleas %}', '{% if "guilty" %}', "structure", id="condition"),
    ],
)
def test_a_real_letter_with_one_fault_is_found_out(language: str, before: str, after: str, rule: str) -> None:
    files = {side: (LETTERS / f"C01.{side}.html").read_text(encoding="utf-8") for side in ("fr", "en")}
    assert before in files[language]
    files[language] = files[language].replace(before, after, 1)
    pair = Twins("letters", "C01", files["fr"], files["en"])
    found = {one.rule for one in twin_faults(pair)} or {one.rule for text in twins.texts(pair) for one in faults(text)}
    assert rule in found


def test_french_outside_every_pair_is_found() -> None:
    module = """
def made():
    'Ce que voilà : un docstring.'
KNOWN = "Déjà vu"
LOST = "Demande reçue"
LINE = f"Reçu le {day}"
CITY = "Montréal"
"""
    assert [one.fr for one in lone.in_module(module, "m.py", {"Déjà vu"})] == ["Demande reçue", "Reçu le {day}"]


def test_words_of_a_page_outside_t_are_found() -> None:
    page = '<!doctype html><p class="due">{{ t("Payer", "Pay") }} (PDF)</p><p>{{ name }} Bonjour</p>'
    assert [one.fr for one in lone.on_page(page, "page.html")] == ["Bonjour"]
