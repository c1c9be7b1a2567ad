"""The bench sheet and the judge's decisions: a day in court, by one touch, on paper, and without a network."""

import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from html import unescape
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import BrowserContext, Page

from cli.city_client import CityClient
from domain.calendars import JUDICIAL, calendar
from tests.conftest import City
from tests.web.chromium import chromium
from tests.web.other_day import OtherDay, doors_at
from tests.web.place_builder import PLEA, Builder, builder_of
from tests.web.test_accessibility import Reader
from tests.web.test_contest_pages import PLATE, Served, served, today
from tests.web.visitor import HIDDEN, Visitor
from tests.web.walk import ENGLISH, FRENCH, Words, photo, sign_in

pytestmark = pytest.mark.stack
JUDGE, OFFICE, OWNER = "juge-4", "greffe", "citoyen-3"
LOCAL = ZoneInfo("America/Toronto")
AHEAD = count(800, 7)  # each test sits in a week of its own, further than any other test looks


@dataclass(frozen=True)
class Day:
    """A day of one judge with its cases, in the order in which they are heard."""

    day: date
    cases: list[Served]

    @property
    def sheet(self) -> str:
        """The sheet's address."""
        return f"/bureau/feuille?jour={self.day}"

    def at(self, hour: int, minute: int) -> datetime:
        """An instant of the day, by its local hour."""
        return datetime(self.day.year, self.day.month, self.day.day, hour, minute, tzinfo=LOCAL).astimezone(UTC)


@asynccontextmanager
async def builder(city: City) -> AsyncGenerator[Builder]:
    """Somebody who fills the court by its JSON door."""
    client = CityClient(city.base_url, city.tokens)
    try:
        yield builder_of(city, client)
    finally:
        await client.close()


def an_open_day(further: int = 0) -> date:
    """A day far ahead on which courts sit, or so many days further."""
    day, court = today() + timedelta(days=next(AHEAD) + further), calendar(JUDICIAL)
    while court.closed_on(day):
        day += timedelta(days=1)
    return day


async def in_court(to: Builder, many: int) -> Day:
    """So many cases set one after the other in a sitting of their own."""
    day = an_open_day()
    plan = {
        "judge": JUDGE, "room": f"Salle {secrets.token_hex(3)}", "mode": "in_person", "language": "both",
        "starts_at": f"{day}T07:00", "ends_at": f"{day}T09:00", "slot_minutes": 10,
    }  # fmt: skip
    sitting, cases = await to.post(OFFICE, "/sittings", plan), list[Served]()
    for slot in sitting["slots"][:many]:
        one = await served(to.city)
        await to.post(OWNER, "/statements/claim", {"number": one.number, "code": PLATE})
        await to.act(OWNER, one.case_id, "plead", PLEA)
        await to.act("poursuite", one.case_id, "continue-proceedings", {})
        held = await to.post(OFFICE, f"/slots/{slot['id']}/holds", {"case_id": one.case_id})
        await to.act(OFFICE, one.case_id, "schedule", {"hold": held["id"]})
        cases.append(one)
    return Day(day, cases)


@asynccontextmanager
async def judge_at(there: OtherDay, account: str = JUDGE) -> AsyncGenerator[Visitor]:
    """Somebody of the court at these doors."""
    async with Visitor(there.base_url) as one:
        await one.sign_in(account)
        yield one


async def touch(reader: Visitor, day: Day, one: Served, minute: str, **more: Any) -> Any:
    """Touch a button of the sheet, as its form has it."""
    page = await reader.get(day.sheet)
    form = next(part for part in page.text.split("<form ") if one.case_id in part and f'value="{minute}"' in part)
    return await reader.http.post("/bureau/feuille", data=hidden_of(form) | {"minute": minute} | more)


def hidden_of(text: str) -> dict[str, str]:
    """The hidden fields of one form."""
    return {name: unescape(value) for name, value in HIDDEN.findall(text)}


async def state(to: Builder, one: Served) -> str:
    """Where a case stands."""
    return str((await to.client.get(OFFICE, f"/cases/{one.case_id}"))["state"])


async def test_a_judge_opens_admits_acknowledges_and_signs_by_touches_and_the_day_shows_what_was_done(
    city: City,
) -> None:
    async with builder(city) as to:
        day = await in_court(to, 2)
        first, second = day.cases
        async with Visitor(city.base_url) as owner:
            await owner.sign_in(OWNER)
            path = f"{first.path}/actes/file_exhibit"
            photograph = ("Photo du parcomètre.jpg", photo("red"), "image/jpeg")
            fields = (await owner.hidden(path)) | {"action": "do"}
            sent = await owner.http.post(path, data=fields, files=[("file", photograph)])
            assert sent.status_code == 303
        async with doors_at(city, day.at(7, 0)) as there, judge_at(there) as judge:
            early = await judge.get(day.sheet)
            assert "Photo du parcomètre" in unescape(early.text) and "Pas en preuve" in early.text
            assert early.text.index(first.number) < early.text.index(second.number)
            opened = await touch(judge, day, first, "both", identified_by="photo")
            assert opened.headers["location"].endswith(f"#dossier-{first.case_id}")
            waits = await judge.get(day.sheet)
            assert "Décidez d’abord de chaque pièce" in unescape(waits.text)
            assert (await touch(judge, day, first, "admit")).status_code == 303
            blind = await touch(judge, day, first, "acquit", reasons="Doute raisonnable.")
            assert blind.status_code == 422 and first.case_id in blind.text  # the exhibit is not acknowledged
            signed = await touch(judge, day, first, "acquit", reasons="Doute raisonnable.", considered="1")
            assert signed.status_code == 303
            assert await state(to, first) == "ACQUITTED"
            after = await judge.get(signed.headers["location"].partition("#")[0])
            assert first.number in after.text and "Le jugement est signé" in unescape(after.text)
            assert (await judge.get(day.sheet)).text.count("data-minutes") < early.text.count("data-minutes")


async def test_an_absent_defence_is_judged_by_default_only_once_the_grace_is_over(city: City) -> None:
    async with builder(city) as to:
        day = await in_court(to, 1)
        one = day.cases[0]
        async with doors_at(city, day.at(7, 0)) as there, judge_at(there) as judge:
            await touch(judge, day, one, "defence_absent")
            soon = await touch(judge, day, one, "convict", reasons="Preuve faite.")
            assert soon.status_code == 422
            there.clock.instant = day.at(7, 16)
            assert (await touch(judge, day, one, "convict", reasons="Preuve faite.")).status_code == 303
        assert await state(to, one) == "CONVICTED_DEFAULT"


async def test_the_clerk_writes_an_oral_judgment_and_the_judge_confirms_it_by_one_touch(city: City) -> None:
    async with builder(city) as to:
        day = await in_court(to, 1)
        one = day.cases[0]
        async with doors_at(city, day.at(7, 0)) as there:
            async with judge_at(there, OFFICE) as office:
                await touch(office, day, one, "both", identified_by="photo")
                assert (await touch(office, day, one, "convict", reasons="")).status_code == 422
                assert (await touch(office, day, one, "convict", reasons="Rendu oralement.")).status_code == 303
                assert 'value="confirm"' not in (await office.get(day.sheet)).text
            async with judge_at(there) as judge:
                waiting = await judge.get("/bureau/juge")
                assert "Confirmer un jugement oral" in waiting.text and one.case_id in waiting.text
                assert (await touch(judge, day, one, "confirm")).status_code == 303
            async with judge_at(there, "juge-2") as another:
                assert one.number not in (await another.get(day.sheet)).text
        assert await state(to, one) == "CONVICTED"


async def test_a_touch_on_a_sheet_that_is_old_is_refused_and_the_sheet_comes_as_it_stands(city: City) -> None:
    async with builder(city) as to:
        day = await in_court(to, 1)
        one = day.cases[0]
        async with doors_at(city, day.at(7, 0)) as there, judge_at(there) as judge:
            page = await judge.get(day.sheet)
            form = next(part for part in page.text.split("<form ") if 'value="both"' in part)
            fields = hidden_of(form) | {"minute": "both", "identified_by": "photo"}
            await to.act(OFFICE, one.case_id, "note-incident", {"technical": False, "text": "Alarme."})
            late = await judge.http.post("/bureau/feuille", data=fields)
            assert late.status_code == 412 and one.number in late.text
            for wrong, status in (
                ({"minute": "rien"}, 422), ({"identified_by": ""}, 422), ({"minute": "reserve"}, 409),
                ({"case_id": "0" * 32}, 404), ({"case_id": "\x00"}, 404), ({"minute": "admit", "number": "x"}, 422),
            ):  # fmt: skip
                again = hidden_of(next(p for p in (await judge.get(day.sheet)).text.split("<form ") if "both" in p))
                answer = await judge.http.post(
                    "/bureau/feuille", data=again | {"minute": "both", "identified_by": "photo"} | wrong
                )
                assert answer.status_code == status, wrong
        assert await state(to, one) == "SCHEDULED"


async def test_what_is_asked_becomes_the_task_of_whoever_decides_it(city: City) -> None:
    async with builder(city) as to:
        day = await in_court(to, 1)
        one = day.cases[0]
        await to.act(OWNER, one.case_id, "ask-mode", {"mode": "video", "reasons": "Je travaille à Gatineau."})
        await to.act(OWNER, one.case_id, "apply-to-court", {"subject": "particulars", "text": "Quel parcomètre ?"})
        async with judge_at(OtherDay(city.base_url, None)) as judge:  # pyright: ignore[reportArgumentType]
            mine = unescape((await judge.get("/bureau/juge")).text)
            assert "Décider d’une demande préliminaire" in mine and one.case_id in mine
            sheet = unescape((await judge.get(day.sheet)).text)
            assert "Quel parcomètre ?" in sheet and "Gatineau" in sheet
        number = {"number": 1, "granted": False, "reasons": "Le constat le dit."}
        await to.act(JUDGE, one.case_id, "decide-application", number)
        async with Visitor(city.base_url) as office:
            await office.sign_in(OFFICE)
            desk = await office.get("/bureau?task=decide_mode")
            assert one.case_id in desk.text


@pytest.mark.browser
@pytest.mark.parametrize("words", [FRENCH, ENGLISH], ids=["fr", "en"])
async def test_a_judge_s_morning_in_a_browser_with_the_network_cut_in_the_middle(city: City, words: Words) -> None:
    async with builder(city) as to:
        day = await in_court(to, 2)
        async with doors_at(city, day.at(7, 0)) as there, chromium() as browser:
            reader, home = Reader(there.base_url, browser), f"{there.base_url}{words.prefix}"
            page = await reader.open()
            await sign_in(page, there.base_url, JUDGE, words)
            await page.goto(f"{home}{day.sheet}")
            await reader.look(page)
            await open_and_convict(page, day.cases[0])
            await reader.look(page)
            await page.goto(f"{home}/bureau/juge")
            await reader.look(page)
            await offline(page.context, page, f"{home}{day.sheet}", day)
            await signed_out(page, home)
            assert not reader.faults
        assert [await state(to, one) for one in day.cases] == ["CONVICTED", "SCHEDULED"]


async def open_and_convict(page: Page, one: Served) -> None:
    """Both sides present; guilty on every count."""
    matter = page.locator(f"#dossier-{one.case_id}")
    await matter.locator("button[value=both]").click()
    await matter.locator("button[value=convict]").click()
    await matter.locator(".city-done").wait_for()


async def offline(tab: BrowserContext, page: Page, address: str, day: Day) -> None:
    """The sheet is read again while nothing answers; its buttons wait, and come back with the network."""
    await page.goto(address)
    status = page.locator("[data-offline]")
    await page.wait_for_function("() => document.querySelector('[data-offline]').textContent.length > 0")
    await tab.set_offline(True)
    await page.goto(address)
    assert day.cases[1].number in await page.content()
    await page.wait_for_function("() => document.querySelector('[data-minutes] button').disabled")
    assert await status.inner_text() == await status.get_attribute("data-cut")
    await tab.set_offline(False)
    await page.wait_for_function("() => !document.querySelector('[data-minutes] button').disabled")


async def signed_out(page: Page, home: str) -> None:
    """Whoever signs out leaves no copy behind."""
    assert await page.evaluate("() => caches.has('bench')")
    await page.goto(f"{home}/deconnexion")
    await page.locator("main form button").click()
    await page.wait_for_url(lambda address: "deconnexion" not in address)
    assert not await page.evaluate("() => caches.has('bench')")
