"""One file out of a multipart form: a field `file`, a field `kind`, nothing else."""

import re
from dataclasses import dataclass
from typing import Final

from fastapi import Request

from api.faults import UnsupportedMediaType
from api.multipart import Form, Part
from casework.intake import LARGEST_MB, Upload
from domain.errors import Invalid, UnknownField
from domain.inspected import MEGABYTE

MOST_PARTS: Final = 20
ANY_KIND: Final = "other"
_KIND: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True)
class OneFile:
    """A dependency: the file that a form brings. Raises Invalid and the faults of the wire."""

    async def __call__(self, request: Request) -> Upload:
        content_type = request.headers.get("content-type", "")
        if not content_type.lower().startswith("multipart/form-data"):
            raise UnsupportedMediaType
        form = Form(content_type, most_parts=MOST_PARTS, file_bytes=LARGEST_MB * MEGABYTE)
        return one_file(await form.read(request.stream()))


def one_file(parts: list[Part]) -> Upload:
    """The file and what it is for."""
    if unknown := {part.name[:80]: "unknown-field" for part in parts if part.name not in ("file", "kind")}:
        raise UnknownField(unknown)
    files = [part for part in parts if part.name == "file" and part.file_name is not None]
    if len(files) != 1:
        raise Invalid({"file": "too-many" if files else "required"})
    kinds = [part.content.decode("utf-8", "replace") for part in parts if part.name == "kind"]
    kind = kinds[0] if kinds else ANY_KIND
    if not _KIND.fullmatch(kind):
        raise Invalid({"kind": "not-a-choice"})
    return Upload(kind, files[0].file_name or "", bytes(files[0].content))
