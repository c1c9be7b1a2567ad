"""Photographs of a made-up statement, turned and noisy, read by Tesseract in its jail; and what the jail denies."""

import asyncio
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from adapters.tesseract import Tesseract, installed
from domain.statement_text import ReadStatement, read_statement
from tests.casework import made_files as made
from tests.drawn_statement import drawn, photographed

ROOT = Path(__file__).parents[2]
READ = ReadStatement("8123 456 789", "ABC123")


@pytest.fixture
def reader() -> Tesseract:
    """Patient, for a busy machine; the jail's own limit of processor time stands."""
    return Tesseract(seconds=90)


def test_this_machine_has_the_reader_and_its_two_languages() -> None:
    assert installed()
    assert not installed("no-such-program")
    assert not installed("true")


@pytest.mark.parametrize(("turned", "noise"), [(0, 0), (3, 60), (-5, 60), (7, 80)])
async def test_number_and_plate_are_found_on_a_turned_and_noisy_photograph(
    reader: Tesseract, turned: float, noise: float
) -> None:
    text = await reader.read(photographed(drawn("8123 456 789", "ABC 123"), turned, noise))
    assert text is not None and read_statement(text) == READ


async def test_a_large_photograph_on_an_uneven_table_is_read(reader: Tesseract) -> None:
    table = Image.linear_gradient("L").resize((4000, 3000)).convert("RGB")
    table.paste(drawn("8123 456 789", "ABC 123", size=64).resize((3000, 2100)), (400, 300))
    text = await reader.read(photographed(table, 2, 40))
    assert text is not None and read_statement(text) == READ


@pytest.mark.parametrize("colour", ["white", "black", "grey"])
async def test_a_blank_picture_gives_nothing(reader: Tesseract, colour: str) -> None:
    text = await reader.read(photographed(Image.new("RGB", (1200, 900), colour), 0, 0))
    assert text is not None and read_statement(text).empty


async def test_a_picture_with_holes_is_read_on_white(reader: Tesseract) -> None:
    page = drawn("8123 456 789", "ABC 123").convert("L").point(lambda light: 255 - light)
    sheet = Image.new("RGBA", page.size, (0, 0, 0, 0))
    sheet.putalpha(page)
    out = BytesIO()
    sheet.save(out, "PNG")
    text = await reader.read(out.getvalue())
    assert text is not None and read_statement(text) == READ


async def test_what_is_no_picture_is_not_read(reader: Tesseract) -> None:
    assert await reader.read(b"\xff\xd8\xff not a picture") is None
    assert await reader.read(made.jpeg()) is not None


async def test_without_the_program_nothing_is_read() -> None:
    missing = Tesseract("no-such-program")
    assert await missing.read(made.jpeg()) is None
    assert not await missing.ready()
    assert await Tesseract().ready()


async def test_a_reader_that_is_too_slow_is_ended_with_all_that_it_started() -> None:
    slow = Tesseract(seconds=0.4)
    assert await slow.read(photographed(drawn("8123 456 789", "ABC 123"), 0, 0)) is None
    assert not reading()


async def test_a_visitor_who_leaves_takes_the_reader_with_him(reader: Tesseract) -> None:
    leaving = asyncio.create_task(reader.read(photographed(drawn("8123 456 789", "ABC 123"), 0, 0)))
    async with asyncio.timeout(10):
        while not reading():
            await asyncio.sleep(0.02)
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    assert not reading()


@pytest.mark.parametrize(
    ("body", "denied"),
    [
        ("import socket; socket.socket()", "PermissionError"),
        ("import socket; socket.socketpair()", "PermissionError"),
        ("import subprocess, sys; subprocess.run([sys.executable, '-c', 'import socket; socket.socket()'], check=True)",
         "CalledProcessError"),
        ("import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
         "import tempfile; tempfile.TemporaryFile()", "No usable temporary directory"),
        ("bytes(2_000_000_000)", "MemoryError"),
    ],
    ids=["socket", "pair", "child", "file", "memory"],
)  # fmt: skip
def test_the_jail_denies_network_files_and_memory_to_all_that_it_starts(body: str, denied: str) -> None:
    locked = "from adapters.inspection.locks import close_the_network, lock_in\nlock_in(); close_the_network()\n"
    done = subprocess.run([sys.executable, "-c", locked + body], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1 and denied in done.stderr


def reading() -> list[str]:
    """The processes of this machine that read a picture of this test's."""
    mine = f"{ROOT}"
    found: list[str] = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if b"adapters.inspection.reading" in (process / "cmdline").read_bytes():
                found += [process.name] if str((process / "cwd").readlink()) == mine else []
        except OSError:
            continue
    return found
