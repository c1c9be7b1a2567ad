"""A letter reaches no file and no network, whatever its text or even its page says (RELIABILITY §3 D1)."""

import io
from pathlib import Path
from urllib.parse import quote

import pytest
from pypdf import PdfReader

from adapters.letter_pdf import AssetFetcher, LetterPdf
from casework.specimens.permits import facts
from tests.letters.samples import ROOT, letter

CANARY = "canary-5f2c9e"
PAYLOADS = {
    "image": '<img src="{url}" alt="x"/>',
    "attachment": '<link rel="attachment" href="{url}"/>',
    "anchor-attachment": '<a rel="attachment" href="{url}">x</a>',
    "style-link": '<link rel="stylesheet" href="{url}"/>',
    "import": '<style>@import url("{url}");</style>',
    "font-face": '<style>@font-face {{ font-family: x; src: url("{url}") }} p {{ font-family: x }}</style><p>x</p>',
    "object": '<object data="{url}">x</object>',
    "embed": '<embed src="{url}"/>',
    "iframe": '<iframe src="{url}"></iframe>',
    "svg-image": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{url}" width="9"/></svg>',
    "svg-use": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><use href="{url}#a"/></svg>',
    "background": '<p style="background: url({url})">x</p>',
    "list-image": '<ul style="list-style-image: url({url})"><li>x</li></ul>',
    "content": '<style>p::before {{ content: url("{url}") }}</style><p>x</p>',
    "border-image": '<p style="border: 1px solid; border-image-source: url({url})">x</p>',
    "svg-data": '<img alt="x" src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22%3E'
    '%3Cimage href=%22{url}%22/%3E%3C/svg%3E"/>',
    "base": '<base href="{url}"/><img src="x.png" alt="x"/>',
    "metadata-address": '<img src="http://169.254.169.254/latest/meta-data/" alt="{url}"/>',
    "ftp": '<img src="ftp://127.0.0.1/x" alt="{url}"/>',
    "entity": '<img src="file://localhost{path}" alt="x"/>',
}


def streams(pdf: bytes) -> bytes:
    """All that the file holds, every stream decompressed."""
    reader = PdfReader(io.BytesIO(pdf))
    whole = [pdf]
    for number in range(1, reader.trailer["/Size"]):
        thing = reader.get_object(number)
        whole.append(thing.get_data() if hasattr(thing, "get_data") else str(thing).encode())
    return b"\n".join(whole)


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    file = tmp_path / "canary.txt"
    file.write_text(CANARY)
    return file


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_a_payload_in_citizens_words_is_text(letter_pdf: LetterPdf, canary: Path, payload: str) -> None:
    words = payload.format(url=canary.as_uri(), path=canary)
    letter_pdf.fetcher.refused.clear()
    hostile = letter("P13", addressee=words[:80], facts=facts("P13", "fr") | {"reasons": words})
    pdf = letter_pdf.render(hostile)
    assert not letter_pdf.fetcher.refused
    assert CANARY.encode() not in streams(pdf)
    printed = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert words[:20].replace(" ", "") in "".join(printed.split())


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_a_payload_in_the_page_itself_fetches_nothing(letter_pdf: LetterPdf, canary: Path, payload: str) -> None:
    body = payload.format(url=canary.as_uri(), path=canary)
    page = f'<html lang="fr-CA"><head><title>x</title></head><body>{body}</body></html>'
    assert CANARY.encode() not in streams(letter_pdf.print_page(page))


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "file://localhost/etc/passwd",
        "FILE:///etc/passwd",
        (ROOT / "pyproject.toml").as_uri(),
        (ROOT / "templates/letters/letter.html").as_uri(),
        (ROOT / "templates/letters").as_uri() + "/../../pyproject.toml",
        (ROOT / "templates/letters").as_uri() + "/" + quote("../../pyproject.toml", safe=""),
        "http://127.0.0.1/",
        "https://example.org/letter.css",
        "ftp://127.0.0.1/",
        "data:text/html,<p>x</p>",
        "data:image/svg+xml,<svg/>",
        "letter.css",
        "",
    ],
)
def test_only_the_letters_own_assets_are_reached(url: str) -> None:
    fetcher = AssetFetcher(ROOT)
    with pytest.raises(ValueError, match="not an asset"):
        fetcher.fetch(url)
    assert list(fetcher.refused) == [url]


def test_the_letters_own_assets_are_reached() -> None:
    sheet = (ROOT / "templates/letters/letter.css").resolve().as_uri()
    assert b"@page" in AssetFetcher(ROOT).fetch(sheet).read()
