"""Versions, overrides, closures, and faults of the shared files."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from catalogue.load import Catalogue, inspect, load
from catalogue.rules import RuleEngine
from tests.catalogue.filled import APPLICANT, TREE
from tests.catalogue.folders import SAMPLE, add_service, sample, shared_files

ANSWERS = APPLICANT | {"trees": 4, "species": "orme", "reason": "dead"}


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_version_is_that_of_the_content(tmp_path: Path) -> None:
    first = sample(tmp_path / "first")
    same = sample(tmp_path / "same", 'code = "sample"', '# a comment\ncode = "sample"')
    dearer = sample(tmp_path / "dearer", "5000 +", "6000 +")
    reworded = sample(tmp_path / "reworded", "Sample permit", "Sample licence")
    assert len(first.version) == 64
    assert first.version == same.version
    assert len({first.version, dearer.version, reworded.version}) == 3


def test_a_change_in_an_included_file_is_a_new_version(tmp_path: Path) -> None:
    before = sample(tmp_path).version
    edit(tmp_path / "questions" / "person.toml", "Email address", "Your email address")
    assert load(tmp_path).services["sample"].version != before


def test_a_service_cannot_be_changed_in_place(shipped: Catalogue) -> None:
    service: Any = shipped.services["demolition"]
    with pytest.raises(FrozenInstanceError):
        service.code = "autre"


def test_an_engine_keeps_two_versions_apart(tmp_path: Path, engine: RuleEngine) -> None:
    first = sample(tmp_path / "first")
    dearer = sample(tmp_path / "dearer", "5000 +", "6000 +")
    fees = [engine.fees(service, "VM", ANSWERS)[0].cents for service in (first, dearer, first)]
    assert fees == [6_500, 7_500, 6_500]


def test_a_borough_takes_its_own_fee_and_delay(tmp_path: Path, engine: RuleEngine) -> None:
    service = sample(tmp_path, "[[overrides.VD.fees]]", '[overrides.VD.delays]\nreview = "B5"\n\n[[overrides.VD.fees]]')
    verdun = engine.resolve(service, "VD", ANSWERS, clock="real")
    elsewhere = engine.resolve(service, "VM", ANSWERS, clock="real")
    assert [(fee.when, fee.cents) for fee in verdun.fees] == [("at_issue", 4_000)]
    assert [(fee.when, fee.cents) for fee in elsewhere.fees] == [("at_submission", 6_500)]
    assert (verdun.delays.review, elsewhere.delays.review) == ("B5", "B10")
    assert verdun.delays.answer_reminders == ("P20D",)


def test_a_case_carries_the_days_when_its_office_is_closed(tmp_path: Path) -> None:
    service = sample(tmp_path)
    edit(tmp_path / "calendars" / "office.toml", "proclaimed = []", "proclaimed = [2027-05-03]")
    edit(tmp_path / "calendars" / "office.toml", "VD = []", "VD = [2026-12-01, 2027-05-03]")
    engine = RuleEngine(load(tmp_path))
    days = {code: engine.resolve(service, code, ANSWERS, clock="real").closed_days for code in ("VD", "VM")}
    assert days == {"VD": (date(2026, 12, 1), date(2027, 5, 3)), "VM": (date(2027, 5, 3),)}


def test_eight_threads_share_one_engine(shipped: Catalogue) -> None:
    engine, service = RuleEngine(shipped), shipped.services["abattage-arbre"]

    def fee(trees: int) -> int:
        return engine.resolve(service, "VM", TREE | {"trees": trees % 200 + 1}, clock="real").fees[0].cents

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(fee, range(4_000)))
    assert found == [5_000 + 1_500 * max(trees % 200 - 2, 0) for trees in range(4_000)]


@pytest.mark.parametrize(
    ("file", "old", "new", "at", "says"),
    [
        pytest.param("boroughs.toml", '"REM23"', '"23"', '"23"', "`boroughs[0].rem` is not of the form", id="code"),
        pytest.param("boroughs.toml", '"ANJ"', '"Verdun"', '"VD"', "VERDUN already names AJ", id="spelling"),
        pytest.param("calendars/office.toml", "AC =", "ZZ =", "ZZ", "no such borough", id="closure of nobody"),
        pytest.param("calendars/office.toml", "ed = []", "ed = [27]", "[27]", "`proclaimed[0]`", id="not a day"),
        pytest.param("questions/person.toml", '"email"', '"mail"', '"mail"', "kind` must be", id="kind"),
        pytest.param("questions/works.toml", "!owner", "owner + 1", "owner +", "overload", id="condition"),
        pytest.param("remedies/permit.toml", '"ombudsman"', '"refile"', '"refile"', "already taken", id="repeated"),
        pytest.param("remedies/permit.toml", "text.en = ", "text.es = ", "text.es", "unknown key", id="language"),
    ],
)
def test_a_fault_of_a_shared_file_is_told_where_it_stands_and_nowhere_else(
    file: str, old: str, new: str, at: str, says: str, tmp_path: Path
) -> None:
    add_service(shared_files(tmp_path), SAMPLE)
    edit(tmp_path / file, old, new)
    text = (tmp_path / file).read_text(encoding="utf-8")
    line = text[: text.rindex(at)].count("\n") + 1
    _, faults = inspect(tmp_path)
    assert {fault.file for fault in faults} == {file}
    assert any(fault.line == line and says in fault.reason for fault in faults), faults


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"trees"', '"size"', "`questions[0].name`: size is a word of the expression language"),
        ("max = 200", "max_length = 3", "`questions[0].max_length`: a question of kind integer has no length"),
        ("max_length = 80", "max = 80", "`questions[1].max`: a question of kind text has no bounds"),
        ('"choice"', '"text"', "`questions[2].choices`: a question of kind text has no choices"),
        ('"text"', '"choice"', "`questions[1].choices`: a question of kind choice needs choices"),
    ],
)
def test_a_key_that_does_not_suit_its_question_is_told(old: str, new: str, reason: str, tmp_path: Path) -> None:
    add_service(shared_files(tmp_path), SAMPLE.replace(old, new, 1))
    assert reason in [fault.reason for fault in inspect(tmp_path)[1]]


def test_a_file_that_is_not_text_is_told_by_its_line(tmp_path: Path) -> None:
    add_service(shared_files(tmp_path), SAMPLE.replace("Forestry", "Forestry\udcff", 1))
    (fault,) = inspect(tmp_path)[1]
    assert (fault.line, fault.reason) == (SAMPLE[: SAMPLE.index("Forestry")].count("\n") + 1, "is not UTF-8")


def test_two_files_cannot_share_a_code(tmp_path: Path) -> None:
    add_service(shared_files(tmp_path), SAMPLE)
    other = tmp_path / "services" / "bat" / "sample.toml"
    other.parent.mkdir()
    other.write_text(SAMPLE.replace('"ARB"', '"BAT"', 1), encoding="utf-8")
    (fault,) = inspect(tmp_path)[1]
    assert (fault.file, fault.reason) == ("services/bat/sample.toml", "`code`: sample is the code of another file too")


def test_a_service_stands_in_the_folder_of_its_family_under_its_code(tmp_path: Path) -> None:
    file = add_service(shared_files(tmp_path), SAMPLE.replace('"ARB"', '"BAT"', 1))
    file.rename(file.with_name("other.toml"))
    assert [(fault.line, fault.reason) for fault in inspect(tmp_path)[1]] == [
        (1, "`code` is sample, the file is named other.toml"),
        (3, "`family` is BAT, the file is in arb/"),
    ]
