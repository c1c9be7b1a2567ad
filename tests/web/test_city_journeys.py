"""An administrator's journey in a browser, in French and in English: a colleague, an incident, a closed day."""

import re
import secrets
from datetime import date, timedelta

import pytest
from playwright.async_api import Page

from domain.calendars import OFFICE, calendar
from tests.conftest import City
from tests.web import walk
from tests.web.chromium import chromium
from tests.web.test_contest_pages import today
from tests.web.test_journeys import BOTH, SMALL, fits, page_of
from tests.web.walk import ENGLISH, Words

pytestmark = [pytest.mark.stack, pytest.mark.browser]
DESK = "/bureau/ville"


def an_open_day(ahead: int) -> date:
    """The first open day of the offices, so many days ahead."""
    day = today() + timedelta(days=ahead)
    while calendar(OFFICE).closed_on(day):
        day += timedelta(days=1)
    return day


async def send(page: Page, button: str, leads_to: str) -> None:
    """Press a button of a form, and see what comes of it; nothing is wider than the screen."""
    await page.locator(button).click()
    await page.wait_for_url(re.compile(leads_to))
    await fits(page)


@BOTH
async def test_an_administrator_opens_an_account_enters_an_incident_and_closes_a_day(city: City, words: Words) -> None:
    base = city.base_url + words.prefix
    async with chromium() as browser:
        page = await page_of(browser, viewport=SMALL, java_script_enabled=False)
        await walk.sign_in(page, city.base_url, "administration", words)
        await a_colleague(page, base)
        await an_incident(page, base)
        await a_closed_day(page, base, an_open_day(620 if words is ENGLISH else 640))


async def a_colleague(page: Page, base: str) -> None:
    """Open an account, give it another role, close it."""
    await page.goto(f"{base}{DESK}/personnes")
    await fits(page)
    await page.locator("#name").fill("Dominique Essai")
    await page.locator("#email").fill(f"{secrets.token_hex(6)}@ville.example")
    await page.locator("#role").select_option("clerk")
    await page.locator("input[name=boroughs][value=VD]").check()
    await page.locator("#reason").fill("Embauche")
    await send(page, "form[novalidate] button", "fait=opened")
    await page.locator("#role").select_option("inspector")
    await page.locator("#reason-change").fill("Mutation")
    await send(page, "button[value=change]", "fait=changed")
    await page.locator("#reason-close").fill("Départ")
    await send(page, "button[value=close]", "fait=changed")
    told = await page.locator(".city-timeline").inner_text()
    assert all(why in told for why in ("Embauche", "Mutation", "Départ"))


async def an_incident(page: Page, base: str) -> None:
    """Declare an incident, then say more about it."""
    await page.goto(f"{base}{DESK}/incidents")
    await fits(page)
    await page.locator("main a.govuk-button").click()
    await fits(page)
    for name in ("description", "information", "cause", "assessment", "measures"):
        await page.locator(f"#{name}").fill(f"Essai : {name}")
    for name in ("happened_on", "known_on"):
        await page.locator(f"#{name}").fill(today().isoformat())
    await page.locator("#persons").fill("2")
    await page.locator("input[name=serious][value=no]").check()
    await send(page, "main form button", "fait=1")
    await page.locator("#measures").fill("Essai : une mesure de plus")
    await page.locator("#reason").fill("Une mesure de plus")
    await send(page, "button[value=amend]", "fait=1")
    assert await page.locator("details").count() == 1
    await page.goto(f"{base}{DESK}/incidents/imprimer")
    await fits(page)


async def a_closed_day(page: Page, base: str, day: date) -> None:
    """See what closing a day would do, and close it."""
    await page.goto(f"{base}{DESK}/calendriers")
    await fits(page)
    await page.locator("#calendrier").select_option(OFFICE)
    await page.locator("#jour").fill(day.isoformat())
    await page.locator("#cause").select_option("proclaimed")
    await send(page, "form[method=get] button", "voir=1")
    await page.locator("#reason").fill("Décret d’essai")
    await send(page, "form[method=post] button", "fait=1")
    assert "Décret d’essai" in await page.locator("main").inner_text()
