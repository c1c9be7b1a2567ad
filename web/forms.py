"""What a browser sent: fields and files, read once, within limits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

MOST_FIELDS: Final = 400
MOST_FILES: Final = 40
LONGEST_FIELD: Final = 1_000_000


@dataclass(frozen=True)
class Form:
    """The fields and the files of one form; a field that is absent reads as empty."""

    fields: Mapping[str, list[str]] = field(default_factory=dict[str, list[str]])
    files: Mapping[str, list[UploadFile]] = field(default_factory=dict[str, list[UploadFile]])

    def one(self, name: str) -> str:
        """The last value of a field."""
        return self.all(name)[-1] if self.all(name) else ""

    def all(self, name: str) -> list[str]:
        """Every value of a field."""
        return self.fields.get(name, [])

    def number(self, name: str) -> int | None:
        """A whole number that a hidden field carries."""
        text = self.one(name)
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

    def given(self, name: str) -> list[UploadFile]:
        """The files chosen in one field."""
        return self.files.get(name, [])


async def read(request: Request) -> Form:
    """The form of a request. Raises MultiPartException's HTTP error for one with too many parts."""
    data = await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=LONGEST_FIELD)
    return _sorted_out(data)


def _sorted_out(data: FormData) -> Form:
    fields: dict[str, list[str]] = {}
    files: dict[str, list[UploadFile]] = {}
    for name, value in data.multi_items():
        if isinstance(value, str):
            fields.setdefault(name, []).append(value)
        elif value.filename:
            files.setdefault(name, []).append(value)
    return Form(fields, files)
