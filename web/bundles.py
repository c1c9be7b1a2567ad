"""The exhibits of a contest as one download: a numbered list in the reader's language, and the files."""

from typing import Final

from starlette.responses import Response, StreamingResponse

from casework import bundles
from casework.file_names import disposition
from web import contest_words
from web.uploads import SANDBOX
from web.visit import Visit

NAMES: Final = {"fr": "preuve", "en": "evidence"}


async def download(visit: Visit) -> Response:
    """The archive, sent as it is made. Raises NotFound while the reader may open no exhibit."""
    bundle = await bundles.bundle_of(visit.doors, visit.actor, visit.part("case_id"))
    index = visit.text("papers/exhibits.html", bundle=bundle, words=contest_words)
    name = f"{NAMES[visit.lang]}-{bundle.file.row.reference}.zip"
    headers = {"content-disposition": disposition(name), "content-security-policy": SANDBOX}
    packed = bundles.packed(visit.doors, bundle, index.encode())
    return StreamingResponse(packed, media_type="application/zip", headers=headers)
