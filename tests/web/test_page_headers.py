"""Every answer of every page: its headers, nothing written inline, nothing from another host; a light first page."""

from dataclasses import dataclass
from typing import Final

import httpx
import pytest

from tests.web import page_checks
from tests.web.looking import answer
from tests.web.page_checks import Check
from tests.web.page_list import looks
from tests.web.page_weight import HEAVIEST, pieces, too_heavy
from tests.web.people import ANYONE, Visitors
from tests.web.place import Place
from web.assets import reads_gzip


@pytest.mark.stack
@pytest.mark.parametrize("prefix", ["", "/en"], ids=["fr", "en"])
async def test_every_answer_is_guarded(place: Place, visitors: Visitors, prefix: str) -> None:
    found: list[str] = []
    for look in looks("page", "file", "onward"):
        page = await answer(visitors, place, look, prefix)
        found += [f"{look}: answered {page.status_code}"] if page.status_code != look.status else []
        found += [f"{look}: {fault}" for fault in page_checks.faults(page)]
    assert not found


@pytest.mark.stack
async def test_the_first_page_is_light(visitors: Visitors) -> None:
    weighed = await pieces(visitors[ANYONE].http, "/")
    assert {"/", "/assets/guichet.css", "/assets/govuk-frontend.min.js"} <= weighed.keys()
    assert not too_heavy(weighed)


def test_a_heavy_page_is_reported_with_its_heaviest_part_first() -> None:
    assert too_heavy({"/": 1, "/assets/huge.js": HEAVIEST}) == [f"/assets/huge.js: {HEAVIEST} bytes", "/: 1 bytes"]


@pytest.mark.parametrize(
    ("accepted", "squeezed"),
    [("gzip, deflate, br", True), ("GZIP;q=0.5", True), ("br", False), ("", False), ("gzip;q=0", False)],
)
def test_files_are_squeezed_for_a_browser_that_reads_it(accepted: str, squeezed: bool) -> None:
    assert reads_gzip(accepted) is squeezed


GOOD: Final = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
}


@dataclass(frozen=True)
class Planted:
    """A fault, the check that finds it, and what it says of it."""

    check: Check
    found: str
    html: str = "<p>"
    header: tuple[str, str] = ("x-none", "")


def lax(directive: str) -> tuple[str, str]:
    """The good policy with one more source in one of its parts."""
    name, source = directive.split(" ", 1)
    kept = "; ".join(one for one in GOOD["content-security-policy"].split("; ") if not one.startswith(name))
    return ("content-security-policy", f"{kept}; {name} 'self' {source}")


PLANTED: Final = (
    Planted(page_checks.policy, "policy: script-src", header=lax("script-src 'unsafe-inline'")),
    Planted(page_checks.policy, "policy: style-src", header=lax("style-src 'unsafe-inline'")),
    Planted(page_checks.policy, "policy: script-src", header=lax("script-src https://ailleurs.example")),
    Planted(page_checks.policy, "policy: frame-ancestors", header=lax("frame-ancestors https://ailleurs.example")),
    Planted(page_checks.policy, "policy: frame-ancestors", header=("content-security-policy", "default-src 'self'")),
    Planted(page_checks.sniffing, "may be sniffed", header=("x-content-type-options", "")),
    Planted(page_checks.referrer, "tells its address", header=("referrer-policy", "unsafe-url")),
    Planted(page_checks.storing, "kept by the browser", header=("cache-control", "public")),
    Planted(page_checks.cookies, "cookie a: script may read it", header=("set-cookie", "a=b; SameSite=lax")),
    Planted(page_checks.cookies, "cookie a: sent by other sites", header=("set-cookie", "a=b; HttpOnly")),
    Planted(page_checks.inline, "inline: <script>", "<script>alert(1)</script>"),
    Planted(page_checks.inline, "inline: <style>", "<style>p { color: red }</style>"),
    Planted(page_checks.inline, "inline: <p style>", "<p style='color: red'>"),
    Planted(page_checks.inline, "inline: <img onerror>", "<img src=/x onerror=alert(1)>"),
    Planted(page_checks.inline, "inline: <a href=javascript:alert(1)>", "<a href='javascript:alert(1)'>x</a>"),
    Planted(page_checks.elsewhere, "of another host: <img src=//ailleurs.example/x.png>",
            "<img src='//ailleurs.example/x.png'>"),
    Planted(page_checks.elsewhere, "of another host: <script src=https://ailleurs.example/x.js>",
            "<script src='https://ailleurs.example/x.js'></script>"),
)  # fmt: skip


def made_up(html: str, header: tuple[str, str] = ("x-none", "")) -> httpx.Response:
    """The answer to a signed-in person's request."""
    asked = httpx.Request("GET", "http://guichet.example/", headers={"cookie": "guichet_session=a"})
    return httpx.Response(200, headers=GOOD | dict([header]), text=html, request=asked)


@pytest.mark.parametrize("planted", PLANTED, ids=lambda one: f"{one.check.__name__}-{one.found}")
def test_a_planted_fault_is_reported(planted: Planted) -> None:
    assert planted.found in planted.check(made_up(planted.html, planted.header))


def test_a_good_answer_has_no_fault() -> None:
    assert not page_checks.faults(made_up("<p>Bonjour</p><img src='/x.png'><a href='https://ailleurs.example'>x</a>"))
