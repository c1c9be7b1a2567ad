"""An application left for later: its address on the page and by mail, for its owner alone."""

import asyncio
from html import unescape

import pytest

from tests.conftest import City
from tests.web.test_contest_pages import at_work
from tests.web.visitor import TREE, Visitor

pytestmark = pytest.mark.stack


async def test_whoever_leaves_an_application_is_given_its_link_and_is_sent_it(city: City, citizen: Visitor) -> None:
    path = await citizen.draft()
    left = await citizen.send(f"{path}/questions", TREE | {"action": "later"})
    assert left.headers["location"] == f"{path}/plus-tard"
    page = unescape((await citizen.get(f"{path}/plus-tard")).text)
    assert f"{city.base_url}{path}<" in page
    sent = await citizen.send(f"{path}/plus-tard", {})
    assert sent.headers["location"] == f"{path}/plus-tard?envoye=1"
    async with asyncio.timeout(60):
        while not [one for one in (city.var / "mail").glob("*.eml") if f"{path}" in one.read_text(errors="ignore")]:
            await asyncio.sleep(0.3)
    async with at_work(city, "citoyen-6") as other:
        assert (await other.get(f"{path}/plus-tard")).status_code == 404
    english = await citizen.get(f"/en{path}/plus-tard")
    assert "E-mail me the link" in unescape(english.text) and f"{city.base_url}/en{path}" in english.text
