"""Files are opened in processes that a hostile one may end: the door lives on, and nobody else is blamed."""

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.inspection.pool import InspectionPool
from domain.errors import FileType, FileUnprocessable, ImageTooLarge, TemporarilyUnavailable
from tests.casework import made_files as made

ALL = ("pdf", "jpg", "png")
SLOW = made.swelling_pdf(240_000_000)  # takes a second to count, and is then kept
HUGE = made.blank_png(12_000)
JAILED = {"Max address space", "Max file size", "Max core file size", "Max open files"}


@pytest.fixture
async def pool() -> AsyncIterator[InspectionPool]:
    """Two warm processes."""
    found = InspectionPool(2)
    await found.warm()
    yield found
    await found.close()


async def test_a_file_is_looked_into_elsewhere(pool: InspectionPool) -> None:
    assert len(pool.processes) == 2
    assert os.getpid() not in pool.processes
    kept = await pool.inspect(made.photograph(made.MONTREAL), ALL, 20)
    assert kept.format == "jpg"
    assert kept.taken_at is not None
    with pytest.raises(FileType):
        await pool.inspect(b"<html>", ALL, 20)


async def test_a_refusal_keeps_its_facts(pool: InspectionPool) -> None:
    with pytest.raises(ImageTooLarge) as refused:
        await pool.inspect(made.blank_png(12_000), ALL, 20)
    assert refused.value.facts == {"limit": 50_000_000}


async def test_a_jail_has_no_secret_and_bounded_means(pool: InspectionPool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUICHET_MASTER_KEY", "0" * 64)
    await pool.close()
    fresh = InspectionPool(1)
    await fresh.warm()
    process = Path(f"/proc/{fresh.processes[0]}")
    names = {line.partition(b"=")[0] for line in (process / "environ").read_bytes().split(b"\0") if line}
    limits = {line[:25].strip(): line[26:46].split()[0] for line in (process / "limits").read_text().splitlines()}
    await fresh.close()
    assert names <= {b"PATH", b"LANG"}
    assert {name: limits[name] for name in JAILED} == {
        "Max address space": "1200000000",
        "Max file size": "0",
        "Max core file size": "0",
        "Max open files": "64",
    }


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGXCPU, signal.SIGABRT], ids=lambda number: number.name)
async def test_a_file_that_ends_its_process_is_refused_alone(pool: InspectionPool, number: signal.Signals) -> None:
    before = pool.processes
    hostile = asyncio.create_task(pool.inspect(SLOW, ALL, 20))
    victim = await working(before)
    others = [asyncio.create_task(pool.inspect(made.jpeg(), ALL, 20)) for _ in range(8)]
    os.kill(victim, number)
    with pytest.raises(FileUnprocessable):
        await hostile
    assert [kept.format for kept in await asyncio.gather(*others)] == ["jpg"] * 8
    assert (await pool.inspect(made.jpeg(), ALL, 20)).format == "jpg"
    assert victim not in pool.processes


async def test_a_process_that_somebody_else_ended_is_no_fault_of_the_file(pool: InspectionPool) -> None:
    kept = asyncio.create_task(pool.inspect(SLOW, ALL, 20))
    os.kill(await working(pool.processes), signal.SIGKILL)
    assert (await kept).format == "pdf"


async def test_what_a_process_ended_with_is_asked_of_nobody_twice(
    pool: InspectionPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    signalled: list[int] = []

    def kill(process: Process) -> None:
        if process.returncode is None:
            signalled.append(process.pid)

    monkeypatch.setattr("asyncio.subprocess.Process.kill", kill)
    kept = asyncio.create_task(pool.inspect(SLOW, ALL, 20))
    victim = await working(pool.processes)
    os.kill(victim, signal.SIGKILL)
    await kept
    monkeypatch.undo()
    assert victim not in signalled


async def test_a_process_ended_while_idle_is_replaced_unseen(pool: InspectionPool) -> None:
    for process in pool.processes:
        os.kill(process, signal.SIGKILL)
    kept = await asyncio.gather(*(pool.inspect(made.jpeg(), ALL, 20) for _ in range(4)))
    assert [one.format for one in kept] == ["jpg"] * 4


async def test_the_kernel_ends_what_counts_for_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits themselves, in a jail whose inspector is a loop or a hoarder."""
    for body, code in (("while True: pass", -signal.SIGXCPU), ("x = bytes(2_000_000_000)", 1)):
        script = (
            "from adapters.inspection import jail\n"
            "jail.CPU_SECONDS = 0\n"
            "jail.lock_in(); jail._allow_processor_time()\n"
            f"{body}\n"
        )
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", script, cwd=Path(__file__).parents[2], stderr=asyncio.subprocess.DEVNULL
        )
        assert await asyncio.wait_for(process.wait(), 30) == code


async def test_a_visitor_who_leaves_takes_no_process_with_him(pool: InspectionPool) -> None:
    leaving = asyncio.create_task(pool.inspect(SLOW, ALL, 20))
    await working(pool.processes)
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    kept = await asyncio.gather(*(pool.inspect(made.jpeg(), ALL, 20) for _ in range(4)))
    assert [one.format for one in kept] == ["jpg"] * 4


async def test_what_is_sent_many_times_costs_the_door_no_memory(pool: InspectionPool) -> None:
    begun, before = time.perf_counter(), resident()
    for _ in range(20):
        with pytest.raises(ImageTooLarge):
            await pool.inspect(HUGE, ALL, 20)
    assert (time.perf_counter() - begun) / 20 < 0.1
    assert resident() - before < 50_000_000


async def test_when_every_process_is_busy_for_too_long_one_is_asked_to_come_back(
    pool: InspectionPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.inspection.pool.WAIT_SECONDS", 0.05)
    bombs = [asyncio.create_task(pool.inspect(SLOW, ALL, 20)) for _ in range(3)]
    refusals = await asyncio.gather(*bombs, return_exceptions=True)
    assert all(isinstance(refusal, TemporarilyUnavailable) for refusal in refusals)


async def working(processes: list[int]) -> int:
    """The process that uses the processor; waits for one that does."""
    used = {process: seconds(process) for process in processes}
    while True:
        await asyncio.sleep(0.02)
        for process in processes:
            if seconds(process) > used[process] + 5:
                return process


def seconds(process: int) -> int:
    """Hundredths of a second of the processor that a process used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def resident() -> int:
    """Bytes of memory of this process."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
