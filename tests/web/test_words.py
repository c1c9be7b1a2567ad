"""The portal's words: both languages everywhere, typeset as they should be."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from jinja2 import nodes

from casework.sentences import FIELDS
from web import (
    act_forms,
    contest_forms,
    contest_steps,
    contest_words,
    event_words,
    fields,
    letter_words,
    next_steps,
    typography,
    vocabulary,
)
from web.pages import TEMPLATES, environment
from web.words import Words

ENVIRONMENT = environment()
PAGES = sorted(file.relative_to(TEMPLATES).as_posix() for file in TEMPLATES.rglob("*.html"))
PIECES = (nodes.TemplateData, nodes.Output)
# Words that are the same in both languages, and the languages' own names.
SAME = {"Guichet", "English", "Français", "PDF", "ou", "en", "fr"}


def tables() -> list[tuple[str, dict[str, Any]]]:
    """Every table of pairs."""
    modules = (
        vocabulary, letter_words, event_words, next_steps, act_forms, fields,
        contest_forms, contest_steps, contest_words,
    )  # fmt: skip
    found = [(f"{module.__name__}.{name}", value) for module in modules for name, value in vars(module).items()]
    return [(name, value) for name, value in found if isinstance(value, dict) and name.rpartition(".")[2].isupper()]


@pytest.mark.parametrize("page", PAGES)
def test_every_text_of_a_template_has_both_languages(page: str) -> None:
    tree = ENVIRONMENT.parse((TEMPLATES / page).read_text(encoding="utf-8"))
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "t":
            texts = [one.value if isinstance(one, nodes.Const) else "" for one in call.args]
            assert len(texts) == 2 and all(isinstance(one, str) and one for one in texts), f"{page}:{call.lineno}"


@pytest.mark.parametrize("page", PAGES)
def test_no_text_stands_in_one_language_only(page: str) -> None:
    tree = ENVIRONMENT.parse((TEMPLATES / page).read_text(encoding="utf-8"))
    raw = "".join(one.data if isinstance(one, nodes.TemplateData) else "\x00" for one in tree.find_all(PIECES))
    bare = re.sub(r"&\w+;", " ", re.sub(r"<[^>]*>", " ", raw))
    words = set(re.findall(r"[^\W\d_]{2,}", bare)) - SAME
    assert not words, f"{page}: {sorted(words)}"


@pytest.mark.parametrize(("name", "table"), tables(), ids=[name for name, _ in tables()])
def test_every_table_has_both_languages(name: str, table: dict[str, Any]) -> None:
    for key, pair in table.items():
        if isinstance(pair, tuple):
            assert len(pair) == 2 and all(pair), f"{name}[{key}]"


def test_french_signs_take_an_unbreakable_space() -> None:
    said = Words("fr")("Vraiment ? Oui : « 1 500 $ » !", "Really?")
    assert said == "Vraiment\u00a0? Oui\u00a0: «\u00a01\u00a0500\u00a0$\u00a0»\u00a0!"


def test_english_is_left_as_it_is() -> None:
    assert Words("en")("Oui : non", "Yes: no") == "Yes: no"


@pytest.mark.parametrize(
    ("cents", "fr", "en"),
    [(5000, "50,00 $", "$50.00"), (123450, "1 234,50 $", "$1,234.50"), (-5, "-0,05 $", "-$0.05")],
)
def test_money_reads_as_people_write_it(cents: int, fr: str, en: str) -> None:
    assert typography.money(cents, "fr").replace("\u00a0", " ") == fr
    assert typography.money(cents, "en") == en


def test_an_instant_is_montreals() -> None:
    instant = datetime(2026, 12, 1, 4, 30, tzinfo=UTC)
    assert typography.instant(instant, "fr").replace("\u00a0", " ") == "30 novembre 2026 à 23 h 30"
    assert typography.instant(instant, "en").replace("\u00a0", " ") == "November 30, 2026 at 11:30 p.m."
    assert typography.day(date(2026, 12, 1), "fr").replace("\u00a0", " ") == "1er décembre 2026"


@pytest.mark.parametrize(
    ("period", "fr", "en"),
    [("B1", "1 jour ouvrable", "1 business day"), ("P60D", "60 jours", "60 days"), ("P18M", "18 mois", "18 months")],
)
def test_a_period_reads_in_words(period: str, fr: str, en: str) -> None:
    assert Words("fr").period(period).replace("\u00a0", " ") == fr
    assert Words("en").period(period).replace("\u00a0", " ") == en


def test_own_fault_sentences_are_for_faults_that_exist() -> None:
    assert {code.partition(".")[0] for code in fields.FAULTS} <= set(FIELDS["fr"])


def test_templates_hold_no_inline_script_or_style() -> None:
    for file in Path(TEMPLATES).rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", text), file
