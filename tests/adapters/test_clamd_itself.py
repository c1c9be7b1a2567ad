"""A real clamd with a signature base of ours; for `./guichet test --peers`, where Debian's clamav-daemon is there."""

import asyncio
import hashlib
import io
import os
import shutil
import signal
import socket
import subprocess
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytest import TempPathFactory

from adapters.clamd import ClamdScanner
from adapters.scanner import EICAR
from cli.nursery import die_with
from domain.ports import ScanVerdict
from tests.adapters.s3_server import free_ports
from tests.casework import made_files as made

CLAMD = shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
pytestmark = [
    pytest.mark.peers,
    pytest.mark.skipif(CLAMD is None, reason="clamd is not installed: apt-get install clamav-daemon"),
]
HEADER_BYTES = 512
SIGNATURE = f"Guichet.Eicar.Any:0:*:{EICAR[:60].hex()}\n".encode()
PATIENCE_SECONDS = 30
# Not in an attachment as qpdf writes it: clamd 1.4.6 does not unpack that one. Attachments are taken out, never kept.
INSIDE = {
    "alone": EICAR,
    "behind a JPEG": made.jpeg() + EICAR,
    "in a JPEG's comment": made.jpeg(comment=EICAR),
    "in a zip": made.archive("eicar.com", EICAR),
    "in a zip in a zip": made.archive("inner.zip", made.archive("eicar.com", EICAR)),
    "in a docx": made.archive("word/embeddings/eicar.bin", EICAR),
    "in a PDF's stream": made.pdf_with_stream(EICAR),
    "in a gzip": made.gzipped(EICAR),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that the daemon's own user may read."""
    for part in (tmp_path, *tmp_path.parents[:2]):
        part.chmod(0o755)
    return tmp_path


@contextmanager
def clamd(folder: Path, base: Path) -> Iterator[str]:
    """The daemon on a base that was put into the folder, ready; asked to stop at the end."""
    port, settings = free_ports(1)[0], folder / "clamd.conf"
    lines = [f"DatabaseDirectory {base.parent}", "TCPAddr 127.0.0.1", f"TCPSocket {port}", "Foreground yes",
             "AlertExceedsMax yes", "StreamMaxLength 25M"]  # fmt: skip
    settings.write_text("\n".join(lines) + "\n")
    parent = os.getpid()
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [str(CLAMD), "--config-file", str(settings)], stdout=log, stderr=log, start_new_session=True,
            preexec_fn=lambda: die_with(parent),
        )  # fmt: skip
    try:
        _until_ready(port)
        yield f"127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def dated(folder: Path, days: int) -> Path:
    """A base of one signature that was made so many days ago, as `sigtool --unsigned --build` would write it."""
    made_at = int(time.time()) - days * 86_400
    when = time.strftime("%d %b %Y %H-%M +0000", time.gmtime(made_at))
    told = f"{when}:27500:1:216", f"tests:{made_at}"
    info = f"ClamAV-VDB:{told[0]}:X:X:{told[1]}\ndaily.ndb:{len(SIGNATURE)}:{hashlib.sha256(SIGNATURE).hexdigest()}\n"
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz", format=tarfile.USTAR_FORMAT) as archive:
        for name, content in (
            ("COPYING", b"made for tests\n"),
            ("daily.info", info.encode()),
            ("daily.ndb", SIGNATURE),
        ):
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    digest = hashlib.md5(packed.getvalue()).hexdigest()
    head = f"ClamAV-VDB:{told[0]}:{digest}:X:{told[1]}".encode().ljust(HEADER_BYTES)
    return _written(folder, "daily.cud", head + packed.getvalue())


def undated(folder: Path) -> Path:
    """The same signature as a bare file: the daemon has one, and cannot say of when."""
    return _written(folder, "local.ndb", SIGNATURE)


def _written(folder: Path, name: str, content: bytes) -> Path:
    base = folder / "base" / name
    base.parent.mkdir()
    base.write_bytes(content)
    return base


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: TempPathFactory) -> Iterator[str]:
    """One daemon for the tests that leave it as it is."""
    folder = tmp_path_factory.mktemp("clamd")
    for part in (folder, *folder.parents[:2]):
        part.chmod(0o755)
    with clamd(folder, dated(folder, 0)) as address:
        yield address


@pytest.mark.parametrize("content", INSIDE.values(), ids=INSIDE)
async def test_it_finds_the_test_file_wherever_it_hides(daemon: str, content: bytes) -> None:
    verdict = await ClamdScanner(daemon, 7).scan(content)
    assert verdict.infected
    assert verdict.signature.startswith("Guichet.Eicar")


@pytest.mark.parametrize("content", [made.jpeg(), made.pdf(3), bytes(20_000_000)], ids=["JPEG", "PDF", "20 MB"])
async def test_it_calls_a_clean_file_clean(daemon: str, content: bytes) -> None:
    assert await ClamdScanner(daemon, 7).scan(content) == ScanVerdict(infected=False, scanned=True)


async def test_more_than_it_takes_is_not_scanned(daemon: str) -> None:
    verdict = await ClamdScanner(daemon, 7).scan(bytes(26_300_000))
    assert verdict == ScanVerdict(infected=False, scanned=False, why="too-large")


async def test_an_old_base_is_not_scanned_and_still_finds(folder: Path) -> None:
    with clamd(folder, dated(folder, 30)) as address:
        clean, infected = await asyncio.gather(*(ClamdScanner(address, 7).scan(one) for one in (b"plan", EICAR)))
    assert clean == ScanVerdict(infected=False, scanned=False, why="database-too-old")
    assert infected.infected


async def test_a_base_without_a_date_is_none(folder: Path) -> None:
    with clamd(folder, undated(folder)) as address:
        clean, infected = await asyncio.gather(*(ClamdScanner(address, 7).scan(one) for one in (b"plan", EICAR)))
    assert clean == ScanVerdict(infected=False, scanned=False, why="no-database")
    assert infected.infected


async def test_a_daemon_that_is_gone_is_away(folder: Path) -> None:
    with clamd(folder, dated(folder, 0)) as address:
        assert (await ClamdScanner(address, 7).scan(b"plan")).scanned
    assert await ClamdScanner(address, 7).scan(b"plan") == ScanVerdict(infected=False, scanned=False, why="away")


def _until_ready(port: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("clamd did not start")
