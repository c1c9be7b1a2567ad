"""Every refusal as a page, and a city that is no demonstration; no part of the city is needed."""

from html import escape
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from casework.doors import Doors
from casework.sentences import say
from catalogue.load import load
from domain.errors import CaseError, Invalid, TemporarilyUnavailable, Unauthenticated
from domain.letter import Language
from tests.fakes import FixedOffers
from web.app import create_web
from web.refusals import STATUS

NPM = Path(__file__).parents[2] / "node_modules"
NOWHERE = cast(Any, None)


def doors_to_nowhere() -> Doors:
    """What the portal stands on, where every part leads nowhere but the catalogue."""
    return Doors(
        temporal=NOWHERE, sessions=NOWHERE, keys=NOWHERE, clock=NOWHERE, offers=FixedOffers(load()),
        store=NOWHERE, scanner=NOWHERE, inspector=NOWHERE, reader=NOWHERE, gateway=NOWHERE,
        webhooks={}, secret="s" * 32,
        base_url="https://guichet.example",
    )  # fmt: skip


def city(route: Route | None = None) -> httpx.AsyncClient:
    """A city whose parts lead nowhere, and that offers no demo accounts."""
    app = create_web(doors_to_nowhere(), NPM)
    if route is not None:
        app.router.routes[:0] = [route, Route(f"/en{route.path}", route.endpoint)]
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="https://guichet.example")


def refusing(error: Exception) -> Route:
    """A page that refuses."""

    async def refuse(request: Request) -> Response:
        raise error

    return Route("/refus", refuse)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("kind", [kind for kind in STATUS if kind is not Unauthenticated], ids=lambda kind: kind.code)
async def test_a_refusal_is_a_page_with_the_api_s_words(kind: type[CaseError], lang: Language) -> None:
    error = kind({"trees": "required"}) if issubclass(kind, Invalid) else kind()
    async with city(refusing(error)) as door:
        page = await door.get("/refus" if lang == "fr" else "/en/refus")
    assert page.status_code == STATUS[kind]
    for words in (say(error, lang).title, say(error, lang).detail):
        assert str(escape(words, quote=False)) in page.text.replace("&#39;", "'").replace("&#34;", '"')


async def test_a_part_that_is_down_says_when_to_come_back() -> None:
    async with city(refusing(TemporarilyUnavailable(part="database", retry_after=5))) as door:
        page = await door.get("/refus")
    assert page.status_code == 503
    assert page.headers["retry-after"] == "5"


async def test_a_fault_of_ours_shows_nothing_of_itself() -> None:
    async with city(refusing(RuntimeError("SELECT secret FROM table"))) as door:
        page = await door.get("/refus")
    assert page.status_code == 500
    assert "Erreur du guichet" in page.text
    assert "SELECT" not in page.text and "RuntimeError" not in page.text


async def test_a_city_that_is_no_demo_offers_no_account_and_no_outbox() -> None:
    async with city() as door:
        page = await door.get("/connexion")
        assert page.status_code == 200 and "<select" not in page.text
        assert "Ville de démonstration" not in page.text
        assert (await door.get("/dev/outbox")).status_code == 404
        assert (await door.get("/dev/outbox/a.eml")).status_code == 404


async def test_over_https_cookies_are_for_https_only() -> None:
    async with city() as door:
        answer = await door.get("/")
    assert "Secure" in answer.headers["set-cookie"] and "HttpOnly" in answer.headers["set-cookie"]


async def test_only_the_files_of_the_pages_are_served() -> None:
    async with city() as door:
        for name in (
            "guichet.css",
            "start.js",
            "icon.svg",
            "govuk-frontend.min.css",
            "noto-sans-latin-400-normal.woff2",
        ):
            assert (await door.get(f"/assets/{name}")).status_code == 200
        for name in ("package.json", "..%2Fpackage.json", "light-94a07e06a1-v2.woff2"):
            assert (await door.get(f"/assets/{name}")).status_code == 404
