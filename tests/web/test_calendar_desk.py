"""A day closed late: looked at, closed once, told to the contests whose last day it was, carried by new cases."""

import asyncio
import re
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape

import httpx
import psycopg
import pytest

from casework import closed_day_acts, closures
from cli.compose import parts
from domain.calendars import JUDICIAL, OFFICE, calendar, holidays
from domain.clock import due
from domain.rules import PermitRules
from tests.api.town import settings_of
from tests.conftest import City
from tests.web.test_contest_pages import Served, at_work, served, today
from tests.web.visitor import Visitor, hidden

PAGE = "/bureau/ville/calendriers"
DAY = timedelta(days=1)
stack = pytest.mark.stack


def test_the_days_of_a_year_are_listed_without_weekends() -> None:
    days = [day for day, _ in holidays(calendar(JUDICIAL, proclaimed=[date(2027, 5, 3)]), 2027)]
    assert days == sorted(days) and date(2027, 5, 3) in days and date(2027, 12, 24) not in days
    assert date(2027, 12, 24) in [day for day, _ in holidays(calendar(OFFICE), 2027)]
    assert date(2027, 1, 3) not in days  # a Sunday like another


@dataclass(frozen=True)
class LastDay:
    """A day to serve a statement on, and its last day to plead: nobody else's, and open."""

    served_on: date
    day: date


def last_day(first: int) -> LastDay:
    """The first such day, at least `first` days after service."""
    court = calendar(JUDICIAL)
    for ago in range(first, first + 10):
        served_on = today() - ago * DAY
        nominal = served_on + 30 * DAY
        alone = nominal != date(2026, 12, 21) and court.closed_on(nominal - DAY) is None
        if due(served_on, "P30D", court).on == nominal and alone:
            return LastDay(served_on, nominal)
    raise AssertionError("no open day")


async def served_on(city: City, day: date) -> Served:
    """A statement served on a day."""
    before = (day - DAY).isoformat()
    return await served(city, served_on=day.isoformat(), offence_at=f"{before}T10:15")


async def task_of(city: City, one: Served) -> tuple[str, int]:
    """The last day that a case's task shows, and how many events the case has."""
    async with httpx.AsyncClient(base_url=f"{city.base_url}/api/v1", timeout=30) as door:
        case = (await door.get(f"/cases/{one.case_id}", headers=city.headers("greffe"))).json()
    return case["task"]["due_on"], case["seq"]


async def moved(city: City, one: Served, day: date) -> str:
    """The new last day of a case, once it is no longer `day`."""
    async with asyncio.timeout(60):
        while (found := (await task_of(city, one))[0]) == day.isoformat():
            await asyncio.sleep(0.5)
    return found


def asked(day: date | str, name: str = JUDICIAL, cause: str = "proclaimed") -> dict[str, str]:
    """What is asked about a day."""
    return {"calendrier": name, "jour": str(day), "cause": cause}


async def looked(office: Visitor, wanted: dict[str, str]) -> httpx.Response:
    """The page that says what closing a day would do."""
    return await office.http.get(PAGE, params=wanted | {"voir": "1"})


@stack
async def test_a_closed_day_moves_the_contests_whose_last_day_it_was_once(city: City) -> None:
    last = last_day(10)
    one, other = await served_on(city, last.served_on), await served_on(city, last.served_on - DAY)
    before = await task_of(city, other)
    assert (await task_of(city, one))[0] == last.day.isoformat()
    async with at_work(city, "administration") as office:
        page = await looked(office, asked(last.day))
        count = re.search(r"jour juridique suivant\D*<strong>(\d+)", unescape(page.text))
        assert page.status_code == 200 and count and int(count[1]) >= 1
        form = hidden(page) | {"reason": "Décret d’essai."}
        assert (await office.http.post(PAGE, data=form | {"reason": " "})).status_code == 422
        assert [(await office.http.post(PAGE, data=form)).status_code for _ in range(2)] == [303, 303]
        assert (await office.http.post(PAGE, data=form | {"reason": "Un autre."})).status_code == 422
        new = await moved(city, one, last.day)
        assert date.fromisoformat(new) > last.day and await task_of(city, other) == before
        async with asyncio.timeout(30):
            while "Restants : 0" not in (shown := await told(office, last.day)):
                await asyncio.sleep(0.5)
        assert "Décret d’essai." in shown
    later = await served_on(city, last.served_on)
    assert (await task_of(city, later))[0] == new  # a new case carries the day
    await nothing_twice(city, one, last.day)


async def told(office: Visitor, day: date) -> str:
    """The calendars of a day's year, as read."""
    return unescape((await office.get(f"{PAGE}?annee={day.year}")).text).replace("\u00a0", " ")


async def nothing_twice(city: City, one: Served, day: date) -> None:
    """Told again, as after a worker that died before it noted: the case has no event more."""
    seq = (await task_of(city, one))[1]
    async with await psycopg.AsyncConnection.connect(city.database_url) as owner:
        again = "UPDATE closed_day_cases SET status = 'waiting' WHERE case_id = %s AND day = %s"
        await owner.execute(again, (one.case_id, day))
    async with parts(settings_of(city.env, {}), city.worker_url) as made:
        async with asyncio.timeout(30):
            while await closed_day_acts.tell_contests(made.doors):
                pass
    assert (await task_of(city, one))[1] == seq


def a_weekday(weekday: int, after: date) -> date:
    """The first such day after a day."""
    return after + ((weekday - after.weekday() - 1) % 7 + 1) * DAY


def wrong_days() -> list[tuple[dict[str, str], str]]:
    """What is refused, and beside which field."""
    past, far = today() - 31 * DAY, today() + 800 * DAY
    saturday, christmas = a_weekday(5, today()), date(today().year + 1, 12, 25)
    soon = a_weekday(1, today() + 60 * DAY)
    return [
        (asked(""), "jour"), (asked("hier"), "jour"), (asked("2026-02-30"), "jour"), (asked(past), "jour"),
        (asked(far), "jour"), (asked(saturday), "jour"), (asked(christmas), "jour"),
        (asked(soon, cause="outage"), "jour"), (asked(soon, name="rien"), "calendrier"),
        (asked(soon, name=""), "calendrier"), (asked(soon, cause="rien"), "cause"), (asked("x\x00y"), "jour"),
        (asked("9" * 10_000), "jour"),
    ]  # fmt: skip


@stack
@pytest.mark.parametrize(("wanted", "field"), wrong_days(), ids=lambda one: str(one)[:60])
async def test_a_day_that_may_not_be_closed_is_refused_beside_its_field(
    city: City, wanted: dict[str, str], field: str
) -> None:
    async with at_work(city, "administration") as office:
        token = hidden(await office.get("/bureau/ville/incidents/declarer"))["csrf"]
        answer = await office.http.post(PAGE, data=wanted | {"csrf": token, "reason": "x"})
        assert answer.status_code == 422 and f'href="#{field}"' in answer.text
        if len(wanted["jour"]) < 100:
            page = await looked(office, wanted)
            assert page.status_code == 422 and f'href="#{field}"' in page.text


@stack
async def test_an_office_closure_is_carried_by_new_permits_and_moves_none(city: City) -> None:
    day = a_weekday(2, today() + 500 * DAY)
    while calendar(OFFICE).closed_on(day):
        day += 7 * DAY
    async with at_work(city, "administration") as office:
        page = await looked(office, asked(day, OFFICE))
        assert "ne sont pas déplacées" in unescape(page.text)
        form = hidden(page) | {"reason": "Déménagement."}
        assert (await office.http.post(PAGE, data=form)).status_code == 303
        assert "Déménagement." in await told(office, day)
    async with parts(settings_of(city.env, {}), city.app_url) as made:
        rules = PermitRules(service="s", version="v", borough="VD", fees=(), opinions=(), letters={})
        assert day in (await closures.carrying(made.doors, rules)).closed_days


@stack
async def test_the_calendars_are_an_administrator_s(city: City) -> None:
    async with at_work(city, "greffe") as clerk:
        assert (await clerk.get(PAGE)).status_code == 403
        form = hidden(await clerk.get("/bureau/absences")) | asked(today()) | {"reason": "x"}
        assert (await clerk.http.post(PAGE, data=form)).status_code == 403
    async with at_work(city, "administration") as office:
        assert (await office.get(f"{PAGE}?annee=9999")).status_code == 200
        assert (await office.get(f"/en{PAGE}?annee=2027")).text.count("Labour Day") == 2
