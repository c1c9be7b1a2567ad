"""`./guichet post` on a city's folder: batch, list, posted, returned, a new address."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casework.specimens.permits import facts
from cli import post_verbs
from cli.stack import Stack
from domain.clock import local_date
from domain.errors import CaseError, Invalid
from domain.events import Order
from tests.letters.samples import ROOT
from tests.post.house import BY_POST, House

LETTER = Order("letter", "P13", facts("P13", "fr"))


async def test_the_post_from_batch_to_new_address(
    house: House, record_only: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DATABASE_URL", "DATABASE_WORKER_URL"):
        monkeypatch.setenv(name, record_only.env[name])
    case = await house.file(LETTER, **BY_POST)
    await house.carry_out()
    var, letter = record_only.var, f"{case.reference}/1"
    made = await post_verbs.batch(var)
    (batch,) = made["batches"]
    assert made["letters"] == 1
    assert all(Path(file).is_file() for file in batch["files"])
    assert await post_verbs.batch(var) == {"batches": [], "letters": 0}
    (row,) = await house.rows("SELECT made_on FROM post_batches")
    assert row["made_on"] == local_date(datetime.now(UTC))
    left = await post_verbs.was_posted(var, batch["batch"], row["made_on"].isoformat())
    assert (left["status"], left["letters"]) == ("posted", 1)
    assert await post_verbs.returned(var, letter, "unknown") == {"letter": letter, "status": "addressless"}
    assert (await post_verbs.standing(var))["addressless"] == 1
    told = await post_verbs.address(var, letter, "A. Nguyễn", ("12, chemin Neuf", "Laval (Québec)  H7A 1A1"))
    assert told == {"letter": letter, "on_their_way": 1}


async def test_what_is_no_letter_is_refused(record_only: Stack) -> None:
    with pytest.raises(Invalid):
        await post_verbs.returned(record_only.var, "rien", "unknown")
    with pytest.raises(CaseError):
        await post_verbs.returned(record_only.var, "P-2026-9999999-99/1", "unknown")


def verb(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cli", "post", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_verbs_explain_themselves_and_a_folder_without_a_city_is_said() -> None:
    told = verb("--help")
    assert told.returncode == 0
    assert all(name in told.stdout for name in ("batch", "list", "posted", "returned", "address"))
    none = verb("list", "--var", "/nowhere")
    assert none.returncode == 2
    assert "no city" in none.stderr
