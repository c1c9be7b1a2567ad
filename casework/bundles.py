"""The exhibits of a contest as one archive: those that the reader may open, in order, the same bytes every time."""

import io
import zipfile
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any, Final

from casework import reading
from casework.doors import Doors
from casework.kept_files import Kept
from casework.reading import CaseFile
from domain.errors import NotFound
from domain.people import Actor

OLDEST: Final = (1980, 1, 1, 0, 0, 0)  # an archive knows no earlier instant; the same file is the same bytes
READABLE: Final = 0o644 << 16


@dataclass(frozen=True)
class Piece:
    """One exhibit of the bundle; `path` is where it stands in the archive, "" while its file may not be opened."""

    number: int
    side: str
    label: str
    ruling: str
    file: Kept
    path: str


@dataclass(frozen=True)
class Bundle:
    """What one reader may open of a case's exhibits, by their numbers."""

    file: CaseFile
    pieces: tuple[Piece, ...]


async def bundle_of(doors: Doors, actor: Actor, case_id: str) -> Bundle:
    """The bundle of a case as this reader sees it. Raises NotFound, also when no exhibit may be opened; Erased."""
    file = await reading.case_file(doors, actor, case_id)
    pieces = pieces_of(file.standing or {}, await reading.files(doors, actor, case_id))
    if not any(one.path for one in pieces):
        raise NotFound
    return Bundle(file, pieces)


def pieces_of(standing: dict[str, Any], files: list[Kept]) -> tuple[Piece, ...]:
    """The exhibits among the files that a reader is shown."""
    shown = {one.row.id: one for one in files}
    known = [one for one in standing.get("exhibits", ()) if one["document"] in shown]
    return tuple(_piece(one, shown[one["document"]]) for one in sorted(known, key=lambda one: one["number"]))


async def packed(doors: Doors, bundle: Bundle, index: bytes) -> AsyncGenerator[bytes]:
    """The archive, a file at a time: never more than one of them is in memory. `index` is its list, as HTML."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr(_entry("index.html"), index)
        for one in bundle.pieces:
            if one.path:
                archive.writestr(_entry(one.path), await doors.store.get(one.file.row.storage_key))
            yield sink.taken()
    yield sink.taken()


class _Sink:
    """Takes what an archive writes, to be handed on; it cannot be sought in, so that nothing needs to be kept."""

    def __init__(self) -> None:
        self._buffer = io.BytesIO()

    def write(self, content: bytes) -> int:
        """Take some bytes."""
        return self._buffer.write(content)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """Nothing is open."""

    def taken(self) -> bytes:
        """What was written since the last time."""
        content, self._buffer = self._buffer.getvalue(), io.BytesIO()
        return content


def _piece(one: dict[str, Any], file: Kept) -> Piece:
    opens = file.row.status == "received" and file.row.scan != "held"
    path = f"{one['number']:03d}-{file.name}" if opens else ""
    return Piece(one["number"], one["side"], one["label"], one["ruling"], file, path)


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, OLDEST)
    entry.create_system, entry.external_attr = 3, READABLE  # Unix, whatever this machine is
    return entry
