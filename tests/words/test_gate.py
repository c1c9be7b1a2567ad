"""The product's texts pass the translation gate, and nothing of them is left unread."""

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

from checks.translations import kept, lone, rules, twins
from checks.translations.gate import ROOT, check, collected
from checks.translations.reading import prose
from checks.translations.text import SOURCES, Text
from cli.translations import translations

LEAST = {"portal": 700, "words": 800, "dictionaries": 40, "sentences": 200, "catalogue": 400, "titles": 50,
         "letters": 800, "mails": 180}  # fmt: skip


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    return collected(ROOT, twins.twins(ROOT))


def test_every_text_of_the_product_passes() -> None:
    assert [f"{one.place}: {one.rule}: {one.fr!r} / {one.en!r}" for one in check().faults] == []


def test_every_source_is_read(texts: list[Text]) -> None:
    count = Counter(one.source for one in texts)
    assert set(count) == set(SOURCES) == set(LEAST)
    assert {source: number for source, number in count.items() if number < LEAST[source]} == {}


def test_every_template_of_two_languages_is_read(texts: list[Text]) -> None:
    read = {one.place.partition(":")[0].replace("*", "fr") for one in texts}
    folders = (ROOT / "templates" / "letters", ROOT / "templates" / "mail")
    files = [file for folder in folders for file in folder.iterdir() if ".fr." in file.name or file.name == "fr.html"]
    assert {file.relative_to(ROOT).as_posix() for file in files} <= read


def test_every_page_with_words_is_read(texts: list[Text]) -> None:
    pages = [file for file in (ROOT / "templates" / "portal").rglob("*.html") if " t(" in file.read_text("utf-8")]
    read = {one.place.partition(":")[0] for one in texts}
    assert {file.relative_to(ROOT).as_posix() for file in pages} <= read


def test_what_is_kept_is_needed(texts: list[Text]) -> None:
    equal = {prose(one.fr).strip() for one in texts if prose(one.fr).strip() == prose(one.en).strip()}
    assert set(kept.SAME) - equal == set()
    english = "\n".join(one.en for one in texts)
    assert [name for name in kept.NAMES if name not in english] == []
    broken = {(rule, one.fr.strip()) for one in texts for rule, breaks in rules.RULES.items() if breaks(one)}
    assert set(kept.PASSED) - broken == set()


def test_every_exception_has_a_reason() -> None:
    lists = (kept.SAME, kept.NAMES, kept.FILES_OF_NAMES, kept.PASSED, kept.ALONE)
    assert all(reason.strip() for one in lists for reason in one.values())


@pytest.mark.parametrize("place", kept.ALONE)
def test_a_file_that_may_stand_alone_needs_to(place: str, texts: list[Text]) -> None:
    known = {side for one in texts for side in (one.fr, one.en)}
    assert list(lone.in_module((ROOT / place).read_text(encoding="utf-8"), place, known))


def test_a_sabotaged_copy_of_the_templates_is_found_out(tmp_path: Path) -> None:
    copy = tmp_path / "templates"
    shutil.copytree(ROOT / "templates", copy)
    assert check(tmp_path).faults == ()
    refusal = copy / "letters" / "P13.en.html"
    refusal.write_text(refusal.read_text(encoding="utf-8").replace("<h2>", "<h3>", 1), encoding="utf-8")
    (copy / "mail" / "invoice.en.txt").unlink()
    page = copy / "portal" / "home.html"
    page.write_text(page.read_text(encoding="utf-8").replace("a draft lives 90 days", "a draft lives 60 days"), "utf-8")
    found = {(one.place.partition(":")[0], one.rule) for one in check(tmp_path).faults}
    assert found == {
        ("templates/letters/P13.*.html", "structure"),
        ("templates/mail/invoice.*.txt", "missing"),
        ("templates/portal/home.html", "numbers"),
    }


def test_the_verb_prints_what_it_read() -> None:
    done = CliRunner().invoke(translations, ["check", "--json"])
    figures = json.loads(done.stdout)
    assert done.exit_code == 0 and figures["faults"] == []
    assert figures["texts"] == sum(figures["places"].values()) and list(figures["places"]) == list(SOURCES)
