"""A judge's week becomes sittings, and a calendar program shows them by a secret address."""

import re
import secrets
from datetime import datetime

import psycopg
import pytest
from icalendar import Calendar
from playwright.async_api import Page

from domain.clock import LOCAL
from tests.conftest import City
from tests.web.chromium import chromium
from tests.web.court_hours import HOURS, OPENING, WEEK, a_day, a_room, heard, weekly
from tests.web.test_accessibility import Reader
from tests.web.test_contest_pages import at_work
from tests.web.visitor import Visitor
from tests.web.walk import ENGLISH, FRENCH, Words, sign_in

pytestmark = pytest.mark.stack
LINK = re.compile(r"/calendrier/([\w-]{43})\.ics")


async def a_link(person: Visitor) -> str:
    """A new secret address, as a path."""
    page = await person.send(HOURS, {"action": "make_link"})
    made = LINK.search(page.text)
    assert made and page.status_code == 200 and page.headers["cache-control"] == "no-store"
    assert LINK.search((await person.get(HOURS)).text) is None  # shown once
    return made[0]


async def test_a_calendar_program_is_given_sittings_and_hearings_and_little_else(city: City, visitor: Visitor) -> None:
    day = a_day()
    one = await heard(city, visitor, "juge-3", day)
    async with at_work(city, "juge-3") as judge, at_work(city, "greffe") as office:
        links = await a_link(judge), await a_link(office)
    feeds = [await visitor.get(link) for link in links]
    for feed in feeds:
        assert feed.headers["content-type"] == "text/calendar; charset=utf-8"
        assert feed.headers["cache-control"] == "private, no-cache"
        assert feed.headers["referrer-policy"] == "no-referrer"
        calendar = Calendar.from_ical(feed.text)
        assert calendar.walk("VTIMEZONE") and "Camille" not in feed.text
        (event,) = [event for event in calendar.walk("VEVENT") if one.case_id in str(event.get("url"))]
        assert event.decoded("dtstart").astimezone(LOCAL) == datetime(day.year, day.month, day.day, 19, tzinfo=LOCAL)
        assert re.search(r"Audience, dossier P-\d{4}-\d{7}-\d\d", str(event["summary"]))
        assert "En personne" in str(event["location"])
        uids = [str(event["uid"]) for event in calendar.walk("VEVENT")]
        assert len(uids) == len(set(uids))
    assert (await visitor.get(links[0])).text == feeds[0].text  # as it was: nothing happened since
    again = await visitor.get(links[0], headers={"if-none-match": f'"x", W/{feeds[0].headers["etag"]}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", feeds[0].headers["etag"])
    assert "SUMMARY:Hearing\\, file P-" in (await visitor.get(f"/en{links[0]}")).text
    async with at_work(city, "juge-3") as judge:
        newer = await a_link(judge)
        assert (await visitor.get(links[0])).status_code == 410
        assert (await visitor.get(newer)).status_code == 200
        revoked = await judge.send(HOURS, {"action": "revoke_link"})
        assert revoked.headers["location"].endswith("fait=revoke_link")
    for gone in (newer, links[0], "/calendrier/rien.ics", f"/calendrier/{'x' * 900}.ics"):
        assert (await visitor.get(gone)).status_code == 410


async def test_a_calendar_ends_with_its_owner_s_place_at_the_court(city: City, visitor: Visitor) -> None:
    account = f"juge-essai-{secrets.token_hex(3)}"
    add = "INSERT INTO principals (id, role, boroughs, name, email) VALUES (%s, 'adjudicator', '{COUR}', 'Essai', %s)"
    with psycopg.connect(city.database_url, autocommit=True) as owner:
        owner.execute(add, (account, f"{account}@guichet.invalid"))
        async with at_work(city, account) as judge:
            link = await a_link(judge)
            assert (await visitor.get(link)).status_code == 200
            owner.execute("UPDATE principals SET role = 'citizen', boroughs = '{}' WHERE id = %s", (account,))
            assert (await visitor.get(link)).status_code == 410
            assert (await judge.get(HOURS)).status_code == 403


async def fill(page: Page, fields: dict[str, str]) -> None:
    for name, text in fields.items():
        field = page.locator(f"#{name}")
        if await field.evaluate("field => field.tagName") == "SELECT":
            await field.select_option(text)
        else:
            await field.fill(text)


@pytest.mark.browser
@pytest.mark.parametrize(("words", "judge"), [(FRENCH, "juge-1"), (ENGLISH, "juge-2")], ids=["fr", "en"])
async def test_a_judge_s_week_becomes_sittings_in_their_calendar(
    city: City, visitor: Visitor, words: Words, judge: str
) -> None:
    day, room, base = a_day(), a_room(), city.base_url + words.prefix
    pattern = weekly(day, ("20:00", "22:00"), room=room)
    async with chromium() as browser:
        reader = Reader(city.base_url, browser)
        page = await reader.open()
        await sign_in(page, city.base_url, judge, words)
        await page.goto(base + HOURS)
        await page.locator("[value=add_pattern]").click()
        await reader.look(page)  # the form in error
        await fill(page, {name: text for name, text in pattern.items() if name not in ("action", "in_recess")})
        await page.locator("#in_recess").check()
        await page.locator("[value=add_pattern]").click()
        await page.wait_for_url(re.compile("fait=add_pattern"))
        await fill(page, {f"away_{name}": (day + WEEK).isoformat() for name in ("first_day", "last_day")})
        await page.locator("[value=add_away]").click()
        await page.wait_for_url(re.compile("fait=add_away"))
        await page.goto(f"{base}{HOURS}?mois={day.isoformat()[:7]}")
        assert room in await page.locator("table").inner_text()
        await reader.look(page)
        await page.locator("[value=make_link]").click()
        link = LINK.search(await page.locator("#adresse").input_value())
        await reader.look(page)
        office = await reader.open()
        await sign_in(office, city.base_url, "greffe", words)
        await office.goto(f"{base}{OPENING}?juge={judge}&du={day}&au={day + 2 * WEEK}")
        await reader.look(office)
        await office.locator("form[method=post] button").click()
        await office.wait_for_url(re.compile("ouvertes=2"))
        await reader.look(office)
        assert not reader.faults
    assert link
    events = Calendar.from_ical((await visitor.get(words.prefix + link[0])).text).walk("VEVENT")
    mine = [event.decoded("dtstart") for event in events if room in str(event.get("location"))]
    assert [(start.date(), start.hour) for start in mine] == [(day, 20), (day + 2 * WEEK, 20)]
