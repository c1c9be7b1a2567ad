"""`./guichet audit`: figures as JSON, and an exit code that says whether all is well."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from checks.heads import read
from cli.audit import audit
from tests.checks.conftest import Town


async def run(*arguments: str) -> tuple[int, dict[str, Any]]:
    """The exit code and the one JSON object."""
    done = await asyncio.to_thread(CliRunner().invoke, audit, [*arguments, "--json"])
    return done.exit_code, json.loads(done.stdout) if done.stdout.startswith("{") else {}


async def test_verify_leaves_with_nought_on_a_whole_record(town: Town) -> None:
    code, figures = await run("verify", "--var", str(town.evidence.var))
    assert (code, figures["broken"], figures["first_bad"]) == (0, 0, None)


async def test_sign_publishes_a_statement_that_holds(town: Town) -> None:
    code, figures = await run("sign", "--var", str(town.evidence.var))
    assert (code, figures["cases"]) == (0, 6)
    assert read(Path(figures["file"]), town.evidence.heads_key).root == figures["root"]


async def test_cases_are_whole_and_each_sabotage_shows(town: Town) -> None:
    told = ("--acknowledgements", str(town.evidence.acknowledgements), "--var", str(town.evidence.var))
    assert (await run("cases", *told))[0] == 0
    code, figures = await run("cases", *told, "--sabotage", "lost-act", "--verbose")
    assert (code, figures["lost"], list(figures["offenders"])) == (1, 1, ["lost"])


@pytest.mark.parametrize("verb", [("verify",), ("sign",), ("cases",), ("letters",)])
async def test_a_folder_without_a_city_is_refused(verb: tuple[str, ...], tmp_path: Path) -> None:
    assert (await run(*verb, "--var", str(tmp_path)))[0] == 2


async def test_letters_and_canaries_are_judged(town: Town, tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("\n".join(word for word in town.canaries if "\n" not in word), encoding="utf-8")
    var = ("--var", str(town.evidence.var))
    assert await run("letters", *var) == (0, {"letters": 19, "invalid": 0, "faults": {}})
    assert (await run("canaries", str(words), *var))[0] == 0
    code, figures = await run("canaries", str(words), "--sabotage", "plant", *var)
    assert code == 1
    assert min(figures["places"].values()) > 0
