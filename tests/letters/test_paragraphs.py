"""The places of letters: declared once, there in the templates, plain text, and the same bytes for the same words."""

import io
import re
from dataclasses import replace

import pytest
from jinja2 import UndefinedError
from pypdf import PdfReader

from adapters.letter_pages import FOLDER, LetterPages, covered_characters
from adapters.letter_pdf import LetterPdf
from adapters.letter_proofs import LetterProofs
from adapters.letter_text import unprintable
from casework.specimens.letters import specimen
from catalogue.letters import letters, places, places_of, shipped
from domain.letter import CERTIFICATE, Language, LetterData
from domain.paragraphs import CITY, NOTHING, Words, faults, names_of, nearest, tidy
from tests.letters.contest_samples import court_letter
from tests.letters.samples import ROOT, letter
from tests.letters.test_letter_pdf import text

LANGUAGES: tuple[Language, ...] = ("fr", "en")
TYPED = "Deux {{ 7*7 }} <b>gras</b> & {% raw %}\nseconde ligne\n\nSecond paragraphe"


@pytest.fixture(scope="module")
def pages() -> LetterPages:
    return LetterPages(ROOT)


def of(code: str, language: Language = "fr", **typed: str) -> LetterData:
    made = court_letter(code, language) if code.startswith("C") else letter(code, language)
    return replace(made, paragraphs={**made.paragraphs, **typed})


def test_every_letter_is_declared_with_when_it_is_sent(pages: LetterPages) -> None:
    assert set(letters()) == set(pages.codes)
    assert {code for code in letters() if not places_of(code)} == {CERTIFICATE}


@pytest.mark.parametrize("code", [code for code in letters() if code != CERTIFICATE])
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_place_of_a_letter_is_in_its_template_and_what_is_absent_stops_it(
    pages: LetterPages, code: str, language: Language
) -> None:
    made = specimen(code, language)
    in_person = {"mode": "in_person"} if "mode" in made.facts else {}
    for place in places_of(code):
        words = {**shipped(code, language), place.slot: f"Ici {place.name}."}
        at = replace(made, facts=made.facts | in_person, paragraphs=words)
        assert pages.page(at).count(f"Ici {place.name}.") == 1
        del words[place.slot]
        with pytest.raises(UndefinedError):
            pages.page(replace(at, paragraphs=words))


def test_no_template_reads_a_place_that_is_not_declared() -> None:
    templates = "".join(file.read_text("utf-8") for file in (ROOT / FOLDER).glob("*.html"))
    assert set(re.findall(r"letter\.paragraphs\.(\w+)", templates)) == {one.slot for one in places().values()}


def test_the_shipped_words_keep_the_rules_that_a_city_s_do() -> None:
    covered = covered_characters(ROOT)
    for place in places().values():
        assert faults(place.shipped, place.longest, may_be_empty=place.may_be_empty) == {}
        assert unprintable(place.shipped.fr + place.shipped.en, covered) == ""


@pytest.mark.parametrize("code", ["P13", "C08"])
def test_what_a_clerk_types_is_printed_and_never_run(letter_pdf: LetterPdf, code: str) -> None:
    printed = text(PdfReader(io.BytesIO(letter_pdf.render(of(code, added=TYPED)))))
    assert "Deux {{ 7*7 }} <b>gras</b> & {% raw %} seconde ligne" in printed
    assert "Second paragraphe" in printed and "49" not in printed.partition("Deux")[2][:40]


def test_equal_words_give_equal_bytes_and_other_words_others(letter_pdf: LetterPdf) -> None:
    first = letter_pdf.render(of("P03", contact="Appelez."))
    assert letter_pdf.render(of("P03", contact="Appelez.")) == first
    assert letter_pdf.render(of("P03", contact="Écrivez.")) != first


@pytest.mark.parametrize("code", letters())
@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_specimen_says_so_on_each_page_and_has_no_code(
    code: str, language: Language, letter_pdf: LetterPdf
) -> None:
    made = replace(specimen(code, language), paragraphs=shipped(code, language))
    page = await LetterProofs(ROOT).sheet(made)
    assert 'class="qr"' not in page and "/verify/" not in page
    pdf = PdfReader(io.BytesIO(letter_pdf.print_page(page)))
    said = {"fr": "Spécimen", "en": "Specimen"}[language]
    assert all(said in one.extract_text() for one in pdf.pages)


def test_a_letter_that_is_sent_is_no_specimen(pages: LetterPages) -> None:
    page = pages.page(letter("P03"))
    assert "Spécimen" not in page and 'class="qr"' in page


def test_the_nearest_words_stand() -> None:
    borough, city = Words("a", "b"), Words("c", "d")
    assert nearest({}, "LS", NOTHING) == (None, NOTHING)
    assert nearest({CITY: city}, "LS", NOTHING) == (CITY, city)
    assert nearest({CITY: city, "LS": borough}, "LS", NOTHING) == ("LS", borough)
    assert nearest({CITY: city, "LS": None}, "LS", NOTHING) == (CITY, city)
    assert nearest({CITY: None}, CITY, borough) == (None, borough)


@pytest.mark.parametrize(
    ("words", "empty_allowed", "wrong"),
    [
        (Words("a", ""), True, {"en": "required"}),
        (Words("", "b"), False, {"fr": "required"}),
        (Words("", ""), False, {"fr": "required", "en": "required"}),
        (Words("", ""), True, {}),
        (Words("a" * 11, "b"), True, {"fr": "too-long"}),
    ],
)
def test_a_text_is_given_in_both_languages_and_within_its_length(
    words: Words, empty_allowed: bool, wrong: dict[str, str]
) -> None:
    assert faults(words, 10, may_be_empty=empty_allowed) == wrong


def test_a_text_is_kept_tidy() -> None:
    assert tidy("\r\n un \r\n\r\ndeux\t\r\n") == "un\n\ndeux"


@pytest.mark.parametrize(
    ("typed", "lacking"),
    [
        ("Ça va : « oui », 10 h – 17 h…\n\nŁukasz", ""),
        ("a\u202eb", "U+202E"),
        ("漢a漢", "U+6F22 (漢)"),
        ("a\x00\x07", "U+0000, U+0007"),
        ("\u200b", "U+200B"),
        ("\ud800", "U+D800"),
        ("😀", "U+1F600 (😀)"),
    ],
)
def test_what_letters_cannot_print_is_named(typed: str, lacking: str) -> None:
    assert names_of(unprintable(typed, covered_characters(ROOT))) == lacking
