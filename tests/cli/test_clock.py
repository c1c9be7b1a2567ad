"""The verb `clock due`, and the files of vectors that it checks."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cli.clock import clock
from cli.vectors import judge, load

VECTORS = Path(__file__).parent.parent / "domain" / "vectors.json"
KINDS = {"days", "business", "clear_days", "months", "suspended", "holiday_added"}

SUSPENDED = {"kind": "suspended", "start": "2026-11-02", "n": 30, "due": "2026-12-14"}
ADDED = {"kind": "holiday_added", "start": "2026-11-02", "n": 30, "due": "2026-12-03"}
PAIR = ["2026-11-10", "2026-11-20"]
PAIRS_OF_FIELDS = (
    ("stopped", "resumed"),
    ("stop", "restart"),
    ("stop", "resume"),
    ("stopped_on", "resumed_on"),
    ("suspended_from", "suspended_to"),
    ("from", "to"),
)
SPELLINGS: list[dict[str, Any]] = [
    *(SUSPENDED | dict(zip(names, PAIR, strict=True)) for names in PAIRS_OF_FIELDS),
    *(SUSPENDED | {name: [PAIR]} for name in ("suspensions", "stops", "pauses")),
    SUSPENDED | {"suspensions": [{"from": PAIR[0], "to": PAIR[1]}]},
    SUSPENDED | {"suspended": {"stop": PAIR[0], "restart": PAIR[1]}},
    SUSPENDED | {"suspension": PAIR},
    SUSPENDED | {"stopped": [PAIR[0]], "resumed": [PAIR[1]], "unit": "calendar-days"},
    {
        "kind": "suspended",
        "start": "2026-11-02",
        "delay": "B15",
        "stop": PAIR[0],
        "resume": PAIR[1],
        "due": "2026-12-03",
    },
    {**SUSPENDED, "n": 15, "unit": "business", "stop": PAIR[0], "resume": PAIR[1], "due": "2026-12-03"},
    {"kind": "suspended", "start": "2026-09-01", "n": 60, "stopped": "2026-10-01", "due": None},
    *(ADDED | {name: "2026-12-02"} for name in ("holiday", "holidays", "added", "proclaimed", "holiday_added")),
    ADDED | {"holidays": [{"date": "2026-12-02", "name": "Jour de deuil"}]},
    {"kind": "clear-days", "hearing": "2027-04-01", "n": "5", "due": "2027-03-25"},
    {"kind": "clear_days", "before": "2027-04-01", "clear_days": 5, "latest_act": "2027-03-25"},
    {"kind": "months", "start": "2026-05-11", "n": 18, "due": "2027-11-11", "calendar": "QC_JUDICIAL"},
]

BAD_ROWS: list[Any] = [
    "2026-11-02",
    {},
    {"kind": "weeks", "start": "2026-11-02", "n": 1, "due": "2026-11-09"},
    {"kind": "days", "start": "2026-02-30", "n": 1, "due": "2026-11-09"},
    {"kind": "days", "start": "2026-11-02", "n": -1, "due": "2026-11-09"},
    {"kind": "days", "start": "2026-11-02", "n": True, "due": "2026-11-09"},
    {"kind": "days", "start": "2026-11-02", "n": 1.5, "due": "2026-11-09"},
    {"kind": "days", "start": "2026-11-02", "n": 30},
    {"kind": "days", "start": "2026-11-02", "n": 30, "due": "soon"},
    {"kind": "days", "start": "2026-11-02", "n": 99999, "due": "2026-11-09"},
    {"kind": "days", "start": "2026-11-02", "n": 30, "due": "2026-12-02", "calendar": "mars"},
    SUSPENDED,
    SUSPENDED | {"stops": ["2026-11-10"]},
    SUSPENDED | {"stop": "2026-11-20", "resume": "2026-11-10"},
    SUSPENDED | {"stop": "2026-11-10", "resume": "2026-11-20", "unit": "hours"},
    ADDED,
]


def ask(*words: str) -> tuple[int, str, str]:
    answer = CliRunner().invoke(clock, ["due", *words])
    return answer.exit_code, answer.stdout, answer.stderr


def _next_day(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def written(folder: Path, content: Any) -> str:
    path = folder / "vectors.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return str(path)


def test_the_clock_agrees_with_every_vector() -> None:
    code, out, _ = ask("--input", str(VECTORS), "--json")
    assert json.loads(out) == {"checked": 60, "wrong": 0, "wrong_rows": []}
    assert code == 0


def test_there_are_ten_vectors_of_each_kind_with_their_reasons() -> None:
    rows = load(VECTORS)
    assert {kind: sum(row["kind"] == kind for row in rows) for kind in KINDS} == dict.fromkeys(KINDS, 10)
    assert all(row["why"] for row in rows)


def test_a_wrong_vector_is_reported_with_what_the_clock_says(tmp_path: Path) -> None:
    wrong = {"kind": "days", "start": "2026-11-25", "n": 30, "due": "2026-12-25"}
    code, out, _ = ask("--input", written(tmp_path, [*load(VECTORS), wrong]), "--json")
    assert code == 1
    assert json.loads(out) == {"checked": 61, "wrong": 1, "wrong_rows": [wrong | {"got": "2026-12-28"}]}


def test_every_vector_fails_once_its_date_is_moved_by_a_day() -> None:
    rows = [row | {"due": _next_day(row["due"] or "2026-11-30")} for row in load(VECTORS)]
    assert judge(rows)["wrong"] == 60


@pytest.mark.parametrize("row", SPELLINGS, ids=json.dumps)
def test_fields_are_understood_in_the_spellings_people_use(row: dict[str, Any]) -> None:
    assert judge([row]) == {"checked": 1, "wrong": 0, "wrong_rows": []}


@pytest.mark.parametrize("row", BAD_ROWS, ids=json.dumps)
def test_a_row_that_cannot_be_understood_is_named(row: Any, tmp_path: Path) -> None:
    good = {"kind": "days", "start": "2026-11-02", "n": 30, "due": "2026-12-02"}
    code, out, err = ask("--input", written(tmp_path, {"rows": [good, row]}), "--json")
    assert (code, out) == (2, "")
    assert err.startswith("Error: row 2: ")


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"vectors": 3}', "[" * 100_000])
def test_a_file_without_rows_is_refused(content: str, tmp_path: Path) -> None:
    code, _, err = ask("--input", written(tmp_path, content))
    assert code == 2
    assert err.startswith("Error: vectors.json: ")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert ask("--input", str(tmp_path / "none.json"))[0] == 2


def test_one_deadline_is_computed_and_explained() -> None:
    code, out, _ = ask("--from", "2026-11-25", "--days", "30", "--json")
    figures = json.loads(out)
    assert code == 0
    assert (figures["due"], figures["kind"], figures["start"], figures["n"]) == ("2026-12-28", "days", "2026-11-25", 30)
    assert "(Noël)" in figures["explanation"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("--from 2026-05-11 --months 18", "2027-11-11"),
        ("--from 2026-12-22 --business 5", "2026-12-30"),
        ("--from 2026-12-22 --business 5 --calendar office", "2027-01-04"),
        ("--from 2026-12-22 --business 5 --holiday 2026-12-29 --holiday 2026-12-30", "2027-01-04"),
        ("--from 2027-04-01 --clear-days 5 --lang en", "2027-03-25"),
        ("--from 2026-11-02 --days 30 --stopped 2026-11-05 --resumed 2026-11-07", "2026-12-04"),
        (
            "--from 2026-11-02 --days 30 --stopped 2026-11-05 --resumed 2026-11-07 "
            "--stopped 2026-11-20 --resumed 2026-11-23",
            "2026-12-07",
        ),
        ("--from 2026-11-02 --days 30 --stopped 2026-11-05", None),
    ],
)
def test_each_option_moves_the_date(words: str, expected: str | None) -> None:
    code, out, _ = ask(*words.split(), "--json")
    assert (code, json.loads(out)["due"]) == (0, expected)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "--from 2026-11-02",
        "--days 30",
        "--from 2026-02-30 --days 30",
        "--from 2026-11-02 --days 30 --months 1",
        "--from 2026-11-02 --days -1",
        "--from 2026-11-02 --days 30 --calendar mars",
        "--from 2026-11-02 --days 30 --lang de",
        "--from 2026-11-02 --days 30 --resumed 2026-11-05",
        "--from 2026-11-02 --days 30 --stopped 2026-11-07 --resumed 2026-11-05",
        "--from 2026-11-02 --days 30 --holiday noel",
    ],
)
def test_a_question_that_makes_no_sense_leaves_with_2(words: str) -> None:
    assert ask(*words.split())[0] == 2
