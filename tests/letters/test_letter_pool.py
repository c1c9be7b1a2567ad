"""The pool: letters in parallel, a killed process replaced, none left behind."""

import asyncio
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.letter_pdf import LetterPdf
from adapters.letter_pool import LetterPool
from adapters.seal_authority import Authority
from adapters.seal_verify import load_roots, verify_pdf
from tests.letters.samples import ROOT, letter
from tests.letters.test_seal import SIGNED_AT

CHILD = """
import asyncio, pathlib, sys, time
from datetime import UTC, datetime
from adapters.letter_pool import LetterPool
from tests.letters.samples import letter

async def main():
    pool = LetterPool(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), workers=1)
    pids = await pool.warm()
    sealed = await pool.seal_letter(letter("P14"), datetime(2026, 11, 23, 15, tzinfo=UTC))
    print(sealed.unsigned_sha256, *pids, flush=True)
    time.sleep(600)

if __name__ == "__main__":
    asyncio.run(main())
"""


@pytest.fixture(scope="module")
async def pool(authority: Authority) -> AsyncIterator[LetterPool]:
    made = LetterPool(ROOT, authority.folder)
    yield made
    made.close()


async def test_letters_come_sealed_and_as_one_process_alone_makes_them(
    pool: LetterPool, letter_pdf: LetterPdf, authority: Authority
) -> None:
    data = [letter(code, language) for code in ("P01", "P14") for language in ("fr", "en")]
    sealed = await asyncio.gather(*(pool.seal_letter(each, SIGNED_AT) for each in data))
    roots = load_roots(authority.folder)
    for each, made in zip(data, sealed, strict=True):
        assert made.unsigned_sha256 == hashlib.sha256(letter_pdf.render(each)).hexdigest()
        assert made.sealed_sha256 == hashlib.sha256(made.pdf).hexdigest()
        assert (await asyncio.to_thread(verify_pdf, made.pdf, roots)).valid


async def test_a_killed_process_is_replaced_and_its_letters_are_redone(pool: LetterPool) -> None:
    before = await pool.warm()
    under_way = asyncio.gather(*(pool.seal_letter(letter("P13"), SIGNED_AT) for _ in range(6)))
    await asyncio.sleep(0.05)
    os.kill(before[0], signal.SIGKILL)
    assert len({sealed.unsigned_sha256 for sealed in await under_way}) == 1
    assert set(await pool.warm()).isdisjoint(before)


async def test_a_letter_that_cannot_be_made_fails_alone(pool: LetterPool) -> None:
    with pytest.raises(KeyError):
        await pool.seal_letter(replace(letter("P01"), code="P99"), SIGNED_AT)
    assert (await pool.seal_letter(letter("P01"), SIGNED_AT)).pdf


def test_processes_leave_with_a_parent_that_is_killed_and_work_from_any_folder(
    tmp_path: Path, letter_pdf: LetterPdf
) -> None:
    script = tmp_path / "child.py"
    script.write_text(CHILD)
    parent = subprocess.Popen(
        [sys.executable, str(script), str(ROOT), str(tmp_path / "seal")],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with parent:
        assert parent.stdout is not None
        digest, *pids = parent.stdout.readline().split()
        parent.kill()
    assert digest == hashlib.sha256(letter_pdf.render(letter("P14"))).hexdigest()
    until = time.monotonic() + 10
    while time.monotonic() < until and any(Path(f"/proc/{pid}").exists() for pid in pids):
        time.sleep(0.05)
    assert pids
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
