"""Whatever anybody writes is read as a text: never a program, on no page, whether it was kept or only shown again."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin

import httpx
import pytest
from playwright.async_api import Dialog, Page

from tests.conftest import City
from tests.web.chromium import chromium
from tests.web.looks import Look
from tests.web.page_forms import Form, forms_of
from tests.web.page_gate import NARROW, gate, too_wide
from tests.web.page_list import looks
from tests.web.payloads import ALL, PAYLOADS, alive
from tests.web.people import Visitors
from tests.web.place import Place
from tests.web.written import READ, write
from web.pages import environment

ENVIRONMENT: Final = environment()
STALE: Final = {"seq": "0"}  # of an act: it is refused, and all that was typed is shown again


@dataclass(frozen=True)
class Typed:
    """A form that was sent: where it stands, its texts, and the page that came of it."""

    where: str
    fields: tuple[str, ...]
    answer: httpx.Response


@pytest.fixture(scope="module")
async def written(city: City, place: Place) -> AsyncIterator[Place]:
    """The place, with drafts of its own, and everything that was written."""
    yield Place({**place.names, **await write(city)})


def shown_again() -> list[Look]:
    """The pages that show what was typed: those whose form is refused, and those that search."""
    every = [look for look in looks("page") if look.status < 400 or look.form is not None]
    return list({(look.path.split("?")[0], look.by): look for look in every}.values())


def mischief(form: Form) -> dict[str, str]:
    """The form with every payload in every text."""
    return form.sent() | dict.fromkeys(form.texts, ALL) | (STALE if "seq" in form.fields else {})


@pytest.fixture(scope="module")
async def typed(written: Place, visitors: Visitors) -> list[Typed]:
    """Every form of the list sent full of mischief, and the page that came of it."""
    found: list[Typed] = []
    for look in shown_again():
        http, path = visitors[look.by].http, written.path(look.path)
        for form in forms_of((await http.get(path)).text):
            if form.texts and (form.method == "get" or look.form is not None):
                found.append(Typed(str(look), tuple(form.texts), await send(http, path, form)))
    return found


@pytest.mark.stack
async def test_what_is_typed_is_shown_again_as_a_text(typed: list[Typed]) -> None:
    assert not [f"{one.where}: {fault}" for one in typed for fault in alive(one.answer)]
    assert len({name for one in typed for name in one.fields}) > 30


@pytest.mark.stack
@pytest.mark.browser
async def test_what_is_typed_does_nothing_in_a_browser_even_without_a_policy(typed: list[Typed]) -> None:
    async with chromium() as browser:
        page = await browser.new_page()
        for one in typed:
            assert not await ran(page, str(one.answer.url), one.answer.text), one.where


async def send(http: httpx.AsyncClient, path: str, form: Form) -> httpx.Response:
    """Send a form full of mischief, and see where it leads."""
    address = urljoin(path, form.action) if form.action else path
    fields = mischief(form)
    if form.method == "get":
        return await http.get(address, params=fields, follow_redirects=True)
    return await http.post(address, data=fields, follow_redirects=True)


@pytest.mark.stack
@pytest.mark.browser
async def test_what_was_written_does_nothing_in_a_browser(city: City, written: Place, visitors: Visitors) -> None:
    readers = {by: visitors[by] for _, by in READ}
    async with chromium() as browser, gate(browser, readers, written, city.base_url) as at:
        found: list[str] = []
        for path, by in READ:
            found += [f"{path} ({by}): {one}" for one in await ran(at.tabs[by], city.base_url + written.path(path))]
            found += [f"{path} ({by}): {one}" for one in await narrow(at.tabs[by])]
            answer = await visitors[by].http.get(written.path(path))
            found += [f"{path} ({by}): {one}" for one in alive(answer)]
            found += [] if answer.status_code == 200 else [f"{path} ({by}): answered {answer.status_code}"]
            found += [] if "__xss" in answer.text or path in LISTS else [f"{path} ({by}): shows nothing written"]
        assert not found, "\n".join(found)


async def narrow(page: Page) -> list[str]:
    """Whether what was written, which has no place to break, makes the page wider than a telephone."""
    await page.set_viewport_size(NARROW)
    return await too_wide(page, NARROW)


LISTS: Final = {"/dossiers", "/mes-donnees", "/bureau", "/bureau/dossiers"}  # of numbers and titles


async def ran(page: Page, url: str, html: str = "") -> list[str]:
    """What the page at an address, or this one in its place, did by itself."""
    dialogs: list[str] = []

    async def close(dialog: Dialog) -> None:
        dialogs.append(f"dialog: {dialog.message}")
        await dialog.dismiss()

    page.on("dialog", close)
    if html:
        await page.route("**/*", lambda route: route.fulfill(body=html, content_type="text/html"))
    await page.goto(url)
    await page.mouse.move(200, 300)
    done = await page.evaluate("window.__xss")
    page.remove_listener("dialog", close)
    await page.unroute_all()
    return dialogs + ([f"ran: {done}"] if done is not None else [])


ELSEWHERE: Final = "http://guichet.example/"
CARELESS: Final = (
    "<!doctype html><title>x</title><p title='{{ said|safe }}'>{{ said|safe }}</p><input value=\"{{ said|safe }}\">"
)


def page_of(source: str, said: str) -> httpx.Response:
    """A page made from a template that a test makes up."""
    html = ENVIRONMENT.from_string(source).render(said=said)
    asked = httpx.Request("GET", "http://guichet.example/")
    return httpx.Response(200, html=html, request=asked)


@pytest.mark.parametrize("payload", [one for one in PAYLOADS if "{{" not in one and not one.startswith("javascript")])
def test_a_template_that_escapes_nothing_is_reported(payload: str) -> None:
    assert payload in alive(page_of(CARELESS, payload))


def test_a_text_that_a_template_runs_is_reported() -> None:
    assert alive(page_of(f"<p>{PAYLOADS[-1]}</p>", ""))


def test_a_template_that_escapes_passes() -> None:
    assert not alive(page_of(CARELESS.replace("|safe", ""), ALL))


@pytest.mark.browser
async def test_a_template_that_escapes_nothing_is_caught_running() -> None:
    async with chromium() as browser:
        page = await browser.new_page()
        assert await ran(page, ELSEWHERE, page_of(CARELESS, PAYLOADS[0]).text) == ["ran: 1"]
        assert "dialog: 1" in await ran(page, ELSEWHERE, page_of(CARELESS, PAYLOADS[1]).text)
