"""Each rule of the gate fails once on a planted fault, and lets pass what only looks like one."""

import pytest

from checks.translations.figures import figures
from checks.translations.rules import RULES, faults, twin_faults
from checks.translations.text import Source, Text, Twins


def found(fr: str, en: str, source: Source = "portal") -> set[str]:
    return {one.rule for one in faults(Text(source, "here", fr, en))}


def structure(fr: str | None, en: str | None, source: Source = "letters") -> list[str]:
    return [one.rule for one in twin_faults(Twins(source, "here", fr, en))]


PLANTED = [
    pytest.param("Payer", "", "missing", id="no-english"),
    pytest.param("", "Pay", "missing", id="no-french"),
    pytest.param("Déposer la demande", "TODO", "fuzzy", id="todo"),
    pytest.param("À traduire : file the application", "File the application", "fuzzy", id="to-translate"),
    pytest.param("Déposer la demande", "[en] Déposer", "fuzzy", id="marked"),
    pytest.param("Worklist", "Worklist", "equal", id="copied"),
    pytest.param("<b>Worklist</b>&nbsp;", "Worklist", "equal", id="copied-in-other-tags"),
    pytest.param("Your application was received.", "Your file was received.", "language", id="english-for-french"),
    pytest.param("Votre demande est reçue.", "Votre dossier est reçu.", "language", id="french-for-english"),
    pytest.param("Demande reçue", "Une demande", "language", id="short-french-for-english"),
    pytest.param("Avant le {{ facts.due_on | day }}", "Before {{ facts.due_on }}", "placeholders", id="jinja"),
    pytest.param("Réessayez dans {seconds} s.", "Retry in {minutes} s.", "placeholders", id="format"),
    pytest.param("%s jours", "many days", "placeholders", id="percent"),
    pytest.param("Vous avez 30 jours.", "You have 15 days.", "numbers", id="number"),
    pytest.param("Le coût est de 1 234,50 $.", "The cost is $1,234.05.", "numbers", id="amount"),
    pytest.param("Le coût est de 50 $.", "The cost is 50.", "numbers", id="no-dollar"),
    pytest.param("Vous payez 25 %.", "You pay 25.", "numbers", id="no-percent"),
    pytest.param("Avant le 1er mai 2026", "Before June 1, 2026", "numbers", id="month"),
    pytest.param("Chaque lundi", "Each Tuesday", "numbers", id="day-of-the-week"),
    pytest.param("À 13 h 30", "At 1:30 a.m.", "numbers", id="hour"),
    pytest.param("Selon l’art. 157.1", "Under art. 157.2", "numbers", id="article"),
    pytest.param("Voir https://a.example/fr", "See https://b.example/fr", "links", id="address"),
    pytest.param('<a href="/payer">Payer</a>', '<a href="/pay">Pay</a>', "links", id="href"),
    pytest.param("Écrivez à a@ville.example.", "Write to b@ville.example.", "links", id="mail"),
    pytest.param("Est-ce vrai?", "Is it true?", "typography", id="no-space"),
    pytest.param("L'adresse", "The address", "typography", id="straight-apostrophe"),
    pytest.param("Le dossier : ouvert", "The file : open", "typography", id="french-space-in-english"),
]


@pytest.mark.parametrize(("fr", "en", "rule"), PLANTED)
def test_a_planted_fault_is_found(fr: str, en: str, rule: str) -> None:
    assert rule in found(fr, en)


def test_no_rule_is_without_a_planted_fault() -> None:
    assert {one.values[2] for one in PLANTED} == {"missing", *RULES}


@pytest.mark.parametrize(
    ("fr", "en"),
    [
        pytest.param("Documents", "Documents", id="kept-word"),
        pytest.param("Ville de Montréal", "Ville de Montréal", id="name"),
        pytest.param(" : ", ": ", id="signs-alone"),
        pytest.param("De 1 234,50 $ à 25 %", "From $1,234.50 to 25%", id="amounts"),
        pytest.param("Le 1er décembre 2026 à 9 h 30", "December 1, 2026 at 9:30 a.m.", id="date-and-hour"),
        pytest.param("À 12 h et à 0 h 15", "At 12 p.m. and at 12:15 a.m.", id="noon-and-midnight"),
        pytest.param("Jusqu’à 24 h", "Until 24:00", id="end-of-the-day"),
        pytest.param("Le 514 872-0311, ou le 311", "514-872-0311, or 311", id="telephone"),
        pytest.param("Les dimanches de mars 2026", "Sundays of March 2026", id="months-and-days"),
        pytest.param("Vous pouvez le faire en mai 2026", "You may do it in May 2026", id="may"),
        pytest.param("Le règlement RCA09 17050", "By-law RCA09 17050", id="by-law"),
        pytest.param("{fr} Rien n’a été enregistré.", "{en} Nothing was recorded.", id="own-language"),
        pytest.param("Pour « payer » : ici !", "To “pay”: here!", id="spaces-set-later"),
        pytest.param(
            'Composez le 311. <span lang="en-CA">This letter is available in English.</span>',
            'Call 311. <span lang="fr-CA">Cette lettre est offerte en français.</span>',
            id="marked-as-the-other-language",
        ),
    ],
)
def test_what_is_right_passes(fr: str, en: str) -> None:
    assert found(fr, en) == set()


@pytest.mark.parametrize("source", ["letters", "sentences", "dictionaries", "titles", "mails"])
def test_the_space_before_a_sign_is_unbreakable_where_nobody_sets_it_later(source: Source) -> None:
    assert found("Payer : ici", "Pay: here", source) == {"typography"}
    assert found("« Payer\u00a0»", "“Pay”", source) == {"typography"}
    assert found("Il faut 10 000\u00a0$", "$10,000 is needed", source) == {"typography"}
    assert found("Payer&nbsp;: «\u00a0ici\u00a0»", "Pay: “here”", source) == set()


def test_a_text_message_has_no_unbreakable_space() -> None:
    assert not list(
        faults(Text("mails", "message.*.sms:1", "Ville de Montréal : un message", "Ville de Montréal: one"))
    )


@pytest.mark.parametrize(
    ("fr", "en"),
    [
        pytest.param("<h2>Motifs</h2>", "<h3>Reasons</h3>", id="heading"),
        pytest.param("<ul><li>Un</li></ul>", "<ol><li>One</li></ol>", id="list"),
        pytest.param("<table><tr><td>Un</td></tr></table>", "<p>One</p>", id="table"),
        pytest.param("{% if a %}Un{% endif %}", "{% if b %}One{% endif %}", id="condition"),
        pytest.param("<p>Un</p><p>Deux</p>", "<p>One, two</p>", id="paragraph-lost"),
        pytest.param("{% block a %}{% endblock %}", "", id="block-lost"),
    ],
)
def test_files_of_another_structure_are_found(fr: str, en: str) -> None:
    assert structure(fr, en) == ["structure"]


def test_files_of_one_structure_pass() -> None:
    french = '{% extends "fr.html" %}{% set how = {"phone": "par téléphone"}[mode] %}<h2 class="a">Motifs</h2>'
    english = '{% extends "en.html" %}\n{% set how = {"phone": "by telephone"}[mode] -%}\n<h2 class="a">Reasons</h2>'
    assert structure(french, english) == []


def test_a_file_in_one_language_is_found() -> None:
    assert structure("<p>Un</p>", None) == structure(None, "<p>One</p>") == ["missing"]


def test_a_mail_of_another_number_of_lines_is_found() -> None:
    assert structure("Un\n\nDeux\n", "One\nTwo\n", "mails") == ["structure"]
    assert structure("Un\n\n\nDeux\n", "One\n\nTwo\n", "mails") == []


def test_numbers_are_one_in_both_languages() -> None:
    french = figures("1\u00a0234,50\u00a0$ le 1er août à 14\u00a0h\u00a005, art. 61(23)", "fr")
    assert french == figures("$1,234.50 on August 1 at 2:05\u00a0p.m., art. 61(23)", "en")
    assert french == {"$": 1, "14:05": 1, "1234.50": 1, "1": 1, "month 8": 1, "61": 1, "23": 1}
