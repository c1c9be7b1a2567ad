"""The letters' own proof: each file is the one that was sealed, by the City, about its case."""

import asyncio
import shutil
from pathlib import Path
from typing import Any

from adapters.seal_authority import create_authority
from checks.letters import verify_folder, verify_letters
from checks.pdf_words import visible_text
from checks.sabotage import copied
from tests.checks.conftest import Town


def test_every_letter_of_the_city_is_valid(town: Town) -> None:
    figures = verify_letters(town.evidence)
    assert figures == {"letters": 19, "invalid": 0, "faults": {}}


async def test_letters_that_were_changed_exchanged_or_lost_are_named(town: Town) -> None:
    def damaged() -> tuple[dict[str, Any], list[Path]]:
        with copied(town.evidence) as copy:
            files = sorted(copy.documents.glob("letters/*/*/*.pdf"))[:4]
            _flip(files[0])
            files[1].unlink()
            _exchange(files[2], files[3])
            return verify_letters(copy), [file.relative_to(copy.documents) for file in files]

    figures, files = await asyncio.to_thread(damaged)
    assert figures["invalid"] == 4
    assert sorted(figures["faults"]) == sorted(str(file) for file in files)


def test_a_folder_of_letters_is_judged_by_its_seals(town: Town, tmp_path: Path) -> None:
    for number, file in enumerate(sorted(town.evidence.documents.glob("letters/*/*/*.pdf"))):
        shutil.copy(file, tmp_path / f"{number}.pdf")
    whole = verify_folder(tmp_path, town.evidence.root_certificate)
    assert (whole["letters"], whole["invalid"]) == (19, 0)
    _flip(tmp_path / "3.pdf")
    with (tmp_path / "5.pdf").open("ab") as opened:
        opened.write(b"\n% later\n")
    assert sorted(verify_folder(tmp_path, town.evidence.root_certificate)["faults"]) == ["3.pdf", "5.pdf"]


def test_the_seal_of_another_authority_is_refused(town: Town, tmp_path: Path) -> None:
    folder = town.evidence.documents / "letters"
    figures = verify_folder(folder, create_authority(tmp_path / "other").root_certificate)
    assert figures["invalid"] == figures["letters"] == 19


def test_what_a_letter_shows_is_read_through_its_fonts(town: Town) -> None:
    shown = [visible_text(file.read_bytes()) for file in town.evidence.documents.glob("letters/*/*/*.pdf")]
    assert all("VilledeMontréal" in text for text in shown)


def _flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def _exchange(one: Path, other: Path) -> None:
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
