"""Every page of the list, full, empty and in error, in French and in English: no fault that axe knows at any width."""

from typing import Final

import pytest

from tests.conftest import City
from tests.web.chromium import chromium
from tests.web.page_gate import faults, gate, look_at_all
from tests.web.page_list import looks
from tests.web.people import ANYONE, Visitors
from tests.web.place import Place

pytestmark = [pytest.mark.stack, pytest.mark.browser]


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["fr", "en"])
async def test_every_page_passes_the_gate(city: City, place: Place, visitors: Visitors, prefix: str) -> None:
    async with chromium() as browser, gate(browser, visitors, place, city.base_url) as at:
        await look_at_all(at, list(looks("page")), prefix)
        assert not at.faults


PLANTED: Final = {
    "image-alt": "main => main.append(document.createElement('img'))",
    "label": "main => main.append(document.createElement('input'))",
    "color-contrast": "main => { main.querySelector('h1').style.color = '#ddd' }",
    "drawn": "main => { main.querySelector('h1').style.width = '900px' }",
}


async def test_planted_faults_are_reported(city: City, place: Place, visitors: Visitors) -> None:
    async with chromium() as browser, gate(browser, {ANYONE: visitors[ANYONE]}, place, city.base_url) as at:
        page = at.tabs[ANYONE]
        for fault, plant in PLANTED.items():
            await page.goto(f"{city.base_url}/services")
            assert not await faults(page)
            await page.locator("main").evaluate(plant)
            assert fault in " ".join(await faults(page)), fault
