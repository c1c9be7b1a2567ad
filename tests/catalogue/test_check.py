"""./guichet catalogue check."""

import json
from pathlib import Path

from typer.testing import CliRunner

from cli.catalogue import catalogue
from tests.catalogue.folders import SAMPLE, add_service, shared_files

RUNNER = CliRunner()


def test_the_shipped_catalogue_has_no_error() -> None:
    done = RUNNER.invoke(catalogue, ["check", "--json"])
    figures = json.loads(done.stdout)
    assert done.exit_code == 0
    assert figures["services"] >= 3
    assert figures["errors"] == []


def test_an_error_is_told_with_its_file_line_and_reason(tmp_path: Path) -> None:
    add_service(shared_files(tmp_path), SAMPLE.replace('"B10"', '"10 days"', 1))
    done = RUNNER.invoke(catalogue, ["check", str(tmp_path), "--json"])
    figures = json.loads(done.stdout)
    assert done.exit_code == 1
    assert figures["services"] == 0
    (error,) = figures["errors"]
    assert set(error) == {"file", "line", "reason"}
    assert (error["file"], error["line"]) == (
        "services/arb/sample.toml",
        1 + SAMPLE[: SAMPLE.index('"B10"')].count("\n"),
    )


def test_people_read_a_table(tmp_path: Path) -> None:
    add_service(shared_files(tmp_path), SAMPLE.replace("trees < 10", "tree < 10", 1))
    done = RUNNER.invoke(catalogue, ["check", str(tmp_path)], terminal_width=200)
    assert done.exit_code == 1
    assert "1 error" in done.stdout
    assert "sample.toml" in done.stdout
    assert "questions[1]" in "".join(done.stdout.split())


def test_a_folder_that_is_not_a_catalogue_is_an_error(tmp_path: Path) -> None:
    done = RUNNER.invoke(catalogue, ["check", str(tmp_path), "--json"])
    assert done.exit_code == 1
    assert [error["file"] for error in json.loads(done.stdout)["errors"]] == ["boroughs.toml", "calendars/office.toml"]
