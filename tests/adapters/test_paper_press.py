"""Papers that people take away, printed in a process of their own."""

import io

import pytest
from pypdf import PdfReader

from adapters.paper_press import PaperPress
from domain.errors import TemporarilyUnavailable

PAGE = '<html lang="fr-CA"><head><title>Essai</title></head><body><h1>Été</h1><p>{}</p></body></html>'


async def test_a_page_is_printed_with_what_the_fonts_lack_marked() -> None:
    paper = await PaperPress().print_page(PAGE.format("L’érable &amp; le \u6f22\u200b&nbsp;!"))
    text = PdfReader(io.BytesIO(paper)).pages[0].extract_text()
    assert "L’érable & le" in text and "\u6f22" not in text


async def test_what_is_no_page_of_ours_is_refused() -> None:
    with pytest.raises(TemporarilyUnavailable):
        await PaperPress().print_page("<p>ouvert")


async def test_a_page_that_asks_for_another_file_is_refused_that_file() -> None:
    page = PAGE.format('<img src="file:///etc/hostname" alt="x"/><img src="http://127.0.0.1:9/x.png" alt="y"/>')
    paper = await PaperPress().print_page(page)
    assert not PdfReader(io.BytesIO(paper)).pages[0].images


async def test_a_paper_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(TemporarilyUnavailable):
        await PaperPress(seconds=0.01).print_page(PAGE.format("x"))
