"""Earlier dates and moves: the line, the offers in their turn, what is taken and left, and the log that replays."""

import asyncio
import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from html import unescape
from typing import Any

import psycopg
import pytest

from checks.offers import replay
from checks.slots import count_slots
from tests.conftest import City
from tests.web.chromium import chromium
from tests.web.place_builder import Builder
from tests.web.test_accessibility import Reader
from tests.web.test_bench import an_open_day, builder, hidden_of
from tests.web.test_contest_pages import PLATE, Served, served
from tests.web.test_contest_pages import PLEA as FORM
from tests.web.visitor import Visitor
from tests.web.walk import ENGLISH, FRENCH, Words, sign_in

pytestmark = pytest.mark.stack
OFFICE, JUDGE = "greffe", "juge-3"
EARLY, LATE, LATER = "citoyen-4", "citoyen-5", "citoyen-6"


async def sitting(to: Builder, day: Any) -> list[dict[str, Any]]:
    """An early morning of three slots."""
    plan = {
        "judge": JUDGE, "room": f"Salle {secrets.token_hex(3)}", "mode": "in_person", "language": "both",
        "starts_at": f"{day}T06:00", "ends_at": f"{day}T06:30", "slot_minutes": 10,
    }  # fmt: skip
    return (await to.post(OFFICE, "/sittings", plan))["slots"]


async def heard(to: Builder, account: str, slot: dict[str, Any]) -> Served:
    """A case of an account that has its hearing in a slot."""
    one = await served(to.city)
    await to.post(account, "/statements/claim", {"number": one.number, "code": PLATE})
    await to.act(account, one.case_id, "plead", PLEA)
    await to.act("poursuite", one.case_id, "continue-proceedings", {})
    held = await to.post(OFFICE, f"/slots/{slot['id']}/holds", {"case_id": one.case_id})
    await to.act(OFFICE, one.case_id, "schedule", {"hold": held["id"]})
    return one


PLEA: dict[str, Any] = {
    "pleas": [{"count": 1, "plea": "not_guilty"}], "name": "Camille Exemple", "capacity": "owner",
    "explanations": FORM["explanations"],
}  # fmt: skip


@asynccontextmanager
async def as_citizen(city: City, account: str) -> AsyncGenerator[Visitor]:
    """Somebody with an account, signed in."""
    async with Visitor(city.base_url) as one:
        await one.sign_in(account)
        yield one


async def send(visitor: Visitor, one: Served, action: str, **fields: str) -> Any:
    """A form of the page of earlier dates."""
    path = f"{one.path}/plus-tot"
    page = await visitor.get(path)
    form = next((part for part in page.text.split("<form ") if f'value="{action}"' in part), "")
    return await visitor.http.post(path, data=hidden_of(form) | {"action": action} | fields)


async def offered(visitor: Visitor, one: Served) -> str:
    """The page, once a date is offered."""
    for _ in range(80):
        page = await visitor.get(f"{one.path}/plus-tot")
        if "La cour vous offre" in page.text:
            return unescape(page.text)
        await asyncio.sleep(0.25)
    raise AssertionError("nothing was offered")


async def until(to: Builder, one: Served, starts: str) -> None:
    """The hearing stands at an instant."""
    standing: dict[str, Any] = {}
    for _ in range(80):
        standing = await to.client.get(OFFICE, f"/cases/{one.case_id}")
        if (standing["standing"]["hearing"] or {}).get("starts_at") == starts:
            return
        await asyncio.sleep(0.25)
    raise AssertionError(standing)


async def read_in_the_log(office: Visitor, word: str) -> str:
    """The log of offers, once it says so."""
    log = ""
    for _ in range(80):
        log = unescape((await office.get("/bureau/audiences/offres")).text)
        if word in log:
            return log
        await asyncio.sleep(0.25)
    raise AssertionError(log)


async def give_up(to: Builder, one: Served) -> None:
    """The prosecution withdraws: the slot comes free."""
    await to.act("poursuite", one.case_id, "withdraw-charges", {"counts": [1], "reason_code": "evidence"})


def clear_the_line(city: City) -> None:
    """Nobody of another test waits, and no slot of another test is to be had."""
    with psycopg.connect(city.database_url) as owner:
        owner.execute("UPDATE bookings SET released_why = 'refused' WHERE status = 'released'")
        owner.execute("INSERT INTO earlier_wishes (case_id, act, notice_days, by, at) "
                      "SELECT case_id, 'ended', 0, 'test', asked_at FROM wishes_in_force")  # fmt: skip


async def test_a_freed_slot_goes_to_who_has_waited_longest_then_to_the_next_and_the_log_replays(city: City) -> None:
    clear_the_line(city)
    async with builder(city) as to:
        soon, later = an_open_day(), an_open_day(200)
        early, late = await sitting(to, soon), await sitting(to, later)
        leaving = await heard(to, EARLY, early[0])
        first, second = await heard(to, LATE, late[0]), await heard(to, LATER, late[1])
        async with as_citizen(city, LATE) as one, as_citizen(city, LATER) as other:
            wrong = await send(one, first, "ask", notice_days="400")
            assert wrong.status_code == 422 and "notice_days" in wrong.text
            assert (await send(one, first, "ask", notice_days="2")).status_code == 303
            assert (await send(other, second, "ask", notice_days="2")).status_code == 303
            assert (await other.get(f"{first.path}/plus-tot")).status_code == 404
            await give_up(to, leaving)
            assert early[0]["starts_at"][:10] in str(soon) and "gardée pour vous" in await offered(one, first)
            assert "La cour vous offre" not in (await other.get(f"{second.path}/plus-tot")).text
            assert (await send(one, first, "decline")).headers["location"].endswith("fait=decline")
            page = await offered(other, second)
            form = next(part for part in page.split("<form ") if 'value="take"' in part)
            taken = await other.http.post(f"{second.path}/plus-tot", data=hidden_of(form))
            assert taken.headers["location"] == f"{second.path}?fait=take_offer"
            again = await other.http.post(f"{second.path}/plus-tot", data=hidden_of(form))
            assert again.headers["location"] == taken.headers["location"]  # sent twice, done once
        await until(to, second, early[0]["starts_at"])
        async with as_citizen(city, OFFICE) as office:
            assert "Laissée" in await read_in_the_log(office, "Prise")
    found = await asyncio.to_thread(replay, city.database_url)
    assert found.taken >= 1
    assert not [*found.out_of_turn, *found.twice_at_once, *found.unfounded]
    assert count_slots(city.database_url).clashing == 0


async def test_an_offer_that_nobody_answers_goes_on_and_a_late_answer_is_told_so(city: City) -> None:
    clear_the_line(city)
    async with builder(city) as to:
        early, late = await sitting(to, an_open_day()), await sitting(to, an_open_day(200))
        leaving, one = await heard(to, EARLY, early[0]), await heard(to, LATE, late[0])
        async with as_citizen(city, LATE) as citizen:
            await send(citizen, one, "ask", notice_days="7")
            await give_up(to, leaving)
            page = await offered(citizen, one)
            form = hidden_of(next(part for part in page.split("<form ") if 'value="take"' in part))
            with psycopg.connect(city.database_url) as owner:  # a day goes by
                owner.execute("UPDATE slot_offers SET until = at WHERE case_id = %s", (one.case_id,))
            for _ in range(80):
                if "La cour vous offre" not in (await citizen.get(f"{one.path}/plus-tot")).text:
                    break
                await asyncio.sleep(0.25)
            over = await citizen.http.post(f"{one.path}/plus-tot", data=form)
            assert over.status_code in (409, 422) and "Erreur" in over.text
        await until(to, one, late[0]["starts_at"])


async def test_where_the_regime_asks_for_a_request_nobody_moves_a_hearing_by_itself(city: City) -> None:
    async with builder(city) as to:
        slots = await sitting(to, an_open_day())
        one = await heard(to, LATE, slots[0])
        async with as_citizen(city, LATE) as citizen:
            assert (await citizen.get(f"{one.path}/deplacer")).status_code == 403
            fields = await citizen.hidden(f"{one.path}/plus-tot") | {"slot": slots[1]["id"], "key": "k" * 20}
            assert (await citizen.http.post(f"{one.path}/deplacer", data=fields)).status_code == 403


@pytest.mark.browser
@pytest.mark.parametrize("words", [FRENCH, ENGLISH], ids=["fr", "en"])
async def test_a_citizen_waits_for_an_earlier_date_and_takes_it_on_a_telephone(city: City, words: Words) -> None:
    clear_the_line(city)
    async with builder(city) as to, chromium() as browser:
        early, late = await sitting(to, an_open_day()), await sitting(to, an_open_day(200))
        leaving, one = await heard(to, EARLY, early[0]), await heard(to, LATE, late[0])
        reader, home = Reader(city.base_url, browser), f"{city.base_url}{words.prefix}"
        page = await reader.open()
        await sign_in(page, city.base_url, LATE, words)
        await page.goto(f"{home}{one.path}")
        await page.locator(f"a[href$='{one.path}/plus-tot']").click()
        await reader.look(page)
        await page.locator("input[name=notice_days][value='2']").check()
        await page.locator("main form button").click()
        await page.locator(".govuk-notification-banner").wait_for()
        await give_up(to, leaving)
        async with as_citizen(city, LATE) as citizen:
            await offered(citizen, one)
        await page.goto(f"{home}{one.path}/plus-tot")
        await reader.look(page)
        await page.locator("form:has(input[value=take]) button").click()
        await page.locator(".govuk-notification-banner").wait_for()
        await until(to, one, early[0]["starts_at"])
        assert not reader.faults
