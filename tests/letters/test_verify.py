"""`./guichet verify`: one line a file, and an exit code that a script can trust."""

import json
from pathlib import Path

import pytest

from adapters.letter_pdf import LetterPdf
from adapters.seal import Sealer
from adapters.seal_authority import SEAL_NAME, Authority
from cli.verify import verify_files
from tests.letters.samples import letter
from tests.letters.test_seal import SIGNED_AT


@pytest.fixture
def letters(tmp_path: Path, letter_pdf: LetterPdf, sealer: Sealer) -> Path:
    folder = tmp_path / "letters"
    for number, code in enumerate(("P01", "P06"), start=1):
        file = folder / f"case/{code}/{number}"
        file.parent.mkdir(parents=True)
        file.write_bytes(sealer.seal(letter_pdf.render(letter(code)), SIGNED_AT))
    (folder / "notes.txt").write_text("not a letter")
    return folder


def test_all_letters_of_a_folder_are_judged(
    letters: Path, authority: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify_files([letters], authority=authority.folder, as_json=True) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["valid"] for line in lines] == [True, True]
    assert lines[0]["signer"] == SEAL_NAME
    assert lines[0]["signed_at"] == "2026-11-23T15:00:00+00:00"


def test_one_changed_letter_fails_the_lot(letters: Path, authority: Authority) -> None:
    changed = letters / "case/P06/2"
    changed.write_bytes(changed.read_bytes().replace(b"/Type", b"/Typo", 1))
    assert verify_files([letters], authority=authority.root_certificate) == 1
    assert verify_files([letters / "case/P01/1"], authority=authority.root_certificate) == 0


@pytest.mark.parametrize("missing", ["nothing.pdf", "empty"])
def test_nothing_to_judge_is_no_success(tmp_path: Path, authority: Authority, missing: str) -> None:
    (tmp_path / "empty").mkdir()
    assert verify_files([tmp_path / missing], authority=authority.folder, as_json=True) == 1


def test_without_a_root_nothing_is_valid(letters: Path, tmp_path: Path) -> None:
    assert verify_files([letters], authority=tmp_path, as_json=True) == 1
