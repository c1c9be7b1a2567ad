"""What the scanner says when its daemon speaks, is too old, gives up, or is away; against a stand-in for the daemon."""

import asyncio
import secrets
from pathlib import Path

import pytest

from adapters.clamd import ClamdScanner
from adapters.scanner import EICAR
from adapters.settings import FileSettings
from cli.compose import scanner_of, upload_rules_of
from domain.ports import ScanVerdict
from tests.adapters.clamd_stand_in import SIGNATURE, ClamdStandIn, listening, version
from tests.casework import made_files as made

NOT_SCANNED = {
    "no database": (ClamdStandIn(version=b"ClamAV 1.4.6"), "no-database"),
    "a date that is none": (ClamdStandIn(version=b"ClamAV 1.4.6/27500/some day"), "no-database"),
    "a database of eight days": (ClamdStandIn(version=version(8)), "database-too-old"),
    "too large for it": (ClamdStandIn(stream_bytes=100), "too-large"),
    "a limit met on the way": (
        ClamdStandIn(reply=b"stream: Heuristics.Limits.Exceeded.MaxScanSize FOUND"),
        "too-large",
    ),
    "an error": (ClamdStandIn(reply=b"stream: Can't allocate memory ERROR"), "away"),
    "nonsense": (ClamdStandIn(reply=b"\xff\xfe"), "away"),
    "another file's reply": (ClamdStandIn(reply=b"OK"), "away"),
}


async def test_a_clean_file_is_scanned_and_sent_whole() -> None:
    daemon, content = ClamdStandIn(), secrets.token_bytes(20_000_000)
    async with listening(daemon) as address:
        assert await ClamdScanner(address, 7).scan(content) == ScanVerdict(infected=False, scanned=True)
    assert daemon.streams == [content]


async def test_an_infected_file_is_named() -> None:
    async with listening(ClamdStandIn()) as address:
        verdict = await ClamdScanner(address, 7).scan(made.jpeg() + EICAR)
    assert verdict == ScanVerdict(infected=True, scanned=True, signature=SIGNATURE)


@pytest.mark.parametrize(("daemon", "why"), NOT_SCANNED.values(), ids=NOT_SCANNED)
async def test_what_cannot_be_said_is_not_scanned(daemon: ClamdStandIn, why: str) -> None:
    async with listening(daemon) as address:
        verdict = await ClamdScanner(address, 7).scan(made.pdf(200))
    assert verdict == ScanVerdict(infected=False, scanned=False, why=why)


async def test_an_old_database_still_finds_what_it_knows() -> None:
    async with listening(ClamdStandIn(version=version(90))) as address:
        assert (await ClamdScanner(address, 7).scan(EICAR)).infected


async def test_nobody_listening_is_not_scanned() -> None:
    async with listening(ClamdStandIn()) as address:
        pass
    for nowhere in (address, "/nowhere/clamd.ctl"):
        verdict = await ClamdScanner(nowhere, 7).scan(b"plan")
        assert verdict == ScanVerdict(infected=False, scanned=False, why="away")


async def test_a_daemon_that_never_answers_is_away() -> None:
    async with listening(ClamdStandIn(deaf=True)) as address:
        verdict = await ClamdScanner(address, 7, seconds=0.2).scan(b"plan")
    assert verdict.why == "away"


async def test_many_files_at_once_get_each_their_own_verdict() -> None:
    files = [b"%d" % rank + (EICAR if rank % 3 == 0 else b"") for rank in range(30)]
    async with listening(ClamdStandIn()) as address:
        scanner = ClamdScanner(address, 7)
        verdicts = await asyncio.gather(*(scanner.scan(file) for file in files))
    assert [verdict.infected for verdict in verdicts] == [rank % 3 == 0 for rank in range(30)]


async def test_a_local_socket_will_do(tmp_path: Path) -> None:
    async with listening(ClamdStandIn(), str(tmp_path / "clamd.ctl")) as address:
        assert (await ClamdScanner(address, 7).scan(b"plan")).scanned


def test_production_is_closed_whatever_is_forgotten() -> None:
    with pytest.raises(ValueError, match="GUICHET_CLAMD"):
        FileSettings(mode="production")
    with pytest.raises(ValueError, match="GUICHET_UNSCANNED_FILES"):
        FileSettings(mode="production", clamd="127.0.0.1:3310", unscanned_files="serve")
    settings = FileSettings(mode="production", clamd="127.0.0.1:3310")
    assert upload_rules_of(settings).hold_unscanned
    assert isinstance(scanner_of(settings), ClamdScanner)


def test_unless_told_so_by_name_nothing_unscanned_is_served() -> None:
    assert upload_rules_of(FileSettings()).hold_unscanned
    assert not upload_rules_of(FileSettings(unscanned_files="serve")).hold_unscanned
