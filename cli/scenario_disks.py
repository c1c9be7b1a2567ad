"""A full disk, really full: a small file system under the database, the engine, the documents or the logs (F6)."""

import asyncio
import contextlib
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cli.scene import Knocker, Scene, scene
from cli.show import progress

FULL_SECONDS = 8.0
ALLOWED = {"201", "202", "503", "507"}


@dataclass(frozen=True)
class Disk:
    """A folder of the city that gets a small file system: its size, and how its own full disk is named."""

    folder: str
    megabytes: int
    part: str


DISKS = {
    "database": Disk("postgres", 220, "postgres"),
    "engine": Disk("engine", 60, "temporal"),
    "documents": Disk("documents", 24, "doors"),
    "logs": Disk("log", 4, "cases"),
}


def may_mount() -> bool:
    """Whether this process may mount a file system of its own."""
    if os.geteuid() != 0:
        return False
    probe = Path("/tmp") / f"guichet-mount-{os.getpid()}"  # noqa: S108
    probe.mkdir()
    try:
        return subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", probe], check=False).returncode == 0
    finally:
        subprocess.run(["umount", probe], check=False, capture_output=True)
        probe.rmdir()


async def disk_full(name: str, cases: int, seed: int) -> dict[str, Any]:
    """Fill one disk for some seconds while cases are played and filed, then make room: nothing else is done by hand."""
    disk = DISKS[name]
    async with scene(
        cases, seed, before=lambda var: _mount(var, disk), after=lambda var: _unmount(var / disk.folder)
    ) as made:
        return await _fill_and_free(made, disk)


async def _fill_and_free(made: Scene, disk: Disk) -> dict[str, Any]:
    knocker = Knocker(made)
    filings = await knocker.prepare(max(4, made.cases // 2), f"F6-{disk.folder}")
    ballast = made.city.stack.var / disk.folder / "ballast"
    starts: list[int] = []
    room_again = asyncio.Event()

    async def trouble() -> None:
        await asyncio.sleep(1)
        written = await asyncio.to_thread(_fill, ballast)
        progress(f"  {disk.folder} full: {written // 1_000_000} MB of ballast")
        before = _starts(made, disk)
        for sent in filings:
            await knocker.knock(sent)
            await asyncio.to_thread(_fill, ballast)  # what was freed meanwhile is full again
            await asyncio.sleep(FULL_SECONDS / len(filings))
        starts.append(_starts(made, disk) - before)
        ballast.unlink()
        progress(f"  {disk.folder} has room again")
        room_again.set()

    await made.play(trouble, room_again)
    cases = await knocker.again()
    await made.at_rest()
    await knocker.close()
    return {
        "answers_while_full": dict(knocker.answers),
        "other_answers": sum(count for status, count in knocker.answers.items() if status not in ALLOWED),
        "not_done_later": len(filings) - cases,
        "restarts_while_full": starts[0] if starts else None,
        **await made.judged(),
    }


def _starts(made: Scene, disk: Disk) -> int:
    return made.city.stack.parts[disk.part].starts


def _mount(var: Path, disk: Disk) -> None:
    folder = var / disk.folder
    folder.mkdir()
    options = f"size={disk.megabytes}m,mode=755"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=True)
    if disk.folder == "engine":
        (var / "temporal.db").symlink_to(folder / "temporal.db")


def _unmount(folder: Path) -> None:
    subprocess.run(["umount", "--lazy", folder], check=False)


def _fill(ballast: Path) -> int:
    """Write until there is no room left; how many bytes the ballast has."""
    with contextlib.suppress(OSError), ballast.open("ab", buffering=0) as out:
        while out.write(bytes(65536)):
            pass
    with contextlib.suppress(OSError), ballast.open("ab", buffering=0) as out:
        while out.write(bytes(512)):
            pass
    return ballast.stat().st_size
