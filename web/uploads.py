"""Files sent from a page, and files given back: always as a download, never shown inside a page (RELIABILITY §3 C1)."""

from dataclasses import dataclass
from typing import Final

from starlette.datastructures import UploadFile
from starlette.responses import Response

from casework import documents
from casework.file_names import disposition
from casework.intake import LARGEST_MB, Upload
from domain.errors import CaseError, NotFound, PayloadTooLarge
from domain.inspected import MEGABYTE
from web.visit import Visit

OTHER: Final = "other"
SANDBOX: Final = "default-src 'none'; frame-ancestors 'none'; sandbox"


class FileRefused(Exception):
    """A file that was refused, and the field it was sent in."""

    def __init__(self, field: str, refusal: CaseError) -> None:
        super().__init__(refusal.code)
        self.field, self.refusal = field, refusal


@dataclass(frozen=True)
class Kept:
    """A file as the page lists it."""

    name: str
    size: int


async def keep_in_draft(visit: Visit, draft_id: str, kind: str, upload: UploadFile) -> str:
    """Keep a file of a draft; its id. Raises what refuses a file."""
    kept = await documents.attach_to_draft(visit.doors, visit.actor, draft_id, await _opened(kind, upload))
    return kept.row.id


async def keep_in_case(visit: Visit, case_id: str, kind: str, upload: UploadFile, field: str) -> str:
    """Keep a file of a case; its id. Raises FileRefused."""
    try:
        kept = await documents.attach(visit.doors, visit.actor, case_id, await _opened(kind, upload))
    except CaseError as refusal:
        raise FileRefused(field, refusal) from refusal
    return kept.row.id


async def kept(visit: Visit, draft_id: str) -> dict[str, Kept]:
    """The files of a draft, by their ids."""
    rows = await documents.of_draft(visit.doors, visit.actor, draft_id)
    return {one.row.id: Kept(one.name, one.row.size) for one in rows}


async def download(visit: Visit) -> Response:
    """One file of a case."""
    row, name, content = await documents.read(visit.doors, visit.actor, visit.part("document_id"))
    if row.case_id != visit.part("case_id"):
        raise NotFound
    headers = {"content-disposition": disposition(name), "content-security-policy": SANDBOX}
    return Response(content, media_type=row.media_type, headers=headers)


async def _opened(kind: str, upload: UploadFile) -> Upload:
    """The file, never more of it than is taken: it was counted on its way in and lies on the disk until here."""
    content = await upload.read(LARGEST_MB * MEGABYTE + 1)
    if len(content) > LARGEST_MB * MEGABYTE:
        raise PayloadTooLarge(limit=LARGEST_MB * MEGABYTE)
    return Upload(kind, upload.filename or "", content)
