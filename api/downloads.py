"""Files on their way out: never opened in place, never taken for another type (RELIABILITY §3 C1)."""

from fastapi.responses import Response

from casework.file_names import disposition

SANDBOX = "default-src 'none'; frame-ancestors 'none'; sandbox"


class PdfResponse(Response):
    """A PDF."""

    media_type = "application/pdf"


class CsvResponse(Response):
    """A CSV table in UTF-8."""

    media_type = "text/csv"


class FileResponse(Response):
    """A file of any kind that people may give."""

    media_type = "*/*"


def download(content: bytes, media_type: str, name: str, etag: str = "") -> Response:
    """A file to be saved."""
    headers = {
        "Content-Disposition": disposition(name),
        "Content-Security-Policy": SANDBOX,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    if etag:
        headers["ETag"] = f'"{etag}"'
    return Response(content, headers=headers, media_type=media_type)


IN_PLACE = ("application/pdf", "image/jpeg", "image/png", "image/webp")
IN_A_PAGE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def shown(content: bytes, media_type: str, name: str, etag: str) -> Response:
    """A file to be seen within a page of ours, where it is a picture or a PDF; any other is to be saved.

    A picture is sandboxed; a browser's reader of PDF does not work in a sandbox, and runs in a process of its own.
    """
    answer = download(content, media_type, name, etag)
    if media_type in IN_PLACE:
        answer.headers["Content-Disposition"] = disposition(name).replace("attachment", "inline", 1)
        sandboxed = "" if media_type == "application/pdf" else "; sandbox"
        answer.headers["Content-Security-Policy"] = f"{IN_A_PAGE}{sandboxed}"
    return answer
