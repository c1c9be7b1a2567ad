"""A court far ahead in the shared city: sittings of one's own, proposals asked for and awaited."""

import asyncio
import re
import secrets
import time
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape

from cli.court_calendar import open_day
from tests.web.test_contest_pages import Served, today
from tests.web.visitor import Visitor, hidden

MONTHS = "/bureau/audiences/mois"
WITHIN = 90.0  # seconds for a small docket, or for a few dates, on a busy machine


@dataclass(frozen=True)
class Period:
    """Two days that hardly any other test has sittings on."""

    first: date

    @property
    def fields(self) -> dict[str, str]:
        """As the form has them."""
        return {"first": self.first.isoformat(), "last": (self.first + timedelta(days=1)).isoformat()}


async def open_court(office: Visitor) -> Period:
    """Two evenings, a year and a half ahead at least, with room for every case of the city that waits."""
    period = Period(_two_open_days(today() + timedelta(days=1300 + secrets.randbelow(2000))))
    for rank, day in enumerate(period.fields.values()):
        sitting = {
            "judge": f"juge-{3 + rank}", "room": f"Salle {secrets.token_hex(3)}", "mode": "in_person",
            "language": "both", "day": day, "starts_at": "17:00", "ends_at": "23:00", "slot_minutes": "10",
        }  # fmt: skip
        key = (await office.hidden("/bureau/seances"))["key"]
        opened = await office.send("/bureau/seances", sitting | {"key": key})
        assert opened.status_code == 303, opened.text
    return period


def _two_open_days(day: date) -> date:
    """The first day from this one on which the court sits, and sits the day after as well."""
    while open_day(day) != day or open_day(day + timedelta(days=1)) != day + timedelta(days=1):
        day += timedelta(days=1)
    return day


async def ask(office: Visitor, period: Period) -> str:
    """Ask for a proposal; its page."""
    asked = await office.send(MONTHS, period.fields)
    assert asked.status_code == 303, asked.text
    return asked.headers["location"]


async def proposed(office: Visitor, period: Period) -> str:
    """A proposal that is ready; its page."""
    path = await ask(office, period)
    await until(office, path, "Prête")
    return path


async def until(office: Visitor, path: str, state: str) -> str:
    """The page of a proposal once it is in a state."""
    ends = time.monotonic() + WITHIN
    while True:
        text = unescape((await office.get(path)).text)
        tag = re.search(r'class="govuk-tag[^"]*">\s*([^<]*?)\s*<', text)
        if tag and tag[1] == state:
            return text
        assert time.monotonic() < ends, (tag and tag[1], state)
        await asyncio.sleep(0.5)


async def publish(office: Visitor, path: str, *cases: Served) -> None:
    """Choose the dates of these cases."""
    fields = hidden(await office.get(path)) | {"case": [one.case_id for one in cases]}
    done = await office.http.post(path, data=fields)
    assert done.status_code == 303, done.text


async def is_set(office: Visitor, one: Served) -> bool:
    """Whether the case has its date."""
    return "Audience fixée" in unescape((await office.get(one.path)).text)
