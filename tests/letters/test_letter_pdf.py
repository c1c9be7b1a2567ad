"""Every letter as a reader and a screen reader meet it: tagged, titled, in one family of fonts, in full."""

import io
import re
from functools import lru_cache
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from adapters.letter_pdf import LetterPdf
from casework.specimens.permits import facts
from domain.letter import Language
from tests.letters.samples import letter
from tests.letters.test_letter_pages import EACH


@lru_cache(maxsize=32)
def reader(renderer: LetterPdf, code: str, language: Language) -> PdfReader:
    return PdfReader(io.BytesIO(renderer.render(letter(code, language))))


def text(pdf: PdfReader) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pdf.pages))


def fonts(pdf: PdfReader) -> set[str]:
    resources = [page["/Resources"].get_object() for page in pdf.pages]
    return {font.get_object()["/BaseFont"] for each in resources for font in each["/Font"].get_object().values()}


def elements(pdf: PdfReader) -> list[DictionaryObject]:
    """The structure elements in reading order."""
    found: list[DictionaryObject] = []
    waiting: list[Any] = [pdf.trailer["/Root"]["/StructTreeRoot"]["/K"]]
    while waiting:
        each = waiting.pop(0)
        each = each.get_object() if hasattr(each, "get_object") else each
        if isinstance(each, list):
            waiting = [*each, *waiting]
        elif isinstance(each, DictionaryObject) and "/S" in each:
            found.append(each)
            waiting = [each.get("/K", []), *waiting]
    return found


@pytest.mark.parametrize(("code", "language"), EACH)
def test_a_letter_is_tagged_titled_and_in_its_language(letter_pdf: LetterPdf, code: str, language: Language) -> None:
    pdf = reader(letter_pdf, code, language)
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/Lang"] == f"{language}-CA"
    assert pdf.metadata.title == f"{letter_pdf.pages.title(code, language)} – VM-2026-000123"
    kinds = [each["/S"] for each in elements(pdf)]
    assert kinds.count("/H1") == 1
    assert kinds.count("/Figure") == kinds.count("/Form") == 1
    assert {"/P", "/Table", "/TH", "/TD"} <= set(kinds)


@pytest.mark.parametrize(("code", "language"), EACH)
def test_a_letter_says_that_it_is_built_to_pdf_a_and_pdf_ua(
    letter_pdf: LetterPdf, code: str, language: Language
) -> None:
    pdf = reader(letter_pdf, code, language)
    xmp = pdf.trailer["/Root"]["/Metadata"].get_data().decode()
    assert 'pdfaid:part="2"' in xmp
    assert 'pdfaid:conformance="A"' in xmp
    assert 'pdfuaid:part="1"' in xmp
    assert xmp.count("<rdf:RDF") == xmp.count("</rdf:RDF>") == 1
    assert pdf.trailer["/Root"]["/OutputIntents"]
    assert len(pdf.trailer["/ID"]) == 2


NAMES_NOBODY = ("P10", "D01")  # a notice posted in public, a certificate of destruction


@pytest.mark.parametrize(("code", "language"), EACH)
def test_a_letter_prints_whole_in_noto_sans_alone(letter_pdf: LetterPdf, code: str, language: Language) -> None:
    pdf = reader(letter_pdf, code, language)
    assert all(re.fullmatch(r"/[A-Z]{6}\+Noto-Sans-[\w-]+", name) for name in fonts(pdf))
    words = text(pdf)
    title = letter_pdf.pages.title(code, language)
    for expected in (
        title.upper() if code == "P14" else title,
        "VM-2026-000123",
        *(() if code in NAMES_NOBODY else ("Nguyễn-Gauthier",)),
        "K7QM-4XNP",
        "311",
    ):
        assert expected in words
    assert not re.search(r"\{\{|\}\}|\{%|Undefined|None|\ufffd", words)
    assert len(pdf.pages) <= 2


@pytest.mark.parametrize(("code", "language"), EACH)
def test_every_piece_of_content_has_a_tag_or_is_an_artifact(
    letter_pdf: LetterPdf, code: str, language: Language
) -> None:
    pdf = reader(letter_pdf, code, language)
    held = {
        (id(pdf), each["/Pg"].get_object()["/StructParents"], kid) for each in elements(pdf) for kid in _marks(each)
    }
    for page in pdf.pages:
        marked = {int(mcid) for mcid in re.findall(rb"/MCID (\d+)", page.get_contents().get_data())}
        assert marked == {kid for _, number, kid in held if number == page["/StructParents"]}
        assert b"/Pagination" in page.get_contents().get_data()


def _marks(element: DictionaryObject) -> list[int]:
    kids = element.get("/K", [])
    return [int(kid) for kid in kids if isinstance(kid, int)]


def test_a_table_cell_points_to_its_headers(letter_pdf: LetterPdf) -> None:
    cells = [each for each in elements(reader(letter_pdf, "P01", "fr")) if each["/S"] == "/TD"]
    assert cells
    assert all(cell["/A"]["/Headers"] for cell in cells)


def test_equal_data_gives_equal_bytes_and_other_data_others(letter_pdf: LetterPdf) -> None:
    first = letter_pdf.render(letter("P01"))
    letter_pdf.render(letter("P13", "en"))
    assert letter_pdf.render(letter("P01")) == first
    assert letter_pdf.render(letter("P01", addressee="Une autre personne")) != first


def test_names_of_many_scripts_print_and_the_rest_is_marked(letter_pdf: LetterPdf) -> None:
    names = "Łukasz Đặng Δημήτρης Жанна"
    pdf = PdfReader(io.BytesIO(letter_pdf.render(letter("P03", addressee=f"{names} 漢字 😀"))))
    assert names in text(pdf)
    assert "漢" not in text(pdf)
    assert all("+Noto-Sans-" in name for name in fonts(pdf))


def test_long_reasons_run_over_pages_and_none_is_lost(letter_pdf: LetterPdf) -> None:
    reasons = "\n\n".join(f"Motif {number} : {'la marge est trop petite ' * 12}" for number in range(40))
    pdf = PdfReader(io.BytesIO(letter_pdf.render(letter("P13", facts=facts("P13", "fr") | {"reasons": reasons}))))
    assert len(pdf.pages) > 3
    words = text(pdf)
    assert all(f"Motif {number} " in words for number in range(40))
