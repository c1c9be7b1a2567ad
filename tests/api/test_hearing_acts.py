"""A hold becomes the hearing of one act: another act that names it is refused, and takes nothing away."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import psycopg
import pytest

from cli.court_calendar import open_days
from domain.clock import local_date
from tests.api.test_statements import PLEA, found, headers, key, number, served
from tests.conftest import City

pytestmark = pytest.mark.stack
DAYS = open_days(local_date(datetime.now(UTC)) + timedelta(days=60))  # each sitting has a day of its own


@dataclass
class Waiting:
    """A contest that awaits a date, and a hold for it."""

    path: str
    seq: int
    hold: str


@pytest.fixture
async def door(city: City) -> Any:
    """A client of the JSON door."""
    async with httpx.AsyncClient(base_url=f"{city.base_url}/api/v1", timeout=20) as client:
        yield client


async def waiting(city: City, door: httpx.AsyncClient) -> Waiting:
    """A case after its review, with the first slot of a sitting of its own held for it."""
    ticket = number()
    case = await served(city, door, ticket)
    path = f"/cases/{case['case_id']}"
    await door.post(f"{path}/plead", json=PLEA, headers=headers(await found(door, ticket), 1))
    await door.post(f"{path}/continue-proceedings", json={}, headers=headers(city.tokens["poursuite"], 2))
    day = next(DAYS)
    sitting = {
        "judge": "juge-4", "room": f"salle-{ticket}", "starts_at": f"{day}T09:00", "ends_at": f"{day}T10:00",
        "slot_minutes": 30,
    }  # fmt: skip
    office = city.headers("greffe")
    opened = await door.post("/sittings", json=sitting, headers=office | key())
    assert opened.status_code == 201, opened.text
    slot = opened.json()["slots"][0]["id"]
    held = await door.post(f"/slots/{slot}/holds", json={"case_id": case["case_id"]}, headers=office | key())
    assert held.status_code == 201, held.text
    return Waiting(path, 3, held.json()["id"])


def status_of(city: City, hold: str) -> str:
    """What the calendar says of a hold."""
    with psycopg.connect(city.database_url) as link:
        found = link.execute("SELECT status FROM bookings WHERE id = %s", (hold,)).fetchone()
    assert found is not None
    return str(found[0])


async def test_a_second_act_on_the_same_hold_is_refused_and_the_hearing_keeps_its_slot(
    city: City, door: httpx.AsyncClient
) -> None:
    case, office = await waiting(city, door), city.tokens["greffe"]
    first = await door.post(f"{case.path}/schedule", json={"hold": case.hold}, headers=headers(office, case.seq))
    assert (first.status_code, first.json()["state"]) == (200, "SCHEDULED"), first.text
    again = await door.post(f"{case.path}/schedule", json={"hold": case.hold}, headers=headers(office, case.seq + 1))
    assert (again.status_code, again.json()["type"].rpartition("/")[2]) == (409, "slot-taken")
    assert status_of(city, case.hold) == "booked"


async def test_the_slot_of_an_act_that_the_case_refuses_is_free_again(city: City, door: httpx.AsyncClient) -> None:
    case = await waiting(city, door)
    sent = {"reasons": "Dépôt tardif.", "charged_to": "court", "hold": case.hold}
    refused = await door.post(f"{case.path}/adjourn", json=sent, headers=headers(city.tokens["juge-4"], case.seq))
    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (409, "illegal-transition")
    assert status_of(city, case.hold) == "released"


async def test_the_same_act_sent_twice_is_one_hearing(city: City, door: httpx.AsyncClient) -> None:
    case = await waiting(city, door)
    sent = headers(city.tokens["greffe"], case.seq)
    answers = [await door.post(f"{case.path}/schedule", json={"hold": case.hold}, headers=sent) for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert status_of(city, case.hold) == "booked"


async def test_a_date_needs_a_hold(city: City, door: httpx.AsyncClient) -> None:
    case = await waiting(city, door)
    sent = headers(city.tokens["greffe"], case.seq)
    refused = await door.post(f"{case.path}/schedule", json={"hold": ""}, headers=sent)
    assert refused.status_code == 422, refused.text
    assert [one["field"] for one in refused.json()["errors"]] == ["hold"]
