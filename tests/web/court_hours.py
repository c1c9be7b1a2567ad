"""What the tests of judges' hours share: forms of hours that no other test's case wants, and a hearing of their own."""

import re
import secrets
from datetime import date, timedelta
from html import unescape

import httpx

from cli.court_calendar import COURT, open_day
from tests.conftest import City
from tests.web.test_contest_pages import PLEA, Served, act, asked_of, at_work, found, served, today
from tests.web.visitor import Visitor, hidden

HOURS, OPENING = "/bureau/disponibilites", "/bureau/seances/ouvrir"
WEEK = timedelta(weeks=1)


def a_day(after: int = 95) -> date:
    """A day on which the court sits, as it does one and two weeks later: by itself no more than half a year ahead."""
    day = open_day(today() + timedelta(days=after + secrets.randbelow(50)))
    while any(COURT.closed_on(day + WEEK * rank) for rank in range(3)):
        day = open_day(day + timedelta(days=1))
    return day


def a_room() -> str:
    return f"Salle {secrets.token_hex(3)}"


def weekly(day: date, hours: tuple[str, str], **changes: str) -> dict[str, str]:
    """The form of three weeks' hours by telephone: no other test's case wants such a slot."""
    return {
        "action": "add_pattern", "weekday": str(day.weekday()), "starts_at": hours[0], "ends_at": hours[1],
        "mode": "phone", "room": "", "language": "both", "slot_minutes": "30", "every": "1", "in_recess": "yes",
        "valid_from": day.isoformat(), "valid_until": (day + 2 * WEEK).isoformat(),
    } | changes  # fmt: skip


def away(day: date, **changes: str) -> dict[str, str]:
    days = {"away_first_day": day.isoformat(), "away_last_day": day.isoformat()}
    return {"action": "add_away", **days} | changes


def cards(page: httpx.Response) -> dict[str, dict[str, str]]:
    """The small forms of the page, by the beginning of the card in which they stand."""
    found: dict[str, dict[str, str]] = {}
    for card in re.findall(
        r'<li class="city-card">(.*?)</li>\s*(?=<li class="city-card">|</ul>)', page.text, re.DOTALL
    ):
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', card))
        found[unescape(re.sub(r"<[^>]+>", " ", card))] = fields
    return found


def card(page: httpx.Response, said: str) -> dict[str, str]:
    """The one small form whose card says this."""
    (fields,) = [fields for words, fields in cards(page).items() if said in words]
    return fields


async def opened(office: Visitor, judge: str, day: date, **rooms: str) -> httpx.Response:
    """Open what three weeks give."""
    period = f"{OPENING}?juge={judge}&du={day}&au={day + 2 * WEEK}"
    return await office.http.post(OPENING, data=hidden(await office.get(period)) | rooms)


async def heard(city: City, visitor: Visitor, judge: str, day: date) -> Served:
    """A case that a judge hears on a day at seven in the evening, by itself in its sitting."""
    one = await served(city)
    plan = {
        "judge": judge, "room": a_room(), "mode": "in_person", "language": "both", "starts_at": f"{day}T19:00",
        "ends_at": f"{day}T19:30", "slot_minutes": 30,
    }  # fmt: skip
    await asked_of(city, "greffe", "/sittings", plan)
    await found(visitor, one)
    await act(visitor, one, "plead", PLEA)
    async with at_work(city, "poursuite") as prosecutor:
        await act(prosecutor, one, "continue_proceedings", {})
    async with at_work(city, "greffe") as office:
        free = await slots(city, f"/slots?from={day}&until={day}&judge={judge}&mode=in_person")
        (slot,) = [slot["id"] for slot in free if slot["room"] == plan["room"]]
        done = await act(office, one, f"schedule?des={day}", {"slot": slot})
        assert done.status_code == 303
    return one


async def slots(city: City, query: str) -> list[dict[str, str]]:
    """The free slots that the JSON door offers."""
    async with httpx.AsyncClient(base_url=f"{city.base_url}/api/v1", timeout=20) as client:
        return (await client.get(query, headers=city.headers("greffe"))).json()["slots"]
