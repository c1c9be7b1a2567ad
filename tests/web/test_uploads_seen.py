"""Files seen before they are sent, and how far the sending is, in a browser; a refusal is shown as without a script."""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page

from tests.conftest import City
from tests.web import walk
from tests.web.chromium import chromium
from tests.web.visitor import TREE, Visitor

pytestmark = [pytest.mark.stack, pytest.mark.browser]
PICTURE = {"name": "frêne mort.jpg", "mimeType": "image/jpeg", "buffer": walk.photo("green")}
SLOW = {"offline": False, "latency": 5, "downloadThroughput": 1e7, "uploadThroughput": 150_000}


@pytest.fixture
async def documents(city: City) -> AsyncIterator[Page]:
    """The page of documents of a draft, in a browser."""
    async with Visitor(city.base_url) as citizen, chromium() as browser:
        await citizen.sign_in("citoyen-5")
        draft = await citizen.draft(answers=TREE)
        page = await browser.new_page()
        page.set_default_timeout(20_000)
        await walk.sign_in(page, city.base_url, "citoyen-5")
        await page.goto(f"{city.base_url}{draft}/documents")
        yield page


async def test_a_photograph_is_seen_with_its_name_and_size_before_it_is_sent(documents: Page) -> None:
    await documents.locator("input[name=photos]").set_input_files([PICTURE, PICTURE])  # pyright: ignore[reportArgumentType]
    chosen = documents.locator("[data-chosen-for=photos] li")
    await chosen.nth(1).locator("canvas").wait_for()
    text = await chosen.nth(0).inner_text()
    assert re.fullmatch(r"frêne mort\.jpg \(\d+(,\d)?\s(ko|o)\)", text.strip()), text
    middle = "(canvas) => [...canvas.getContext('2d').getImageData(48, 36, 1, 1).data]"
    red, green, blue, _ = await chosen.nth(0).locator("canvas").evaluate(middle)
    assert green > 100 > red + blue


async def test_the_sending_is_told_and_leads_on(documents: Page) -> None:
    network = await documents.context.new_cdp_session(documents)
    await network.send("Network.emulateNetworkConditions", SLOW)
    noise = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n" + bytes(600_000)}
    await documents.locator("input[name=location_plan]").set_input_files([noise])  # pyright: ignore[reportArgumentType]
    await documents.locator("button[value=more]").click()
    told = documents.locator(".city-sending [role=status]")
    await told.filter(has_text=re.compile(r"Envoi des fichiers\s: [1-9]\d?\s%")).wait_for()
    assert 0 < await documents.locator(".city-sending progress").evaluate("(bar) => bar.value") <= 100
    await documents.locator(".govuk-error-summary").wait_for()  # it is no PDF: refused, and said as ever
    assert documents.url.endswith("/documents")
    await documents.locator("input[name=photos]").set_input_files([PICTURE])  # pyright: ignore[reportArgumentType]
    async with documents.expect_navigation():
        await documents.locator("button[value=more]").click()
    assert "frêne mort" in await documents.locator(".city-files:not(.city-chosen)").first.inner_text()


async def test_an_interrupted_sending_is_said_and_loses_no_choice(documents: Page) -> None:
    await documents.locator("input[name=photos]").set_input_files([PICTURE])  # pyright: ignore[reportArgumentType]
    await documents.context.set_offline(True)
    await documents.locator("button[value=more]").click()
    await documents.get_by_text("L’envoi s’est interrompu").wait_for()
    await documents.context.set_offline(False)
    await documents.wait_for_timeout(1_100)  # a second click within a second is no click: govuk-frontend's buttons
    async with documents.expect_navigation():
        await documents.locator("button[value=more]").click()
    assert "frêne mort" in await documents.locator(".city-files:not(.city-chosen)").first.inner_text()
