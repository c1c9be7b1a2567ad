"""Files: given to a case, to a draft or to one's own shelf; listed; downloaded and never opened in place."""

from typing import Annotated

from fastapi import Depends
from fastapi.responses import JSONResponse, Response

from api import rendering
from api.answers import DocumentAnswer, DocumentList
from api.deps import Me
from api.downloads import FileResponse, download
from api.routing import PREFIX, router
from api.uploads import OneFile
from casework import documents, reading
from casework.intake import Upload
from casework.kept_files import Kept

routes = router(tag="documents")

File = Annotated[Upload, Depends(OneFile())]


@routes.post(
    "/cases/{case_id}/documents",
    status_code=201,
    summary="Attach a file to a case",
    responses={201: {"model": DocumentAnswer}},
)
async def attach(me: Me, case_id: str, file: File) -> JSONResponse:
    """Keep a file of a case that is not closed."""
    return _made(await documents.attach(me.doors, me.actor, case_id, file))


@routes.post(
    "/drafts/{draft_id}/documents",
    status_code=201,
    summary="Attach a file to a draft",
    responses={201: {"model": DocumentAnswer}},
)
async def attach_to_draft(me: Me, draft_id: str, file: File) -> JSONResponse:
    """Keep a file of a draft; it is the case's once the draft is filed."""
    return _made(await documents.attach_to_draft(me.doors, me.actor, draft_id, file))


@routes.post(
    "/documents", status_code=201, summary="Keep a file on one's shelf", responses={201: {"model": DocumentAnswer}}
)
async def put_on_shelf(me: Me, file: File) -> JSONResponse:
    """Keep a file for an application that is filed without a draft."""
    return _made(await documents.put_on_shelf(me.doors, me.actor, file))


@routes.get("/cases/{case_id}/documents", summary="List a case's files", responses={200: {"model": DocumentList}})
async def of_case(me: Me, case_id: str) -> JSONResponse:
    """Files filed with the case and added since, oldest first."""
    return _listed(await reading.files(me.doors, me.actor, case_id))


@routes.get("/drafts/{draft_id}/documents", summary="List a draft's files", responses={200: {"model": DocumentList}})
async def of_draft(me: Me, draft_id: str) -> JSONResponse:
    """Files of a draft of one's own."""
    return _listed(await documents.of_draft(me.doors, me.actor, draft_id))


@routes.get("/documents", summary="List one's shelf", responses={200: {"model": DocumentList}})
async def on_shelf(me: Me) -> JSONResponse:
    """Files that belong to no draft and no case yet."""
    return _listed(await documents.on_shelf(me.doors, me.actor))


@routes.get("/documents/{document_id}", summary="Download a file", response_class=FileResponse)
async def read(me: Me, document_id: str) -> Response:
    """The bytes, as an attachment under the cleaned name."""
    row, name, content = await documents.read(me.doors, me.actor, document_id)
    return download(content, row.media_type, name, row.sha256)


def _made(kept: Kept) -> JSONResponse:
    url = f"{PREFIX}/documents/{kept.row.id}"
    return JSONResponse(rendering.document(kept, url), 201, {"Location": url})


def _listed(kept: list[Kept]) -> JSONResponse:
    rows = [rendering.document(one, f"{PREFIX}/documents/{one.row.id}") for one in kept]
    return JSONResponse({"documents": rows})
