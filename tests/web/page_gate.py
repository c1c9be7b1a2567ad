"""The gate of every page in a browser: axe at two widths, nothing wider than a telephone, a silent console."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, ViewportSize
from playwright.async_api import Error as PlaywrightError

from tests.web import axe
from tests.web.looks import Look
from tests.web.people import Visitors
from tests.web.place import Place

NARROW: Final[ViewportSize] = {"width": 320, "height": 800}
WIDE: Final[ViewportSize] = {"width": 1280, "height": 900}
AT_ONCE: Final = 2


@dataclass
class Gate:
    """Looks at pages, one tab for each reader, and keeps what is wrong with each."""

    place: Place
    base_url: str
    tabs: dict[str, Page]
    faults: list[str] = field(default_factory=list[str])

    async def look(self, look: Look, prefix: str) -> None:
        """Open a page as its reader does; note every fault under its address."""
        page, heard = self.tabs[look.by], list[str]()

        def hear(message: ConsoleMessage) -> None:
            if message.type == "error" and not _of_the_page_itself(message, page):
                heard.append(f"console: {message.text} {message.location['url']}")

        page.on("console", hear)
        page.on("pageerror", lambda error: heard.append(f"script: {error}"))
        try:
            status = await self._open(page, look, prefix)
        except PlaywrightError as error:
            status = 0
            heard.append(str(error).splitlines()[0])
        page.remove_listener("console", hear)
        heard += [f"answered {status}, not {look.status}"] if status != look.status else []
        heard += await faults(page, (NARROW, WIDE) if prefix else (WIDE, NARROW))
        self.faults += [f"{prefix}{look}: {fault}" for fault in heard]

    async def _open(self, page: Page, look: Look, prefix: str) -> int:
        answer = await page.goto(self.base_url + prefix + self.place.path(look.path))
        if look.form is not None:
            form = page.locator("form[method=post]").nth(look.form)
            async with page.expect_navigation() as going:
                await (await _button(form)).click()
            answer = await going.value
        return answer.status if answer else 0


async def _button(form: Locator) -> Locator:
    """The button that sends a form: the one that does or goes on, where another only adds a line."""
    doing = form.locator("button[value=do], button[value=continue]")
    return doing if await doing.count() else form.locator("button:not([type=button])").first


def _of_the_page_itself(message: ConsoleMessage, page: Page) -> bool:
    """Chromium also says that a page was answered 404 or 422; the list says which it ought to be."""
    return message.text.startswith("Failed to load resource") and message.location["url"] == page.url


async def faults(page: Page, widths: Sequence[ViewportSize] = (WIDE, NARROW)) -> list[str]:
    """What is wrong with the page as it stands: every rule at the first width, what is drawn at the others too."""
    found: list[str] = []
    for size in widths:
        await page.set_viewport_size(size)
        rules = axe.TAGS if size is widths[0] else axe.DRAWN
        found += [f"at {size['width']}: {fault}" for fault in await axe.violations(page, rules)]
        found += await too_wide(page, size)
    return found


async def too_wide(page: Page, size: ViewportSize) -> list[str]:
    """Whether the page has to be scrolled sideways."""
    drawn = await page.evaluate("document.documentElement.scrollWidth")
    return [f"at {size['width']}: drawn {drawn} wide"] if drawn > size["width"] else []


@asynccontextmanager
async def gate(browser: Browser, visitors: Visitors, place: Place, base_url: str) -> AsyncGenerator[Gate]:
    """A gate with a tab for each reader, signed in as they are."""
    contexts = {name: await browser.new_context(viewport=WIDE) for name in visitors}
    for name, context in contexts.items():
        await context.add_cookies([
            {"name": cookie, "value": value, "url": base_url} for cookie, value in visitors[name].http.cookies.items()
        ])  # fmt: skip
    yield Gate(place, base_url, {name: await _tab(context) for name, context in contexts.items()})
    for context in contexts.values():
        await context.close()


async def _tab(context: BrowserContext) -> Page:
    page = await context.new_page()
    page.set_default_timeout(20_000)
    await page.add_init_script(path=axe.SCRIPT)
    return page


async def look_at_all(gate: Gate, looks: Sequence[Look], prefix: str) -> None:
    """Every look, a few readers at a time; a reader has one tab."""
    waiting = {name: [look for look in looks if look.by == name] for name in gate.tabs}
    free = asyncio.Semaphore(AT_ONCE)

    async def go(name: str) -> None:
        for look in waiting[name]:
            async with free:
                await gate.look(look, prefix)

    await asyncio.gather(*(go(name) for name in waiting))
