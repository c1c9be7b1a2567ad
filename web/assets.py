"""Style, script and fonts: the few files that pages use, under our own names; squeezed for a browser that reads that.

They are the same for everybody. Pages are not squeezed: they hold a form's token beside what a person typed (BREACH).
"""

import gzip
from pathlib import Path
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

OURS: Final = Path(__file__).parent / "static"
FROM_NPM: Final = (
    "govuk-frontend/dist/govuk/govuk-frontend.min.css",
    "govuk-frontend/dist/govuk/govuk-frontend.min.js",
    "@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2",
    "@fontsource/noto-sans/files/noto-sans-latin-700-normal.woff2",
    "@fontsource/noto-sans/files/noto-sans-latin-ext-400-normal.woff2",
    "@fontsource/noto-sans/files/noto-sans-latin-ext-700-normal.woff2",
)
WORKER: Final = "offline.js"  # it reads for every page, so it may from here
KEEP: Final = {"cache-control": "public, max-age=3600"}
TEXTS: Final = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def asset_route(npm: Path) -> Route:
    """The address of every file; `npm` is the folder of npm packages."""
    files = {file.name: file for file in (*(npm / path for path in FROM_NPM), *OURS.iterdir())}
    squeezed = {name: gzip.compress(file.read_bytes(), mtime=0) for name, file in files.items() if file.suffix in TEXTS}

    async def asset(request: Request) -> Response:
        name = request.path_params["name"]
        file = files.get(name)
        if file is None:
            raise HTTPException(404)
        if name not in squeezed:
            return FileResponse(file, headers=KEEP)
        if not reads_gzip(request.headers.get("accept-encoding", "")):
            return FileResponse(
                file, media_type=TEXTS[file.suffix], headers=KEEP | {"vary": "accept-encoding"} | allowed(name)
            )
        headers = KEEP | {"vary": "accept-encoding", "content-encoding": "gzip"} | allowed(name)
        return Response(squeezed[name], media_type=TEXTS[file.suffix], headers=headers)

    return Route("/assets/{name}", asset, name="assets")


def allowed(name: str) -> dict[str, str]:
    """The worker that answers without a network stands for the whole site, though it lies among the assets."""
    return {"service-worker-allowed": "/"} if name == WORKER else {}


def reads_gzip(accepted: str) -> bool:
    """Whether a browser that sends this `Accept-Encoding` reads gzip."""
    for one in accepted.lower().split(","):
        coding, _, quality = one.partition(";")
        if coding.strip() in ("gzip", "x-gzip"):
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
