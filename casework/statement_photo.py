"""A statement read off a photograph: looked into, read, and forgotten; what was read is only a proposal."""

from typing import Final

from casework.doors import Doors
from domain.statement_text import ReadStatement, read_statement

FORMATS: Final = ("jpg", "png")  # a telephone's HEIC is taken too, as a JPEG
LARGEST_MB: Final = 10


async def read(doors: Doors, content: bytes) -> ReadStatement | None:
    """What a photograph proposes; None when nothing can be read now. Nothing of it is kept.

    Raises what pictures are refused for: FileType, PayloadTooLarge, ImageTooLarge, ImageUnreadable,
    FileUnprocessable, TemporarilyUnavailable.
    """
    picture = await doors.inspector.inspect(content, FORMATS, LARGEST_MB)
    text = await doors.reader.read(picture.content)
    return None if text is None else read_statement(text)
