"""Money, dates and citizens' words as letters print them."""

from datetime import UTC, date, datetime

import pytest

from adapters.letter_text import as_date, clock, day, instant, money, paragraphs, printable
from domain.letter import Language

LATIN = frozenset(map(ord, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZéèà0123456789 .,-–{}<>*\u00a0\ufffd"))


@pytest.mark.parametrize(
    ("cents", "language", "text"),
    [
        (123450, "fr", "1\u00a0234,50\u00a0$"),
        (123450, "en", "$1,234.50"),
        (5, "fr", "0,05\u00a0$"),
        (100000000, "en", "$1,000,000.00"),
        (-1650, "en", "-$16.50"),
    ],
)
def test_cents_print_as_dollars_of_the_language(cents: int, language: Language, text: str) -> None:
    assert money(cents, language) == text


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [
        (date(2026, 12, 1), "fr", "1er\u00a0décembre 2026"),
        (date(2026, 11, 22), "fr", "22\u00a0novembre 2026"),
        ("2026-12-01", "en", "December\u00a01, 2026"),
        ("2026-11-23T03:05:00Z", "fr", "22\u00a0novembre 2026"),
    ],
)
def test_days_print_in_full_and_in_montreal(value: date | str, language: Language, text: str) -> None:
    assert day(value, language) == text


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [
        ("2026-11-23T03:05:00+00:00", "fr", "22\u00a0novembre 2026 à 22\u00a0h\u00a005"),
        (datetime(2026, 7, 1, 18, 30, tzinfo=UTC), "en", "July\u00a01, 2026 at 2:30\u00a0p.m."),
        ("2026-03-08T06:59:00", "fr", "8\u00a0mars 2026 à 1\u00a0h\u00a059"),
        ("2026-03-08T07:00:00", "fr", "8\u00a0mars 2026 à 3\u00a0h\u00a000"),
    ],
)
def test_instants_print_in_montreal_time(value: datetime | str, language: Language, text: str) -> None:
    assert instant(value, language) == text


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [
        ("19:00", "fr", "19\u00a0h"),
        ("19:30:00", "fr", "19\u00a0h\u00a030"),
        ("09:05", "en", "9:05\u00a0a.m."),
        ("après la période de questions", "fr", "après la période de questions"),
    ],
)
def test_a_time_of_day_prints_as_people_say_it(value: str, language: Language, text: str) -> None:
    assert clock(value, language) == text


def test_a_date_is_read_from_text_or_instant() -> None:
    assert as_date("2026-11-23") == as_date("2026-11-23T12:00:00Z") == as_date(date(2026, 11, 23))


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("plain text", "plain text"),
        ("{{7*7}} <b>", "{{7*7}} <b>"),
        ("abc\u202edcba", "abcdcba"),
        ("\u2066abc\u2069\u200f\u061c", "abc"),
        ("a\x00b\x0bc", "abc"),
        ("e\u0301te", "éte"),
        ("10\u202f000", "10\u00a0000"),
        ("a 漢 \U0001f600 z", "a \ufffd \ufffd z"),
        ("tab\tand\r\nline", "tab and\nline"),
        ("\ud800x\uffff", "\ufffdx\ufffd"),
    ],
    ids=[
        "plain",
        "template",
        "override",
        "isolates",
        "controls",
        "composed",
        "narrow",
        "no-glyph",
        "space",
        "surrogate",
    ],
)
def test_written_text_prints_as_it_reads(written: str, printed: str) -> None:
    assert printable(written, LATIN) == printed


def test_a_blank_line_parts_paragraphs() -> None:
    assert paragraphs("one\nstill one\n \n\n two \n") == ["one\nstill one", "two"]
