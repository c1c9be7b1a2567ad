"""The court's own recordings of hearings: the files that a media server leaves, and what becomes of them."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final, Literal, Protocol, get_args

from domain.retention import PERMANENT, after

Kind = Literal["audio", "video"]
Form = Literal["opus", "webm", "mjr"]  # as it can be listened to, or as the media server wrote it
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
FORMS: Final[tuple[Form, ...]] = get_args(Form)
SCHEDULE: Final = "hearing-recording"  # the line of the retention schedule


@dataclass(frozen=True)
class RecordingFile:
    """What one person sent on one connection, as the media server wrote it. `recorded_at`: its beginning, in UTC."""

    name: str
    hearing_id: str
    participant: str
    kind: Kind
    recorded_at: datetime


@dataclass(frozen=True)
class Playable:
    """A file to be kept: where it lies in clear for a moment, and its form."""

    path: Path
    form: Form


class RecordingsFolder(Protocol):
    """Where a media server leaves recordings in clear."""

    async def whole(self) -> list[RecordingFile]:
        """The files that nobody writes to any more, oldest first."""
        ...

    def playable(self, file: RecordingFile) -> AbstractAsyncContextManager[Playable]:
        """The file as it can be listened to, gone at the end; as it is when it cannot be made so."""
        ...

    async def destroy(self, file: RecordingFile) -> None:
        """Destroy the file; gone already, it stays so."""
        ...


def destroy_after(recorded_on: date, keep: str) -> date:
    """The first day on which a recording may be destroyed; `keep` is the schedule's: a period, or for ever."""
    return date.max if keep == PERMANENT else after(recorded_on, keep)
