"""Whole journeys in a browser, in French and in English: each as a new user of its role would go through it.

The tree-felling permit, from the photograph to the verified letter, is in `test_accessibility.py`.
"""

import asyncio
import re
import secrets
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from playwright.async_api import Browser, Page

from activities.manifests import CSV_NAME
from catalogue.load import load
from cli import post_verbs
from cli.city_client import CityClient, Sent
from cli.pictures import picture
from cli.synthetic_rows import Synthesizer
from tests.conftest import City
from tests.web import keyboard, walk
from tests.web.chromium import chromium
from tests.web.test_contest_pages import EXPLANATIONS, PLATE, Served, served, today
from tests.web.walk import ENGLISH, FRENCH, Words

pytestmark = [pytest.mark.stack, pytest.mark.browser]
CITIZEN, CLERK = "citoyen-4", "agent-vd"
SMALL = {"width": 320, "height": 640}  # CSS pixels: what 1280 is at a zoom of 400 % (WCAG 1.4.10)
BOTH = pytest.mark.parametrize("words", [FRENCH, ENGLISH], ids=["fr", "en"])
CODE = re.compile(r"\b[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}\b")
REFERENCE = re.compile(r"P-\d{4}-\d{7}-\d\d")


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as one:
        yield one


async def page_of(browser: Browser, **how: object) -> Page:
    """A new person's page."""
    page = await (await browser.new_context(**how)).new_page()  # pyright: ignore[reportArgumentType]
    page.set_default_timeout(20_000)
    return page


async def fits(page: Page) -> None:
    """Nothing is wider than the screen."""
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width <= SMALL["width"], f"{page.url}: {width} pixels wide"


@BOTH
async def test_a_citizen_contests_with_explanations_and_asks_for_a_hearing_by_video_on_a_small_screen(
    city: City, browser: Browser, words: Words
) -> None:
    one, base = await served(city), city.base_url + words.prefix
    citizen = await page_of(browser, viewport=SMALL)
    await citizen.goto(f"{base}/constat")
    await fits(citizen)
    await citizen.locator("#number").fill(one.number)
    await citizen.locator("#fact").fill(PLATE)
    await citizen.locator("main form button").first.click()
    await citizen.wait_for_url(re.compile(one.path))
    await fits(citizen)
    await citizen.goto(f"{base}{one.path}/actes/plead")
    await fits(citizen)
    await citizen.locator("input[value=not_guilty]").check()
    await citizen.locator("input[value=owner]").check()
    await citizen.locator("#explanations").fill(EXPLANATIONS)
    photograph = {"name": "parcomètre.jpg", "mimeType": "image/jpeg", "buffer": walk.photo("red")}
    await citizen.locator("input[type=file]").set_input_files([photograph])  # pyright: ignore[reportArgumentType]
    await walk.submit(citizen)
    await fits(citizen)
    told = await citizen.locator("main").inner_text()
    assert EXPLANATIONS in told and "parcomètre.jpg" in told
    await prosecution_goes_on(city, browser, one)
    await citizen.goto(f"{base}{one.path}/actes/ask_mode")
    await fits(citizen)
    await citizen.locator("input[value=video]").check()
    await citizen.locator("main textarea").fill("Je travaille à deux heures de route de la cour.")
    await walk.submit(citizen)
    assert await citizen.locator(".govuk-notification-banner").count() == 1
    await fits(citizen)


async def prosecution_goes_on(city: City, browser: Browser, one: Served) -> None:
    """The prosecutor reads the explanations and goes on."""
    prosecutor = await page_of(browser)
    await walk.sign_in(prosecutor, city.base_url, "poursuite")
    await walk.act(prosecutor, city.base_url, one.case_id, "continue_proceedings")
    assert EXPLANATIONS in await prosecutor.locator("main").inner_text()
    await walk.submit(prosecutor)


@BOTH
async def test_a_silent_citizen_pays_late_what_is_owed_today_by_the_keyboard_alone(
    city: City, browser: Browser, words: Words
) -> None:
    long_ago = today() - timedelta(days=50)
    one = await served(city, served_on=long_ago.isoformat(), offence_at=f"{long_ago}T10:15")
    base, citizen = city.base_url + words.prefix, await page_of(browser)
    await citizen.goto(f"{base}/constat")
    await keyboard.write(citizen, "#number", one.number)
    await keyboard.write(citizen, "#fact", PLATE)
    await keyboard.press(citizen, "main form button")
    await walk.until_there(citizen, citizen.locator("a[href$='/actes/offer_payment']"))
    owed = await citizen.locator(".city-status").inner_text()
    total = re.search(r"\$[\d,]+\.\d\d|\d[\d\s\u00a0]*,\d\d\s?\u00a0?\$", owed)
    assert total is not None
    await keyboard.press(citizen, "a[href$='/actes/offer_payment']")
    assert total[0] in await citizen.locator("main").inner_text()  # the same sum, said again before the choice
    await keyboard.choose(citizen, "how_much", "whole")
    await keyboard.choose(citizen, "pleads_guilty", "yes")
    await keyboard.press(citizen, "button[value=do]")
    pay = citizen.locator(".city-status a.govuk-button", has_text=total[0])
    await walk.until_there(citizen, pay)
    await keyboard.press(citizen, ".city-status a.govuk-button[href*='whole']")
    await keyboard.press(citizen, "form button")
    await citizen.wait_for_url(re.compile("paiement=1"))
    await walk.until_gone(citizen, pay)


@BOTH
async def test_the_counter_files_by_telephone_posts_a_letter_and_notes_its_return_without_a_script(
    city: City, browser: Browser, words: Words
) -> None:
    base, clerk = city.base_url + words.prefix, await page_of(browser, java_script_enabled=False)
    await walk.sign_in(clerk, city.base_url, "agent-lc", words)
    await clerk.goto(f"{base}/bureau/demandes")
    await clerk.locator("a[href$='/services/abattage-arbre/demande']").click()
    await clerk.locator("#borough").select_option("LC")
    await clerk.locator("input[value=phone]").check()
    await clerk.locator("main form button").click()
    await clerk.wait_for_url(re.compile("/questions$"))
    await walk.answer_tree_felling(clerk, words, email="")
    await walk.give_tree_documents(clerk, words)
    case_id = await walk.file_application(clerk, words)
    receipt = await clerk.locator("main").inner_text()
    reference = REFERENCE.search(receipt)
    assert reference is not None and CODE.search(receipt)
    await clerk.goto(f"{base}/dossier/{case_id}")
    await walk.until_there(clerk, clerk.locator(".city-files a[href$='.pdf']"))
    batch = await batch_of(city, reference[0])
    await clerk.goto(f"{base}/bureau/poste")
    await clerk.locator("form", has=clerk.locator(f"#on-{batch}")).locator("button").click()
    await clerk.wait_for_url(re.compile("fait=1"))
    letter = f"{reference[0]}/1"
    assert letter in await clerk.locator("main").inner_text()
    await clerk.locator("#letter").fill(letter)
    await clerk.locator("#reason").select_option("moved")
    await clerk.locator("form", has=clerk.locator("#letter")).locator("button").click()
    await clerk.wait_for_url(re.compile("fait=1"))
    waiting = clerk.locator(".city-card", has_text=letter)
    await waiting.locator("textarea").fill("77, avenue Nouvelle\nMontréal (Québec)  H8N 1A1")
    await waiting.locator("button").click()
    await clerk.wait_for_url(re.compile("fait=1"))
    assert await clerk.locator(".city-card", has_text=letter).count() == 0


@BOTH
async def test_what_goes_beyond_the_limit_is_decided_by_a_second_person(
    city: City, browser: Browser, words: Words
) -> None:
    case_id = await ready_to_decide(city)
    clerk, second = await page_of(browser), await page_of(browser)
    await walk.sign_in(clerk, city.base_url, "agent-vd", words)
    base = city.base_url + words.prefix
    await walk.act(clerk, base, case_id, "approve")
    await walk.submit(clerk)
    await walk.act(clerk, base, case_id, "second")
    assert await clerk.locator("button[value=do]").count() == 0 or await refused(clerk)
    await walk.sign_in(second, city.base_url, "adjointe-vd", words)
    await second.goto(f"{base}/dossier/{case_id}")
    await second.locator("a[href$='/actes/second']").click()
    await second.locator("button[value=preview]").click()  # what would go out under two names, in both languages
    assert await second.locator(".city-proof").evaluate_all("all => all.map(one => one.lang)") == ["fr", "en"]
    await walk.submit(second)
    assert await second.locator("a[href$='/actes/second']").count() == 0


async def ready_to_decide(city: City) -> str:
    """An alteration whose fees are beyond what one person may approve, reviewed; its case id."""
    catalogue = load()
    made = Synthesizer(catalogue, 1).application(catalogue.services["transformation-exterieure"], "VD", 1)
    client = CityClient(city.base_url, city.tokens)
    try:
        documents: dict[str, str] = {}
        for name in made.documents:
            file = picture(name, seed=1)
            documents[name] = await client.upload(CITIZEN, file.name, name, file.content, file.media_type)
        answers = {**made.answers, "work_value": 100_000_000, "facade": False, "heritage": False}
        body = {"service": made.service, "borough": "VD", "answers": answers, "documents": documents}
        filed = await client.once(Sent(CITIZEN, "/cases", body, secrets.token_hex(8), "file"))
        case_id = str(filed["case_id"])
        await client.pay(await to_pay(client, case_id))
        await until(client, case_id, "ADMISSIBILITY")
        await desk(client, case_id, "declare-complete", {})
        opinions = (await client.get(CLERK, f"/cases/{case_id}"))["opinions"]
        favourable = [{"discipline": one, "outcome": "favourable"} for one in opinions]
        await desk(client, case_id, "conclude-review", {"opinions": favourable})
    finally:
        await client.close()
    return case_id


async def to_pay(client: CityClient, case_id: str) -> str:
    """The gateway's page, once it is there."""
    async with asyncio.timeout(60):
        while True:
            money = await client.get(CITIZEN, f"/cases/{case_id}/payments")
            if urls := [one["hosted_url"] for one in money["payments"] if one["status"] == "open"]:
                return str(urls[0])
            await asyncio.sleep(0.3)


async def batch_of(city: City, reference: str) -> str:
    """The batch that a case's letter goes out in: a letter's page is there a moment before the letter is posted."""
    async with asyncio.timeout(60):
        while True:
            await post_verbs.batch(city.var)
            for manifest in (city.var / "documents" / "post").glob(f"*/{CSV_NAME}"):
                if reference in manifest.read_text():
                    return manifest.parent.name
            await asyncio.sleep(0.3)


async def until(client: CityClient, case_id: str, state: str) -> None:
    """Wait for a state."""
    async with asyncio.timeout(60):
        while (await client.get(CITIZEN, f"/cases/{case_id}"))["state"] != state:
            await asyncio.sleep(0.3)


async def desk(client: CityClient, case_id: str, act: str, body: dict[str, object]) -> None:
    """An act of the clerk, by the JSON door."""
    seq = (await client.get(CLERK, f"/cases/{case_id}"))["seq"]
    await client.once(Sent(CLERK, f"/cases/{case_id}/{act}", body, secrets.token_hex(8), act, case_id, seq))


async def refused(page: Page) -> bool:
    """Whether the one who proposed is told that another must confirm."""
    await page.locator("button[value=do]").click()
    return await page.locator(".govuk-error-summary, main h1").count() > 0 and "fait=" not in page.url
