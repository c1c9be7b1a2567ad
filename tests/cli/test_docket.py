"""`./guichet docket`: a docket from a made-up court or a file, its check, and files that are no docket."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from cli.compose import ROOT

SMALL = ("--generate", "60", "--adjudicators", "4", "--days", "5")


async def docket(*arguments: str) -> tuple[int, str, str]:
    """Run the verb; its exit code, what it printed, what it said."""
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "cli", "docket", *arguments, cwd=ROOT,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    told, said = await running.communicate()
    assert running.returncode is not None
    return running.returncode, told.decode(), said.decode()


async def test_a_court_is_placed_checked_and_placed_again_from_its_own_file(tmp_path: Path) -> None:
    file, again = str(tmp_path / "docket.json"), str(tmp_path / "again.json")
    code, told, _ = await docket("solve", *SMALL, "--seed", "2", "--out", file, "--json")
    figures: dict[str, Any] = json.loads(told)
    assert code == 0 and figures["bound"] <= figures["objective"]
    assert {"first_come", "fewest_then_random", "first_answer_seconds", "seconds", "unplaced"} <= set(figures)
    code, told, _ = await docket("check", file, "--json")
    assert (code, json.loads(told)) == (0, {"overlaps": 0, "violations": 0, "offenders": []})
    _, told, _ = await docket("solve", "--instance", file, "--out", again, "--json")
    assert json.loads(told)["digest"] == figures["digest"]
    reasons = json.loads(Path(file).read_text(encoding="utf-8"))["reasons"]
    assert len(reasons) == 60 and {"day", "shared_with", "against"} == set(reasons["m0000"])


async def test_a_spoilt_docket_leaves_with_an_error(tmp_path: Path) -> None:
    file = tmp_path / "docket.json"
    await docket("solve", *SMALL, "--out", str(file))
    content = json.loads(file.read_text(encoding="utf-8"))
    first, second = list(content["placed"])[:2]
    content["placed"][first]["seat"] = content["placed"][second]["seat"]
    file.write_text(json.dumps(content), encoding="utf-8")
    code, told, _ = await docket("check", str(file), "--json")
    assert code == 1 and json.loads(told)["offenders"]


@pytest.mark.parametrize(
    ("content", "named"),
    [("", "unreadable"), ("[]", "not-an-object"), ('{"instance": {"days": "x"}, "placed": {}}', "instance.days")],
)
async def test_a_file_that_is_no_docket_is_refused_with_its_place(tmp_path: Path, content: str, named: str) -> None:
    file = tmp_path / "docket.json"
    file.write_text(content, encoding="utf-8")
    code, told, said = await docket("check", str(file))
    assert code == 2 and not told and named in said.replace("\n", "")
