"""The folder in which Janus leaves recordings: one `.mjr` a connection and kind, made playable by `janus-pp-rec`.

The file's name tells whose it is: `videoroom-HEARING-user-PARTICIPANT.RANDOM-MICROSECONDS-KIND-LINE.mjr`. While Janus
writes one it is called `.mjr.tmp`; of a server that died, such a file is taken as it is once nobody wrote to it for a
while.
"""

import asyncio
import logging
import re
import shutil
import tempfile
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, cast

from domain.recordings import Form, Kind, Playable, RecordingFile

log = logging.getLogger("guichet.recordings")
NAME: Final = re.compile(
    r"videoroom-(?P<room>[0-9A-Za-z-]+)-user-(?P<who>[a-z0-9-]+)\.[0-9a-f]+-(?P<us>\d{1,17})-(?P<kind>audio|video)-\d+"
    r"\.mjr(?P<half>\.tmp)?"
)
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
ABANDONED_SECONDS: Final = 600.0  # somebody silent writes nothing for a while: longer than that they are gone
ASIDE: Final = "playable-"
PROGRAM: Final = "janus-pp-rec"
PROGRAM_SECONDS: Final = 900.0
FORMS: Final[dict[Kind, Form]] = {"audio": "opus", "video": "webm"}


class JanusRecordings:
    """`RecordingsFolder` of a Janus server. Its file is named by its path below the folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def whole(self) -> list[RecordingFile]:
        """The finished files, and those that were abandoned, oldest first; empty while there is no folder."""
        return await asyncio.to_thread(self._whole)

    @asynccontextmanager
    async def playable(self, file: RecordingFile) -> AsyncGenerator[Playable]:
        """An Ogg of Opus or a WebM; the file itself where the program is missing or finds nothing to play."""
        source = self._folder / file.name
        with tempfile.TemporaryDirectory(prefix=ASIDE, dir=self._folder) as aside:
            form = FORMS[file.kind]
            made = Path(aside) / f"recording.{form}"
            if await _converted(source, made):
                yield Playable(made, form)
            else:
                yield Playable(source, "mjr")

    async def destroy(self, file: RecordingFile) -> None:
        """Remove the file, and its hearing's folder with its last one."""
        await asyncio.to_thread(self._remove, self._folder / file.name)

    def _whole(self) -> list[RecordingFile]:
        self._clear_aside()
        found = (self._read(path) for path in self._folder.glob("*/videoroom-*.mjr*"))
        return sorted((one for one in found if one is not None), key=lambda one: (one.recorded_at, one.name))

    def _read(self, path: Path) -> RecordingFile | None:
        named = NAME.fullmatch(path.name)
        if named is None or named["room"] != path.parent.name:
            return None
        if named["half"] and time.time() - path.stat().st_mtime < ABANDONED_SECONDS:
            return None
        at = EPOCH + timedelta(microseconds=int(named["us"]))
        name = str(path.relative_to(self._folder))
        return RecordingFile(name, named["room"], named["who"], cast(Kind, named["kind"]), at)

    def _clear_aside(self) -> None:
        """Remove what a pass that was killed had made playable."""
        for left in self._folder.glob(f"{ASIDE}*"):
            if time.time() - left.stat().st_mtime > 2 * PROGRAM_SECONDS:
                shutil.rmtree(left, ignore_errors=True)

    def _remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        if path.parent != self._folder and path.parent.exists() and not any(path.parent.iterdir()):
            path.parent.rmdir()


async def _converted(source: Path, target: Path) -> bool:
    """Whether the program made something of the file, within its time: it reads what strangers sent."""
    program = shutil.which(PROGRAM)
    if program is None:
        return False
    # A file that was abandoned has another ending, and the program goes by it.
    link = target.parent / "source.mjr"
    link.symlink_to(source.resolve())
    process = await asyncio.create_subprocess_exec(
        program, "--disable-colors", "--debug-level=0", str(link), str(target),
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        async with asyncio.timeout(PROGRAM_SECONDS):
            code = await process.wait()
    except TimeoutError:
        code = -1
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    made = code == 0 and target.exists() and target.stat().st_size > 0
    if not made:
        log.warning("a recording is kept as it is: code %s", code)
    return made
