"""Letters C01 to C23: each shape in both languages, tagged and whole, with what the law wants said."""

import io
import re
from typing import Any

import pytest
from jinja2 import UndefinedError
from pypdf import PdfReader

from adapters.letter_pages import FOLDER, LetterPages
from adapters.letter_pdf import LetterPdf
from domain.contest_letters import STANDARD
from domain.letter import Language
from tests.letters.contest_samples import CODES, NAMES, court_letter, facts
from tests.letters.contest_sayings import SAYINGS, SHAPES
from tests.letters.samples import ROOT
from tests.letters.test_letter_pdf import elements, fonts, text

LANGUAGES: tuple[Language, ...] = ("fr", "en")
EACH = [(name, language) for name in NAMES for language in LANGUAGES]
GROUPS = {
    "amounts": ("fine_cents", "costs_cents", "contribution_cents", "owed_cents", "paid_cents", "balance_cents"),
    "hearing": ("hearing_id", "starts_at", "ends_at", "room", "mode", "interpreter", "peremptory"),
}
COMMON = {"statement_number", "kind", "offence_at", "law", "to", "status_url", "pay_url"}
UNREAD = {"to", "alarm", "replaces", "judge", "corrects", "corrects_dated"}
LONG = ("C04 absence", "C01 greater")  # exhibits and both remedies; a greater sentence claimed on each count


@pytest.fixture(scope="module")
def pages() -> LetterPages:
    return LetterPages(ROOT)


def words_of(page: str) -> str:
    """A page's words without tags, as a reader meets them."""
    bare = re.sub(r"<[^>]+>", "", page.partition("<body")[2])
    return re.sub(r"\s+", " ", bare.replace("&nbsp;", " ").replace("\u00a0", " "))


def test_every_letter_of_a_contest_has_a_title_in_both_languages(pages: LetterPages) -> None:
    assert tuple(code for code in pages.codes if code.startswith("C")) == CODES
    assert set(STANDARD.values()) == set(CODES) == {name[:3] for name in NAMES}
    assert pages.title("C07", "fr") == "Avis de poursuite des procédures"
    assert pages.title("C07", "en") == "Notice of continuation of proceedings"


@pytest.mark.parametrize(("name", "language"), EACH)
def test_each_shape_of_a_letter_is_tagged_and_prints_whole(
    letter_pdf: LetterPdf, name: str, language: Language
) -> None:
    pdf = PdfReader(io.BytesIO(letter_pdf.render(court_letter(name, language))))
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == f"{language}-CA"
    title = letter_pdf.pages.title(name[:3], language)
    assert pdf.metadata is not None and pdf.metadata.title == f"{title} – C-2026-0000123-41"
    kinds = [str(each["/S"]) for each in elements(pdf)]
    assert kinds.count("/H1") == kinds.count("/Figure") == kinds.count("/Form") == 1
    assert {"/P", "/Table", "/TH", "/TD"} <= set(kinds)
    assert all(re.fullmatch(r"/[A-Z]{6}\+Noto-Sans-[\w-]+", font) for font in fonts(pdf))
    words = text(pdf)
    for expected in (title, "Nguyễn-Gauthier", "801 234 567", "K7QM-4XNP", "311", "C-25.1", "Gosford"):
        assert expected in words
    assert not re.search(r"\{\{|\}\}|\{%|Undefined|None|\ufffd", words)
    assert len(pdf.pages) <= (3 if name in LONG else 2)


@pytest.mark.parametrize(("name", "language"), EACH)
def test_each_shape_of_a_letter_says_what_it_is_for(pages: LetterPages, name: str, language: Language) -> None:
    said = words_of(pages.page(court_letter(name, language)))
    for expected in SAYINGS[name[:3]][language]:
        assert expected in said


SHAPED = [(name, saying) for name, sayings in SHAPES.items() for saying in sayings]


@pytest.mark.parametrize(("name", "saying"), SHAPED)
def test_a_shape_says_what_sets_it_apart(pages: LetterPages, name: str, saying: str) -> None:
    assert saying in words_of(pages.page(court_letter(name, "fr")))


@pytest.mark.parametrize("code", CODES)
def test_a_letter_that_differs_by_shape_differs_in_words(pages: LetterPages, code: str) -> None:
    for language in LANGUAGES:
        shapes = [name for name in NAMES if name.startswith(code) and name not in TWICE]
        assert len({words_of(pages.page(court_letter(name, language))) for name in shapes}) == len(shapes)


TWICE = ("C06 whole explanations_accepted", "C10 granted video")  # the first shape of their code, but for a refund


@pytest.mark.parametrize("code", CODES)
def test_a_template_reads_no_fact_that_the_readme_does_not_name(code: str) -> None:
    readme = (ROOT / FOLDER / "README.md").read_text("utf-8")
    row = next(line for line in readme.splitlines() if line.startswith(f"| {code} |"))
    named = set(re.findall(r"`(\w+)`", row)) | COMMON
    named |= {fact for group, members in GROUPS.items() if re.search(rf"\b{group}\b", row) for fact in members}
    for language in LANGUAGES:
        template = (ROOT / FOLDER / f"{code}.{language}.html").read_text("utf-8")
        read = set(re.findall(r"facts\.(\w+)", template))
        assert read <= named
        parts = {fact for group in GROUPS for fact in GROUPS[group] if f"court.{group}(facts)" in template}
        sent = {fact for name in NAMES if name.startswith(code) for fact in facts(name, language)}
        assert sent <= read | parts | COMMON | UNREAD | set(GROUPS["amounts"])


@pytest.mark.parametrize(("code", "language"), [(code, language) for code in CODES for language in LANGUAGES])
def test_a_fact_that_is_absent_stops_the_letter(pages: LetterPages, code: str, language: Language) -> None:
    with pytest.raises(UndefinedError):
        pages.page(court_letter(code, language, facts={}))


@pytest.mark.parametrize(
    ("code", "fact"), [("C04", "reasons"), ("C10", "reasons"), ("C12", "reasons"), ("C20", "reasons")]
)
def test_what_people_write_is_printed_and_never_run(pages: LetterPages, code: str, fact: str) -> None:
    written = "{{7*7}} <img src=file:///etc/passwd>\n\n\u202eevil \U0001f600"
    page = pages.page(court_letter(code, facts=facts(code, "fr") | {fact: written}))
    assert "{{7*7}} &lt;img src=file" in page
    assert "<img src=file" not in page
    assert "\u202e" not in page
    assert page.count("\ufffd") == 1


def test_a_letter_of_another_regime_does_not_cite_this_one(pages: LetterPages) -> None:
    other = facts("C23", "fr") | {"law": "ON-AMPS"}
    assert "C-25.1" not in pages.page(court_letter("C23", facts=other))


def test_an_offence_under_a_by_law_is_not_paid_online(pages: LetterPages) -> None:
    for name, online in (("C18", True), ("C18 by-law", False), ("C16 by-law", False), ("C02 by-law", False)):
        assert ("par carte de crédit" in words_of(pages.page(court_letter(name)))) is online


def test_the_balance_of_an_agreement_goes_down_to_nothing(pages: LetterPages) -> None:
    said = words_of(pages.page(court_letter("C16")))
    for balance in ("437,40 $", "287,40 $", "137,40 $", "0,00 $"):
        assert balance in said
