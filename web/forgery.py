"""Forms that another site made a browser send are refused: where they come from, and a token (RELIABILITY §3 B1)."""

import hmac
from urllib.parse import urlsplit

from starlette.requests import Request

SAFE = ("GET", "HEAD")


class Forged(Exception):
    """The form comes from elsewhere, or from a session that is over."""


def check_origin(request: Request) -> None:
    """Refuse an unsafe request that another site started. Raises Forged."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    if site not in ("same-origin", "none"):
        raise Forged
    origin = request.headers.get("origin")
    if origin == "null" and request.headers.get("sec-fetch-site") == "same-origin":
        return  # a page under `no-referrer` names no origin; the browser itself says that it is ours
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise Forged


def check_token(sent: str, expected: str) -> None:
    """Refuse a form without this session's token. Raises Forged."""
    if not hmac.compare_digest(sent.encode(), expected.encode()):
        raise Forged
