"""Personal information rectified: asked, made longer once, answered with reasons, told by mail."""

import asyncio
import re
from html import unescape

import pytest

from tests.conftest import City
from tests.web.test_contest_pages import at_work
from tests.web.visitor import hidden

pytestmark = pytest.mark.stack
OWN, DESK = "/mes-donnees/rectification", "/bureau/rectifications"
SAID = {"wrong": "Rue Esai <b>12</b>", "right": "Rue Essai 12", "why": "Faute de frappe."}


async def mailed(city: City, text: str) -> None:
    """Wait until a mail says something."""
    async with asyncio.timeout(60):
        while not [one for one in (city.var / "mail").glob("*.eml") if text in one.read_text(errors="ignore")]:
            await asyncio.sleep(0.3)


async def test_a_person_asks_the_city_takes_longer_once_and_answers_with_reasons(city: City) -> None:
    async with at_work(city, "citoyen-7") as citizen, at_work(city, "administration") as office:
        lacking = await citizen.send(OWN, SAID | {"wrong": " "})
        assert lacking.status_code == 422 and SAID["right"] in unescape(lacking.text)
        assert (await citizen.send(OWN, SAID)).headers["location"] == f"{OWN}?fait=1"
        page = await office.get(DESK)
        assert SAID["wrong"] in unescape(page.text) and "<b>12" not in page.text
        (request_id,) = re.findall(r'name="id" value="([0-9a-f]{24})"', page.text)[-1:]
        longer = {"id": request_id, "action": "extend"}
        assert (await office.send(DESK, longer)).status_code == 303
        assert (await office.send(DESK, longer)).status_code == 409
        await mailed(city, f"{request_id}.extended@guichet")
        assert "prolongé de 10 jours" in unescape((await citizen.get(OWN)).text)
        unreasoned = await office.send(DESK, {"id": request_id, "outcome": "refused", "answer": ""})
        assert unreasoned.status_code == 422 and 'href="#answer"' in unreasoned.text
        told = {"id": request_id, "outcome": "in_part", "answer": "Le numéro est celui du rôle."}
        form = hidden(await office.get(DESK)) | told
        assert [(await office.http.post(DESK, data=form)).status_code for _ in range(2)] == [303, 409]
        assert request_id not in (await office.get(DESK)).text
        answered = unescape((await citizen.get(f"/en{OWN}")).text)
        assert "Corrected in part" in answered and told["answer"] in answered
    await mailed(city, f"{request_id}.answered@guichet")


async def test_a_request_is_its_person_s_and_the_administrator_s(city: City) -> None:
    async with at_work(city, "citoyen-7") as citizen, at_work(city, "citoyen-6") as other:
        await citizen.send(OWN, SAID | {"right": "Rue des Essais, à part"})
        assert "à part" not in unescape((await other.get(OWN)).text)
    async with at_work(city, "agent-vd") as clerk:
        assert (await clerk.get(OWN)).status_code == 403
        assert (await clerk.get(DESK)).status_code == 403


async def test_ten_requests_wait_at_most(city: City) -> None:
    async with at_work(city, "citoyen-4") as citizen:
        sent = [(await citizen.send(OWN, SAID)).status_code for _ in range(11)]
    assert sent == [303] * 10 + [429]
