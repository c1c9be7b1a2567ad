"""A service's whole way through the administrator's browser: faults, correction, dry run, publication, and back."""

import re
import secrets
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Locator, Page

from tests.conftest import City
from tests.web import axe, page_gate, walk
from tests.web.chromium import chromium
from tests.web.page_gate import NARROW, WIDE
from tests.web.services_bench import PROPOSE, SHIPPED, TITLE
from tests.web.walk import ENGLISH, FRENCH, Words

pytestmark = [pytest.mark.stack, pytest.mark.browser]
TOLD = {
    "": ("Vérifier", "Le fichier contient des fautes", "Confirmer et publier", "C’est fait"),
    "/en": ("Check", "The file has faults", "Confirm and publish", "Done"),
}
BACK = {"": "Remettre en vigueur la version 1", "/en": "Put back in force version 1"}
WITHDRAW = {"": "Voir ce que le retrait changerait", "/en": "See what withdrawing would change"}


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as one:
        yield one


def button(page: Page, name: str) -> Locator:
    """A button by all of its words."""
    return page.get_by_role("button", name=name, exact=True)


async def sound(page: Page) -> None:
    """No fault that axe knows, and nothing wider than the screen."""
    assert not await page_gate.faults(page, (WIDE, NARROW))


async def press(page: Page, name: str) -> None:
    """Press a button and see the page that answers."""
    async with page.expect_navigation():
        await button(page, name).click()


async def in_force(page: Page) -> list[str]:
    """The version that the service's page shows as in force."""
    tagged = page.locator(".city-timeline li", has=page.locator(".govuk-tag"))
    return await tagged.locator("strong:not(.govuk-tag)").all_inner_texts()


@pytest.mark.parametrize("words", [FRENCH, ENGLISH], ids=["fr", "en"])
async def test_an_administrator_publishes_a_service_corrects_it_and_puts_it_back(
    city: City, browser: Browser, words: Words
) -> None:
    check, faulty, confirm, done = TOLD[words.prefix]
    code = f"essai-{secrets.token_hex(4)}"
    file = SHIPPED.replace('code = "abattage-arbre"', f'code = "{code}"', 1)
    page = await (await browser.new_context(viewport=NARROW)).new_page()
    page.set_default_timeout(20_000)
    await page.add_init_script(path=axe.SCRIPT)
    await walk.sign_in(page, city.base_url, "administration", words)
    await page.goto(f"{city.base_url}{words.prefix}{PROPOSE}")
    broken = {"name": "essai.toml", "mimeType": "text/plain", "buffer": file.replace("5000 + ", "5000 +* ").encode()}
    await page.locator("input[type=file]").set_input_files([broken])  # pyright: ignore[reportArgumentType]
    await press(page, check)
    told = await page.locator("main").inner_text()
    assert faulty in told and "fees[0].cents" in told
    await sound(page)
    await page.locator("#content").fill(file)
    await press(page, check)
    await sound(page)
    await press(page, confirm)
    await page.wait_for_url(re.compile(rf"/bureau/ville/services/{code}\?publiee=\d+$"))
    assert done in await page.locator("main").inner_text()
    await page.locator("#content").fill(file.replace(TITLE, "Une erreur").replace("5000 + ", "999900 + "))
    await press(page, check)
    told = await page.locator("main").inner_text()
    assert "Une erreur" in told and re.search(r"9.?999,00|9,999\.00", told)
    await sound(page)
    await press(page, confirm)
    assert await in_force(page) == ["Version 2"]
    await sound(page)
    await press(page, BACK[words.prefix])
    await sound(page)
    await press(page, confirm)
    assert await in_force(page) == ["Version 3"]
    await press(page, WITHDRAW[words.prefix])
    await sound(page)
    await press(page, confirm)
    assert await in_force(page) == []
