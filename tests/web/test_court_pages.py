"""The court office's own pages: its sittings, its days, the cases that it gives a date."""

import re
import secrets
from datetime import timedelta
from html import unescape

import pytest

from cli.court_calendar import open_day
from tests.conftest import City
from tests.web.chromium import chromium
from tests.web.test_accessibility import Reader
from tests.web.test_contest_pages import PLEA, Served, act, at_work, found, served, today
from tests.web.visitor import Visitor, hidden
from tests.web.walk import ENGLISH, FRENCH, Words, sign_in

pytestmark = pytest.mark.stack
TO_PLACE = "/bureau/audiences/a-fixer"


async def test_the_office_opens_a_sitting_is_proposed_a_slot_sets_it_and_sees_what_the_hearing_lacks(
    city: City, visitor: Visitor
) -> None:
    one, day = await served(city), open_day(today() + timedelta(days=35 + secrets.randbelow(50)))
    room = f"Salle {secrets.token_hex(3)}"
    await found(visitor, one)
    await act(visitor, one, "plead", PLEA)
    async with at_work(city, "poursuite") as prosecutor:
        await act(prosecutor, one, "continue_proceedings", {})
    sitting = {
        "judge": "juge-3", "room": room, "mode": "in_person", "language": "both", "day": day.isoformat(),
        "starts_at": "18:00", "ends_at": "23:00", "slot_minutes": "15",  # those who wait longer come first
    }  # fmt: skip
    async with at_work(city, "greffe") as office:
        wrong = await office.send("/bureau/seances", sitting | {"room": "", "ends_at": "08:00", "key": "k" * 16})
        assert wrong.status_code == 422 and 'href="#room"' in wrong.text
        key = (await office.hidden("/bureau/seances"))["key"]
        opened = await office.send("/bureau/seances", sitting | {"key": key})
        assert opened.headers["location"].startswith("/bureau/seances?ouverte=")
        assert room in (await office.get(f"/bureau/seances?des={day}")).text
        link = await proposed(office, one)
        form = await office.get(unescape(link))
        slot = re.search(r'value="(\w+)" checked', form.text)
        assert slot is not None  # the proposed slot is chosen already
        fields = hidden(form) | {"action": "do", "slot": slot[1]}
        assert (await office.http.post(unescape(link), data=fields)).status_code == 303
        set_on = link.partition("des=")[2][:10]
        shown = await office.get(f"/bureau/audiences?jour={set_on}")
        assert one.case_id in shown.text and "Communication de la preuve" in unescape(shown.text)
        english = await office.get(f"/en/bureau/audiences?jour={set_on}")
        assert "Disclosure of evidence" in english.text
    async with at_work(city, "agent-vm") as elsewhere:
        for path in ("/bureau/audiences", "/bureau/audiences/a-fixer", "/bureau/seances"):
            assert (await elsewhere.get(path)).status_code == 403


async def waiting(city: City, visitor: Visitor) -> Served:
    """A plea that was reviewed, and waits for a date."""
    one = await served(city)
    await found(visitor, one)
    await act(visitor, one, "plead", PLEA)
    async with at_work(city, "poursuite") as prosecutor:
        await act(prosecutor, one, "continue_proceedings", {})
    return one


async def open_sitting(office: Visitor) -> None:
    """An evening with room for those who wait longer, too."""
    day, room = open_day(today() + timedelta(days=40 + secrets.randbelow(40))), f"Salle {secrets.token_hex(3)}"
    sitting = {
        "judge": "juge-4", "room": room, "mode": "in_person", "language": "both", "day": day.isoformat(),
        "starts_at": "18:00", "ends_at": "23:00", "slot_minutes": "10",
    }  # fmt: skip
    key = (await office.hidden("/bureau/seances"))["key"]
    opened = await office.send("/bureau/seances", sitting | {"key": key})
    assert opened.status_code == 303, opened.text


async def chosen(office: Visitor, *cases: Served) -> dict[str, str]:
    """The lines of the proposal that are these cases', by case."""
    path, lines = TO_PLACE, dict[str, str]()
    while len(lines) < len(cases):
        page = await office.get(path)
        for one in cases:
            if line := re.search(rf'value="({one.case_id}/\w+/\d+)"', page.text):
                lines[one.case_id] = line[1]
        following = re.search(r'href="([^"]*suite=[^"]*)" rel="next"', page.text)
        assert following is not None or len(lines) == len(cases), "no slot was proposed"
        path = unescape(following[1]) if following else path
    return lines


async def state(office: Visitor, one: Served) -> str:
    """What the case's page says that it is."""
    return unescape((await office.get(f"/dossier/{one.case_id}")).text)


async def test_a_proposed_docket_is_published_once_and_whoever_was_second_is_told(city: City, visitor: Visitor) -> None:
    async with Visitor(city.base_url) as another:
        first, second = await waiting(city, visitor), await waiting(city, another)
    async with at_work(city, "greffe") as office:
        await open_sitting(office)
        lines = await chosen(office, first, second)
        assert len({line.split("/")[1] for line in lines.values()}) == 2  # two slots, two people's
        form = hidden(await office.get(TO_PLACE))
        for nothing in ({}, {"set": "x"}, {"set": "x/y/-1"}):
            assert (await office.http.post(TO_PLACE, data=form | nothing)).status_code == 422
        published = await office.http.post(TO_PLACE, data=form | {"set": lines[first.case_id]})
        assert published.headers["location"] == f"{TO_PLACE}?fixees=1"
        again = await office.http.post(TO_PLACE, data=form | {"set": lines[first.case_id]})
        assert again.headers["location"] == f"{TO_PLACE}?fixees=1"  # the same form once more
        assert "Audience fixée" in await state(office, first)
        taken = lines[second.case_id].replace(lines[second.case_id].split("/")[1], lines[first.case_id].split("/")[1])
        late = await office.http.post(TO_PLACE, data=hidden(await office.get(TO_PLACE)) | {"set": taken})
        assert late.status_code == 409 and "Des dates n’ont pas été fixées" in unescape(late.text)
        assert "Audience fixée" not in await state(office, second)
        (line,) = (await chosen(office, second)).values()
        english = f"/en{TO_PLACE}"
        done = await office.http.post(english, data=hidden(await office.get(english)) | {"set": line})
        assert done.headers["location"] == f"{english}?fixees=1"
        assert "Dates set: 1" in unescape((await office.get(f"{english}?fixees=1")).text)
    async with at_work(city, "poursuite") as prosecutor:
        refused = await prosecutor.http.post(TO_PLACE, data=await prosecutor.hidden("/deconnexion") | {"set": line})
        assert refused.status_code == 403


async def proposed(office: Visitor, one: Served) -> str:
    """The link that sets the hearing of a case on the slot proposed for it."""
    path = TO_PLACE
    while True:
        page = await office.get(path)
        link = re.search(rf'href="(/dossier/{one.case_id}/actes/schedule[^"]*plage=\w+)"', page.text)
        if link is not None:
            return link[1]
        following = re.search(r'href="([^"]*suite=[^"]*)" rel="next"', page.text)
        assert following is not None, "no slot was proposed"
        path = unescape(following[1])


@pytest.mark.browser
@pytest.mark.parametrize("words", [FRENCH, ENGLISH], ids=["fr", "en"])
async def test_the_court_office_s_pages_have_no_fault_that_axe_knows(
    city: City, words: Words, visitor: Visitor
) -> None:  # fmt: skip
    base = city.base_url + words.prefix
    one = await waiting(city, visitor)
    async with at_work(city, "greffe") as office_without_a_screen:
        await open_sitting(office_without_a_screen)
        await chosen(office_without_a_screen, one)  # the list has something to choose
    async with chromium() as browser:
        reader = Reader(city.base_url, browser)
        office = await reader.open()
        await sign_in(office, city.base_url, "greffe", words)
        for path in ("/bureau", "/bureau/audiences", "/bureau/audiences/a-fixer", "/bureau/seances"):
            await office.goto(base + path)
            await reader.look(office)
        await office.locator("main form[method=post] button").click()
        await reader.look(office)  # the form in error
        assert not reader.faults
