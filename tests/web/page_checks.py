"""What every answer of the portal must say and must not hold: pure functions over one response."""

import re
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urlsplit

import httpx

from tests.web.page_forms import Attributes

POLICY: Final = {
    "default-src": {"'self'"},
    "script-src": {"'self'"},
    "style-src": {"'self'"},
    "img-src": {"'self'"},
    "object-src": {"'none'"},
    "base-uri": {"'none'"},
    "form-action": {"'self'"},
    "frame-ancestors": {"'none'"},
}
DISCREET: Final = {"same-origin", "no-referrer", "strict-origin"}
FETCHED: Final = {("img", "src"), ("script", "src"), ("link", "href"), ("iframe", "src"), ("source", "src"),
                  ("object", "data"), ("embed", "src"), ("video", "src"), ("audio", "src")}  # fmt: skip
RUNS: Final = re.compile(r"^[\s\x00-\x1f]*(javascript|vbscript|data):", re.IGNORECASE)
Check = Callable[[httpx.Response], list[str]]


def policy(answer: httpx.Response) -> list[str]:
    """Nothing inline, nothing of elsewhere, in no frame."""
    told = [part.split() for part in answer.headers.get("content-security-policy", "").split(";")]
    given = {name: set(values) for name, *values in filter(None, told)}
    lax = [name for name, values in given.items() if values & {"'unsafe-inline'", "'unsafe-eval'", "*"}]
    differing = [name for name, values in POLICY.items() if _applied(given, name) not in (values, {"'none'"})]
    return [f"policy: {name}" for name in dict.fromkeys(lax + differing)]


def _applied(given: dict[str, set[str]], name: str) -> set[str]:
    """What a policy says of one matter: a fetch falls back on the default, a sandbox has neither form nor base."""
    if name in ("base-uri", "form-action") and "sandbox" in given:
        return {"'none'"}
    return given.get(name, given.get("default-src", set()) if name.endswith("-src") else set())


def sniffing(answer: httpx.Response) -> list[str]:
    """The type that is said is the type that is."""
    return [] if answer.headers.get("x-content-type-options") == "nosniff" else ["may be sniffed"]


def referrer(answer: httpx.Response) -> list[str]:
    """No address of ours is told to another site."""
    return [] if answer.headers.get("referrer-policy") in DISCREET else ["tells its address"]


def storing(answer: httpx.Response) -> list[str]:
    """What a signed-in person is shown is kept nowhere."""
    personal = "guichet_session" in answer.request.headers.get("cookie", "")
    return ["kept by the browser"] if personal and "no-store" not in answer.headers.get("cache-control", "") else []


def cookies(answer: httpx.Response) -> list[str]:
    """No script reads a cookie, no other site sends it."""
    found: list[str] = []
    for cookie in answer.headers.get_list("set-cookie"):
        name, said = cookie.partition("=")[0], {part.strip().lower() for part in cookie.split(";")[1:]}
        found += [f"cookie {name}: script may read it"] if "httponly" not in said else []
        found += [f"cookie {name}: sent by other sites"] if not said & {"samesite=lax", "samesite=strict"} else []
    return found


class _Markup(HTMLParser):
    """Notes what is written into a page that ought to stand in a file, and what is fetched from elsewhere."""

    def __init__(self, host: str) -> None:
        super().__init__()
        self.host = host
        self.inline: list[str] = []
        self.elsewhere: list[str] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """An element and its attributes."""
        names = [name for name, _ in attrs]
        self.inline += [f"<{tag} {name}>" for name in names if name == "style" or name.startswith("on")]
        self.inline += [f"<{tag}>"] if tag == "style" or (tag == "script" and "src" not in names) else []
        for name, value in attrs:
            if RUNS.match(value or ""):
                self.inline.append(f"<{tag} {name}={value}>")
            if (tag, name) in FETCHED and urlsplit(value or "").netloc not in ("", self.host):
                self.elsewhere.append(f"<{tag} {name}={value}>")


def inline(answer: httpx.Response) -> list[str]:
    """No script, style or handler in the page itself."""
    return [f"inline: {one}" for one in _read(answer).inline]


def elsewhere(answer: httpx.Response) -> list[str]:
    """Nothing that the page loads comes from another host."""
    return [f"of another host: {one}" for one in _read(answer).elsewhere]


def _read(answer: httpx.Response) -> _Markup:
    read = _Markup(answer.request.url.netloc.decode())
    if answer.headers.get("content-type", "").startswith("text/html"):
        read.feed(answer.text)
    return read


EVERY: Final[tuple[Check, ...]] = (policy, sniffing, referrer, storing, cookies, inline, elsewhere)


def faults(answer: httpx.Response, checks: Iterable[Check] = EVERY) -> list[str]:
    """Everything that is wrong with one answer."""
    return [fault for check in checks for fault in check(answer)]
